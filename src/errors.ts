/** Every code that an answer can carry in `extensions.code`, or a typed mutation failure in `code`. */
export type ErrorCode =
  | 'BAD_USER_INPUT'
  | 'BAD_IMAGE'
  | 'UNSUPPORTED_FORMAT'
  | 'PAYLOAD_TOO_LARGE'
  | 'IMAGE_UNREACHABLE'
  | 'BLOCKED_ADDRESS'
  | 'NOT_FOUND'
  | 'CONFLICT'
  | 'MODEL_LOADING'
  | 'MODEL_UNAVAILABLE'
  | 'DATABASE_UNAVAILABLE'
  | 'OVERLOADED'
  | 'QUERY_TOO_COMPLEX'
  | 'INTERNAL';

export interface ErrorDetails {
  /** Where in the input it went wrong, such as `['input', 'price', 'amount']`. */
  readonly path?: readonly string[];
  /** When trying again makes sense. */
  readonly retryAfterSeconds?: number;
  readonly cause?: unknown;
}

/**
 * A failure that was foreseen: its message is meant for the person who asked and says what to do.
 * Everything else that is thrown is a fault of ours and is masked before it leaves.
 */
export class VitrineError extends Error {
  readonly code: ErrorCode;
  /** Where in the input it went wrong. Not named `path`: graphql takes an error that has one for located already. */
  readonly inputPath: readonly string[] | undefined;
  readonly retryAfterSeconds: number | undefined;

  constructor(code: ErrorCode, message: string, details: ErrorDetails = {}) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.name = 'VitrineError';
    this.code = code;
    this.inputPath = details.path;
    this.retryAfterSeconds = details.retryAfterSeconds;
  }
}

/** What went wrong, in words, whatever was thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
