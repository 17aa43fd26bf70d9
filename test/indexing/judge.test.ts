import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { EmbedderCrashed } from '../../src/embedding/crashed.ts';
import { type ErrorCode, VitrineError } from '../../src/errors.ts';
import type { Claim } from '../../src/indexing/claims.ts';
import { HostRestingError } from '../../src/indexing/hosts.ts';
import { judge, retryDelayMs } from '../../src/indexing/judge.ts';
import { FetchError } from '../../src/media/fetch-error.ts';

const claim = (facts: Partial<Claim> = {}): Claim => ({
  imageId: 1n,
  productId: 1n,
  sourceUrl: null,
  mediaHash: null,
  bytes: null,
  validators: { etag: null, lastModified: null },
  state: 'PENDING',
  scope: null,
  lastReason: null,
  holder: '',
  attempts: 1,
  ...facts,
});

test('waits grow sixfold, spread around that, and are never shorter than the host asked for', () => {
  const attempts = fc.integer({ min: 1, max: 5 });
  const ms = fc.integer({ min: 0, max: 86_400_000 });
  const random = fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true });
  fc.assert(
    fc.property(attempts, fc.integer({ min: 1, max: 100_000 }), ms, random, (n, baseMs, askedMs, luck) => {
      const delayMs = retryDelayMs(n, baseMs, askedMs, () => luck);
      const middleMs = baseMs * 6 ** (n - 1);
      expect(delayMs).toBeGreaterThanOrEqual(askedMs);
      expect(delayMs).toBeGreaterThanOrEqual(Math.round(middleMs * 0.5));
      expect(delayMs).toBeLessThanOrEqual(Math.max(askedMs, Math.round(middleMs * 1.5)));
    }),
  );
});

describe('what a failure says about a picture', () => {
  test('nothing, where it is not known to be the picture: it is put back', () => {
    const others = [
      new Error('socket hang up'),
      new VitrineError('DATABASE_UNAVAILABLE', 'The database does not answer.'),
      new VitrineError('MODEL_UNAVAILABLE', 'The server is stopping.'),
      new VitrineError('OVERLOADED', 'The disk is full.', { retryAfterSeconds: 60 }),
    ];
    for (const error of others)
      expect(judge(error, claim({ attempts: 99 }), 1)).toMatchObject({ kind: 'putBack' });
    expect(judge(others[3], claim(), 1)).toEqual({ kind: 'putBack', delayMs: 60_000 });
  });

  test('its code, where its bytes are at fault', () => {
    const codes: [ErrorCode, string][] = [
      ['BAD_IMAGE', 'CORRUPT'],
      ['UNSUPPORTED_FORMAT', 'UNSUPPORTED_FORMAT'],
      ['PAYLOAD_TOO_LARGE', 'TOO_LARGE'],
      ['INTERNAL', 'MODEL_FAILED'],
    ];
    for (const [thrown, code] of codes) {
      const reason = { code, message: 'Why.' };
      expect(judge(new VitrineError(thrown, 'Why.'), claim(), 1)).toEqual({
        kind: 'failed',
        reason,
        retryable: false,
      });
    }
  });

  test('to try again, where it may pass, but no more than six times', () => {
    const busy = new FetchError('UNREACHABLE', 'Busy.', { retryable: true, retryAfterMs: 7000 });
    expect(judge(busy, claim({ attempts: 5 }), 1)).toMatchObject({ kind: 'retry', delayMs: 7000 });
    expect(judge(busy, claim({ attempts: 6 }), 1)).toMatchObject({ kind: 'failed', retryable: true });
    const gone = new FetchError('NOT_FOUND', 'Gone.');
    expect(judge(gone, claim(), 1)).toMatchObject({ kind: 'failed', retryable: false });
  });

  test('that it is suspect after a crash, and found when it was alone at the second', () => {
    const among = new EmbedderCrashed('signal SIGSEGV', 5, 1);
    const alone = new EmbedderCrashed('signal SIGSEGV', 1, 1);
    const crash = { code: 'MODEL_FAILED', message: 'It ended.' } as const;
    const suspect = { kind: 'retry', reason: { code: 'MODEL_FAILED' }, delayMs: 0 };
    expect(judge(among, claim(), 1)).toMatchObject(suspect);
    expect(judge(alone, claim(), 1)).toMatchObject(suspect);
    // a search was going on at the same time: not proven yet
    expect(judge(among, claim({ lastReason: crash, attempts: 2 }), 1)).toMatchObject(suspect);
    expect(judge(alone, claim({ lastReason: crash, attempts: 2 }), 1)).toMatchObject({
      kind: 'failed',
      retryable: false,
    });
    expect(judge(among, claim({ lastReason: crash, attempts: 6 }), 1)).toMatchObject({ kind: 'failed' });
  });

  test('what it was before, where its host was not asked at all', () => {
    const slow = { code: 'TIMEOUT', message: 'Too slow.' } as const;
    const resting = new HostRestingError('shop.example', 30_000);
    expect(judge(resting, claim({ lastReason: slow }), 1)).toMatchObject({ kind: 'retry', reason: slow });
    expect(judge(resting, claim(), 1)).toMatchObject({ reason: { code: 'UNREACHABLE' } });
  });
});
