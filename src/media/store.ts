import { createHash } from 'node:crypto';
import { readFile, rm } from 'node:fs/promises';
import { setImmediate } from 'node:timers/promises';
import { sql, type Transaction } from 'kysely';
import type { Database } from '../database/database.ts';
import type { Tables } from '../database/tables.ts';
import { VitrineError } from '../errors.ts';
import { isMissing, type MediaPaths, picturePath, sizeOf, variantPath, writePending } from './files.ts';
import type { PictureFacts, PictureTools, StoredPicture } from './types.ts';
import { VARIANT_WIDTHS } from './variant.ts';

/** How many pictures are removed in a transaction: embedded, everybody else waits meanwhile. */
const removalBatch = 20;

/** Pictures by the sha256 of their bytes: a row in `media`, and a file that is there whenever the row is. */
export interface PictureStore {
  store(bytes: Buffer, facts?: PictureFacts): Promise<StoredPicture>;
  read(hash: Buffer): Promise<Buffer>;
  removeUnreferenced(hashes: readonly Buffer[]): Promise<void>;
}

/**
 * Row and file change together, in the row's transaction: storing puts the file in place before it commits, removing
 * deletes the row first and the file before it commits. Both begin by locking the row, so a store waits for a removal
 * of the same picture, and a removal passes over what is being stored. A process that dies in between leaves at most
 * a file without a row or an unused row without a file, and a sweep or the next store of the same bytes mends either.
 */
export function createStore(database: Database, paths: MediaPaths, pictures: PictureTools): PictureStore {
  const { kysely } = database;

  const factsOf = async (hash: Buffer, bytes: Buffer): Promise<PictureFacts> => {
    const row = await kysely
      .selectFrom('media')
      .select(['format', 'width', 'height'])
      .where('hash', '=', hash)
      .executeTakeFirst();
    return row ?? (await pictures.inspect(bytes));
  };

  return {
    async store(bytes, given) {
      const hash = await sha256(bytes);
      const { format, width, height } = given ?? (await factsOf(hash, bytes));
      const path = picturePath(paths, hash);
      const isThere = async () => (await sizeOf(path)) === bytes.length;

      let file = (await isThere()) ? undefined : await writePending(paths, path, bytes);
      try {
        await kysely.transaction().execute(async (transaction) => {
          await transaction
            .insertInto('media')
            .values({ hash, format, width, height, bytes: bytes.length })
            // stored again: its hour without a product begins anew
            .onConflict((conflict) => conflict.column('hash').doUpdateSet({ created_at: sql<Date>`now()` }))
            .execute();
          // removed since it was seen
          if (file === undefined && !(await isThere())) file = await writePending(paths, path, bytes);
          await file?.place();
        });
      } finally {
        await file?.discard();
      }
      return { hash, format, width, height, bytes: bytes.length };
    },

    async read(hash) {
      try {
        return await readFile(picturePath(paths, hash));
      } catch (error) {
        if (!isMissing(error)) throw error;
        throw new VitrineError('NOT_FOUND', 'This picture is not stored here.');
      }
    },

    async removeUnreferenced(hashes) {
      for (let start = 0; start < hashes.length; start += removalBatch) {
        const batch = hashes.slice(start, start + removalBatch);
        await kysely.transaction().execute((transaction) => removeBatch(transaction, paths, batch));
      }
    },
  };
}

const sliceBytes = 1024 * 1024;

/** A large picture is hashed in slices, so that nobody waits more than a few milliseconds. */
async function sha256(bytes: Buffer): Promise<Buffer> {
  const hash = createHash('sha256');
  for (let start = 0; start < bytes.length; start += sliceBytes) {
    if (start > 0) await setImmediate();
    hash.update(bytes.subarray(start, start + sliceBytes));
  }
  return hash.digest();
}

async function removeBatch(transaction: Transaction<Tables>, paths: MediaPaths, hashes: readonly Buffer[]) {
  // what somebody is storing or attaching this very moment is in use; if not, a sweep takes it
  const locked = await transaction
    .selectFrom('media')
    .select('hash')
    .where('hash', 'in', hashes)
    .forUpdate()
    .skipLocked()
    .execute();
  if (locked.length === 0) return;
  // a statement of its own sees what was attached until the lock was taken
  const removed = await transaction
    .deleteFrom('media')
    .where(
      'hash',
      'in',
      locked.map((row) => row.hash),
    )
    .where(({ not, exists, selectFrom }) =>
      not(exists(selectFrom('product_images').select('id').whereRef('media_hash', '=', 'media.hash'))),
    )
    .returning('hash')
    .execute();
  await Promise.all(removed.map(({ hash }) => removeFiles(paths, hash)));
}

/** Takes away a picture's file and its variants. */
export async function removeFiles(paths: MediaPaths, hash: Buffer): Promise<void> {
  const variants = VARIANT_WIDTHS.map((width) => variantPath(paths, hash, width));
  await Promise.all([picturePath(paths, hash), ...variants].map((path) => rm(path, { force: true })));
}
