import { type ErrorCode, VitrineError } from '../errors.ts';

/** Failures that lie in what was sent. */
const ofInput: readonly ErrorCode[] = [
  'BAD_USER_INPUT',
  'BAD_IMAGE',
  'UNSUPPORTED_FORMAT',
  'PAYLOAD_TOO_LARGE',
  'IMAGE_UNREACHABLE',
  'BLOCKED_ADDRESS',
  'NOT_FOUND',
];

/**
 * Does what a part of the input asks for.
 * @param codes the failures that lie in this part
 * @throws {VitrineError} that tells which part, where the failure lies in it and does not say so yet
 */
export async function inPart<Value>(
  path: readonly string[],
  work: () => Promise<Value>,
  codes: readonly ErrorCode[] = ofInput,
): Promise<Value> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof VitrineError) || error.inputPath !== undefined || !codes.includes(error.code)) {
      throw error;
    }
    const { code, message, retryAfterSeconds } = error;
    throw new VitrineError(code, `${path.join('.')}: ${message}`, {
      path,
      ...(retryAfterSeconds !== undefined && { retryAfterSeconds }),
      cause: error,
    });
  }
}
