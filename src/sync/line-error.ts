import { EmbedderCrashed } from '../embedding/crashed.ts';
import { type ErrorCode, VitrineError } from '../errors.ts';

const codes: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'BAD_USER_INPUT',
  'BAD_IMAGE',
  'UNSUPPORTED_FORMAT',
  'PAYLOAD_TOO_LARGE',
  'NOT_FOUND',
  'CONFLICT',
]);

/** Whether a failure is one line's own, so that the others can go on; a database that is gone is everybody's. */
export function isAboutTheLine(error: unknown): error is VitrineError {
  // a picture that ends the process which opens it is that line's own
  return error instanceof EmbedderCrashed || (error instanceof VitrineError && codes.has(error.code));
}
