import { FetchError } from './fetch-error.ts';

/** A host may not put a picture off for longer than this. */
const maxRetryAfterMs = 24 * 60 * 60 * 1000;

/**
 * What an HTTP status means for a picture that was asked for.
 * @param retryAfter the Retry-After header: seconds or a date (RFC 9110)
 * @returns null where the picture follows
 */
export function failureOfStatus(
  status: number,
  retryAfter: string | string[] | undefined,
): FetchError | null {
  if (status >= 200 && status < 300) return null;
  if (status === 404 || status === 410) {
    return new FetchError('NOT_FOUND', `There is no picture at this address (HTTP ${status}).`);
  }
  if (status === 401 || status === 403 || status === 451) {
    return new FetchError(
      'FORBIDDEN',
      `The picture's host does not give it to this server (HTTP ${status}).`,
    );
  }
  if (status === 408)
    return new FetchError('TIMEOUT', "The picture's host gave up (HTTP 408).", { retryable: true });
  const isOverload = status === 429 || status === 503;
  return new FetchError('UNREACHABLE', `The picture's host answered with HTTP ${status}.`, {
    retryable: isOverload || status >= 500,
    isOverload,
    retryAfterMs: isOverload ? retryAfterMs(retryAfter) : undefined,
  });
}

function retryAfterMs(header: string | string[] | undefined): number | undefined {
  if (typeof header !== 'string') return undefined;
  const ms = /^\d+$/.test(header.trim()) ? Number(header) * 1000 : Date.parse(header) - Date.now();
  return Number.isNaN(ms) ? undefined : Math.min(Math.max(ms, 0), maxRetryAfterMs);
}
