import { expect, test } from 'vitest';
import { checkRequest, checkText } from '../../src/search/request.ts';

const badInput = (field: string) =>
  expect.objectContaining({ code: 'BAD_USER_INPUT', message: expect.stringContaining(field) });

test.each([0, -1, 101, 100_000, 1.5, Number.NaN])('first: %s is refused', (first) => {
  expect(() => checkRequest({ first })).toThrow(badInput('first'));
});

test.each([Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 1.01, -2])(
  'minScore: %s is refused',
  (minScore) => {
    expect(() => checkRequest({ first: 5, options: { minScore } })).toThrow(badInput('minScore'));
  },
);

test('the bounds are taken', () => {
  expect(() => checkRequest({ first: 1, options: { minScore: -1 } })).not.toThrow();
  expect(() => checkRequest({ first: 100, options: { minScore: 1 } })).not.toThrow();
});

test.each(['', '   ', '\0\0'])('a text without anything in it is refused', (text) => {
  expect(() => checkText(text)).toThrow(badInput('text'));
});

test('a text of 1,000 characters is taken, a longer one refused', () => {
  expect(checkText('a'.repeat(1000))).toHaveLength(1000);
  expect(() => checkText('a'.repeat(1001))).toThrow(badInput('1001'));
  expect(() => checkText('a'.repeat(100_000))).toThrow(badInput('100000'));
});

test('what PostgreSQL can not keep is taken out', () => {
  expect(checkText(' red\0shoes \ud800')).toBe('red shoes \ufffd');
});
