import { expect, test } from 'vitest';
import { EmbedderCrashed } from '../../../src/embedding/crashed.ts';
import { VitrineError } from '../../../src/errors.ts';
import { judgeText } from '../../../src/indexing/texts/judge.ts';

const refused = new VitrineError('INTERNAL', 'The model failed on this input.');
const crashed = new EmbedderCrashed('signal SIGSEGV', 0, 1);
const away = new VitrineError('MODEL_LOADING', 'It starts.', { retryAfterSeconds: 9 });

test.each([refused, crashed])('what fails among others is tried by itself at once (%s)', (error) => {
  expect(judgeText(error, 1, false, 1000)).toEqual({ kind: 'retry', delayMs: 0 });
});

test.each([refused, crashed])(
  'what fails by itself is tried again, later and later, and given up (%s)',
  (error) => {
    const delays = [2, 3, 4, 5].map((attempts) => {
      const outcome = judgeText(error, attempts, true, 1000);
      return outcome.kind === 'retry' ? outcome.delayMs : 0;
    });
    expect(delays.every((delay, at) => delay > (delays[at - 1] ?? 0))).toBe(true);
    expect(judgeText(error, 6, true, 1000)).toEqual({ kind: 'givenUp' });
  },
);

test('a model that is away is not the text’s fault', () => {
  expect(judgeText(away, 6, true, 1000)).toEqual({ kind: 'putBack', delayMs: 9000 });
  expect(judgeText(new Error('a bug'), 6, true, 1000)).toEqual({ kind: 'putBack', delayMs: 5000 });
});
