import { VitrineError } from './errors.ts';

/** Whether a file or folder is not there. */
export function isMissing(error: unknown): boolean {
  return errnoOf(error) === 'ENOENT';
}

/** What writing to a full disk throws, in words; other errors as they are. */
export function fullDiskInWords(error: unknown): unknown {
  const code = errnoOf(error);
  if (code !== 'ENOSPC' && code !== 'EDQUOT') return error;
  return new VitrineError(
    'OVERLOADED',
    'The disk that holds DATA_DIR is full: make room there, then try again.',
    { retryAfterSeconds: 60, cause: error },
  );
}

function errnoOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}
