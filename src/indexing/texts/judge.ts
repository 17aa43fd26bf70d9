import { EmbedderCrashed } from '../../embedding/crashed.ts';
import { VitrineError } from '../../errors.ts';
import { MAX_ATTEMPTS, PUT_BACK_MS, retryDelayMs } from '../judge.ts';
import type { TextOutcome } from './results.ts';

/**
 * What an error says about a text that was in work. Only a model that gave an error, or ended, with the text in it counts
 * against it; a model that is away does not.
 * @param isAlone whether no other text was in the same call: otherwise any of them may be the culprit
 */
export function judgeText(
  error: unknown,
  attempts: number,
  isAlone: boolean,
  retryBaseMs: number,
): TextOutcome {
  const isSuspect =
    error instanceof EmbedderCrashed || (error instanceof VitrineError && error.code === 'INTERNAL');
  if (!isSuspect) {
    const retryAfterMs = error instanceof VitrineError ? (error.retryAfterSeconds ?? 0) * 1000 : 0;
    return { kind: 'putBack', delayMs: Math.max(PUT_BACK_MS, retryAfterMs) };
  }
  if (!isAlone) return { kind: 'retry', delayMs: 0 };
  if (attempts >= MAX_ATTEMPTS) return { kind: 'givenUp' };
  return { kind: 'retry', delayMs: retryDelayMs(attempts, retryBaseMs, 0) };
}
