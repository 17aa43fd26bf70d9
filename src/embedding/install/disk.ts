import { statfs } from 'node:fs/promises';
import { InstallError } from './errors.ts';

/** What is left over, so that nothing else stands still for want of room. */
const spareBytes = 64 * 2 ** 20;

/** How many bytes this user may still write where a folder lies. */
export async function freeBytes(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize;
}

/** @throws {InstallError} NO_ROOM where so much does not fit beside what is there */
export async function assertRoom(
  folder: string,
  bytes: number,
  free: (folder: string) => Promise<number> = freeBytes,
): Promise<void> {
  const room = await free(folder);
  if (room >= bytes + spareBytes) return;
  throw new InstallError(
    'NO_ROOM',
    `The disk of MODELS_DIR has ${inMegabytes(room)} free and ${inMegabytes(bytes + spareBytes)} are needed: make room there, or set MODELS_DIR to another disk.`,
  );
}

export function inMegabytes(bytes: number): string {
  if (bytes < 1e6) return `${Math.ceil(bytes / 1000)} kB`;
  return `${bytes < 10e6 ? (bytes / 1e6).toFixed(1) : Math.round(bytes / 1e6)} MB`;
}

/** What writing to a disk that filled up throws, in words; other errors as they are. */
export function roomInWords(error: unknown): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code !== 'ENOSPC' && code !== 'EDQUOT') return error;
  return new InstallError(
    'NO_ROOM',
    'The disk of MODELS_DIR is full: make room there and install again; what was fetched is kept.',
    { cause: error },
  );
}
