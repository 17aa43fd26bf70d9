import { type ErrorCode, VitrineError } from '../errors.ts';

/** A kind of failure that a mutation can answer with: a VitrineError is of the kind that its code belongs to. */
const isOneOf = (codes: readonly ErrorCode[], value: unknown): boolean =>
  value instanceof VitrineError && codes.includes(value.code);

/** What was sent can't be taken as it is. */
export class InvalidInput extends VitrineError {
  static override [Symbol.hasInstance](value: unknown): boolean {
    return isOneOf(['BAD_USER_INPUT', 'QUERY_TOO_COMPLEX'], value);
  }
}

/** What was named is not there. */
export class NotFound extends VitrineError {
  static override [Symbol.hasInstance](value: unknown): boolean {
    return isOneOf(['NOT_FOUND'], value);
  }
}

/** It is there already, or changed meanwhile. */
export class Conflict extends VitrineError {
  static override [Symbol.hasInstance](value: unknown): boolean {
    return isOneOf(['CONFLICT'], value);
  }
}

/** A picture that can't be used. */
export class ImageFailure extends VitrineError {
  static override [Symbol.hasInstance](value: unknown): boolean {
    return isOneOf(
      ['BAD_IMAGE', 'UNSUPPORTED_FORMAT', 'PAYLOAD_TOO_LARGE', 'IMAGE_UNREACHABLE', 'BLOCKED_ADDRESS'],
      value,
    );
  }
}

/** Not now: a part is loading, busy or off. */
export class Unavailable extends VitrineError {
  static override [Symbol.hasInstance](value: unknown): boolean {
    return isOneOf(['MODEL_LOADING', 'MODEL_UNAVAILABLE', 'DATABASE_UNAVAILABLE', 'OVERLOADED'], value);
  }
}
