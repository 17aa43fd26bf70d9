import { type ErrorCode, VitrineError } from '../errors.ts';

/** Why a picture could not be fetched: stable for machines. */
export type FetchFailure =
  | 'NOT_FOUND'
  | 'FORBIDDEN'
  | 'TIMEOUT'
  | 'UNREACHABLE'
  | 'TOO_LARGE'
  | 'BLOCKED_ADDRESS';

export interface FetchErrorDetails {
  /** Whether the same request can succeed later. */
  readonly retryable?: boolean;
  /** Whether the host said that it is asked too much: HTTP 429 or 503. */
  readonly isOverload?: boolean;
  /** How long the host asked to be left alone. */
  readonly retryAfterMs?: number | undefined;
  readonly cause?: unknown;
}

function codeOf(reason: FetchFailure): ErrorCode {
  if (reason === 'BLOCKED_ADDRESS') return 'BLOCKED_ADDRESS';
  return reason === 'TOO_LARGE' ? 'PAYLOAD_TOO_LARGE' : 'IMAGE_UNREACHABLE';
}

/** A picture that could not be fetched. Its message tells nothing about a network that the caller can't see. */
export class FetchError extends VitrineError {
  readonly reason: FetchFailure;
  readonly retryable: boolean;
  readonly isOverload: boolean;
  readonly retryAfterMs: number | undefined;

  constructor(reason: FetchFailure, message: string, details: FetchErrorDetails = {}) {
    const { retryAfterMs } = details;
    super(codeOf(reason), message, {
      cause: details.cause,
      ...(retryAfterMs === undefined ? {} : { retryAfterSeconds: Math.ceil(retryAfterMs / 1000) }),
    });
    this.name = 'FetchError';
    this.reason = reason;
    this.retryable = details.retryable ?? false;
    this.isOverload = details.isOverload ?? false;
    this.retryAfterMs = retryAfterMs;
  }
}
