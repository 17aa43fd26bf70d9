import { randomUUID } from 'node:crypto';
import { mkdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fullDiskInWords, isMissing } from '../file-errors.ts';

/** Where the files of pictures lie under DATA_DIR. */
export interface MediaPaths {
  /** Pictures as they came, by hash. */
  readonly pictures: string;
  /** Smaller renderings of them, by hash and width; all of it can be made again. */
  readonly variants: string;
  /** Files being written, on the same file system, so that a rename puts them in place at once. */
  readonly incoming: string;
}

export function mediaPaths(dataDir: string): MediaPaths {
  return {
    pictures: join(dataDir, 'pictures'),
    variants: join(dataDir, 'variants'),
    incoming: join(dataDir, 'incoming'),
  };
}

/** The folder for a hash, two levels deep, so that no folder grows large. */
function folderOf(root: string, hex: string): string {
  return join(root, hex.slice(0, 2), hex.slice(2, 4));
}

export function picturePath(paths: MediaPaths, hash: Buffer): string {
  const hex = hash.toString('hex');
  return join(folderOf(paths.pictures, hex), hex);
}

export function variantPath(paths: MediaPaths, hash: Buffer, width: number): string {
  const hex = hash.toString('hex');
  return join(folderOf(paths.variants, hex), `${hex}-${width}.webp`);
}

/** The size of a file in bytes; null where there is none. */
export async function sizeOf(path: string): Promise<number | null> {
  return await stat(path).then(
    (found) => found.size,
    (error: unknown) => {
      if (isMissing(error)) return null;
      throw error;
    },
  );
}

/** A file that is complete but not yet at its place. */
export interface PendingFile {
  /** Puts it in its place, over what is there, in one step. */
  place(): Promise<void>;
  /** Forgets it, unless it was placed. */
  discard(): Promise<void>;
}

/**
 * Writes a file beside its place. Readers never see half of one, whatever dies when.
 * @throws {VitrineError} where the disk is full
 */
export async function writePending(paths: MediaPaths, path: string, bytes: Uint8Array): Promise<PendingFile> {
  const temporary = join(paths.incoming, randomUUID());
  const discard = () => rm(temporary, { force: true });
  try {
    await mkdir(paths.incoming, { recursive: true });
    await writeFile(temporary, bytes);
    await mkdir(dirname(path), { recursive: true });
  } catch (error) {
    await discard().catch(() => {});
    throw fullDiskInWords(error);
  }
  return {
    place: () => rename(temporary, path),
    discard,
  };
}
