import type { Dirent } from 'node:fs';
import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { sql } from 'kysely';
import type { Database } from '../database/database.ts';
import { isMissing } from '../file-errors.ts';
import type { MediaPaths } from './files.ts';
import { removeNameless } from './store.ts';

/** What is younger may belong to something that is still going on. */
const graceMs = 60 * 60 * 1000;
const batchSize = 500;

/** See `Media.sweep`. */
export function createSweep(
  { kysely }: Database,
  paths: MediaPaths,
  removeUnreferenced: (hashes: readonly Buffer[]) => Promise<void>,
): () => Promise<void> {
  /** Pictures that were uploaded or imported and never came to be shown. */
  const sweepRows = async () => {
    let after: Buffer = Buffer.alloc(0);
    for (;;) {
      const rows = await kysely
        .selectFrom('media')
        .select('hash')
        .where('hash', '>', after)
        .where('created_at', '<', sql<Date>`now() - make_interval(secs => ${graceMs / 1000})`)
        .where(({ not, exists, selectFrom }) =>
          not(exists(selectFrom('product_images').select('id').whereRef('media_hash', '=', 'media.hash'))),
        )
        .orderBy('hash')
        .limit(batchSize)
        .execute();
      const last = rows.at(-1);
      if (last === undefined) return;
      await removeUnreferenced(rows.map((row) => row.hash));
      after = last.hash;
    }
  };

  /** Which of these pictures have no row. */
  const nameless = async (hexes: readonly string[]): Promise<string[]> => {
    const found = new Set<string>();
    for (let start = 0; start < hexes.length; start += batchSize) {
      const hashes = hexes.slice(start, start + batchSize).map((hex) => Buffer.from(hex, 'hex'));
      const rows = await kysely.selectFrom('media').select('hash').where('hash', 'in', hashes).execute();
      for (const { hash } of rows) found.add(hash.toString('hex'));
    }
    return hexes.filter((hex) => !found.has(hex));
  };

  /** Files that a process left behind when it died between file and row. */
  const sweepFiles = async (root: string) => {
    for (const outer of await listing(root)) {
      const old: string[] = [];
      for (const inner of await listing(join(root, outer.name))) {
        const folder = join(root, outer.name, inner.name);
        for (const { name } of await listing(folder)) {
          const hex = /^([0-9a-f]{64})(-\d+\.webp)?$/.exec(name)?.[1];
          if (hex !== undefined && (await isOld(join(folder, name)))) old.push(hex);
        }
      }
      for (const hex of await nameless([...new Set(old)]))
        await removeNameless(kysely, paths, Buffer.from(hex, 'hex'));
    }
  };

  const sweepIncoming = async () => {
    for (const { name } of await listing(paths.incoming)) {
      const path = join(paths.incoming, name);
      if (await isOld(path)) await rm(path, { force: true });
    }
  };

  return async () => {
    await sweepIncoming();
    await sweepRows();
    await sweepFiles(paths.pictures);
    await sweepFiles(paths.variants);
  };
}

async function listing(folder: string): Promise<Dirent[]> {
  return await readdir(folder, { withFileTypes: true }).catch((error: unknown) => {
    if (isMissing(error)) return [];
    throw error;
  });
}

async function isOld(path: string): Promise<boolean> {
  const found = await stat(path).catch(() => null);
  return found !== null && Date.now() - found.mtimeMs > graceMs;
}
