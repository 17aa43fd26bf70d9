import { EmbedderCrashed } from '../embedding/crashed.ts';
import { VitrineError } from '../errors.ts';
import { FetchError } from '../media/fetch-error.ts';
import type { Claim } from './claims.ts';
import { HostRestingError } from './hosts.ts';
import type { Outcome, Reason } from './outcome.ts';

/** How often what may fail for once is tried in all. */
export const MAX_ATTEMPTS = 6;
const GROWTH = 6;
/** What waits because of something that is not the picture's fault, such as a full disk, is looked at again then. */
export const PUT_BACK_MS = 5000;

/**
 * The wait before the next attempt: six times longer each time, between half and one and a half of that, so that
 * what failed together is not tried together again. Never shorter than the host asked for.
 * @param attempts how many there were
 */
export function retryDelayMs(
  attempts: number,
  baseMs: number,
  retryAfterMs: number,
  random: () => number = Math.random,
): number {
  const backOffMs = baseMs * GROWTH ** (attempts - 1) * (0.5 + random());
  return Math.round(Math.max(backOffMs, retryAfterMs));
}

/**
 * What an error says about the picture that was in work. Only what is known to be the picture's doing counts against
 * it: a database that is away or a full disk does not.
 */
export function judge(error: unknown, claim: Claim, retryBaseMs: number): Outcome {
  if (error instanceof HostRestingError) {
    // it was not asked, so what was learnt about the picture before still holds
    const reason = claim.lastReason ?? { code: 'UNREACHABLE', message: error.message };
    return tryAgain(reason, error.retryAfterMs);
  }
  if (error instanceof FetchError) {
    const reason: Reason = { code: error.reason, message: error.message };
    return error.retryable
      ? tryAgain(reason, error.retryAfterMs ?? 0)
      : { kind: 'failed', reason, retryable: false };
  }
  if (error instanceof EmbedderCrashed) return crashed(error, claim);
  const code = error instanceof VitrineError ? pictureFaults.get(error.code) : undefined;
  if (error instanceof VitrineError && code !== undefined) {
    return { kind: 'failed', reason: { code, message: error.message }, retryable: false };
  }
  const retryAfterMs = error instanceof VitrineError ? (error.retryAfterSeconds ?? 0) * 1000 : 0;
  return { kind: 'putBack', delayMs: Math.max(PUT_BACK_MS, retryAfterMs) };

  function tryAgain(reason: Reason, retryAfterMs: number): Outcome {
    if (claim.attempts >= MAX_ATTEMPTS) return { kind: 'failed', reason, retryable: true };
    return { kind: 'retry', reason, delayMs: retryDelayMs(claim.attempts, retryBaseMs, retryAfterMs) };
  }
}

/** Whether the model's process has ended while this picture was in it. */
export function isSuspect({ lastReason }: Pick<Claim, 'lastReason'>): boolean {
  return lastReason?.code === 'MODEL_FAILED';
}

/**
 * The model's process ended with this picture in it. Any picture of the batch may be the culprit, so each goes back
 * as a suspect, to be tried alone; the one that ends the process alone too is found.
 */
function crashed({ picturesInHand }: EmbedderCrashed, claim: Claim): Outcome {
  const code = 'MODEL_FAILED';
  const isFound = isSuspect(claim) && picturesInHand === 1;
  if (isFound || claim.attempts >= MAX_ATTEMPTS) {
    const message = 'The process that opens pictures ended again and again with this picture in it.';
    return { kind: 'failed', reason: { code, message }, retryable: false };
  }
  const message = 'The process that opens pictures ended while this picture was in it.';
  return { kind: 'retry', reason: { code, message }, delayMs: 0 };
}

const pictureFaults: ReadonlyMap<VitrineError['code'], Reason['code']> = new Map([
  ['BAD_IMAGE', 'CORRUPT'],
  ['UNSUPPORTED_FORMAT', 'UNSUPPORTED_FORMAT'],
  ['PAYLOAD_TOO_LARGE', 'TOO_LARGE'],
  // of a stored picture whose file is gone and which has no address to fetch it from
  ['NOT_FOUND', 'NOT_FOUND'],
  // the model took the picture and gave an error instead of a vector
  ['INTERNAL', 'MODEL_FAILED'],
]);
