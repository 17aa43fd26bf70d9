import { randomUUID } from 'node:crypto';
import { mkdir, open, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { fullDiskInWords, isMissing } from '../../file-errors.ts';
import type { UploadedFile } from '../../uploaded-file.ts';

/** A file may be older than its row by as long as it takes to write it. */
const graceMs = 60 * 60 * 1000;
const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

/** The files of imports that have not ended. */
export interface ImportFiles {
  /**
   * Keeps an uploaded file, so that it outlives the process and the power; leaves nothing where it throws.
   * @returns its name
   * @throws {VitrineError} OVERLOADED where the disk is full; the signal's reason
   */
  keep(file: UploadedFile, signal: AbortSignal): Promise<string>;
  pathOf(name: string): string;
  remove(name: string): Promise<void>;
  /** Removes those that are old and not among the needed. */
  sweep(needed: () => Promise<ReadonlySet<string>>): Promise<void>;
}

/** @param folder made where it is not there yet */
export function createImportFiles(folder: string): ImportFiles {
  const pathOf = (name: string) => join(folder, name);
  const remove = (name: string) => rm(pathOf(name), { force: true });

  return {
    async keep(file, signal) {
      const name = randomUUID();
      try {
        await mkdir(folder, { recursive: true });
        const handle = await open(pathOf(name), 'wx', 0o600);
        try {
          await file.copyTo(handle, signal);
          await handle.sync();
        } finally {
          await handle.close();
        }
        await syncFolder(folder);
        return name;
      } catch (error) {
        await remove(name).catch(() => {});
        throw fullDiskInWords(error);
      }
    },
    pathOf,
    remove,
    async sweep(needed) {
      const names: string[] = [];
      for (const name of await listing(folder)) {
        if (uuid.test(name) && (await isOld(pathOf(name)))) names.push(name);
      }
      if (names.length === 0) return;
      const kept = await needed();
      for (const name of names) if (!kept.has(name)) await remove(name);
    },
  };
}

/** Makes the names in a folder last; where a system can't sync folders, it keeps their names by itself. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r').catch(() => undefined);
  await handle?.sync().catch(() => {});
  await handle?.close();
}

async function listing(folder: string): Promise<string[]> {
  return await readdir(folder).catch((error: unknown) => {
    if (isMissing(error)) return [];
    throw error;
  });
}

async function isOld(path: string): Promise<boolean> {
  const found = await stat(path).catch(() => null);
  return found !== null && Date.now() - found.mtimeMs > graceMs;
}
