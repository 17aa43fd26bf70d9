import { createHash } from 'node:crypto';
import { readFile, rm } from 'node:fs/promises';
import { setImmediate } from 'node:timers/promises';
import { type Kysely, sql, type Transaction } from 'kysely';
import type { Database } from '../database/database.ts';
import type { Tables } from '../database/tables.ts';
import { VitrineError } from '../errors.ts';
import { isMissing } from '../file-errors.ts';
import { type MediaPaths, picturePath, sizeOf, variantPath, writePending } from './files.ts';
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
 * A row is never without its file: storing puts the file in place before it commits the row, removing commits that the
 * row is gone before it takes the file. Both begin by locking the row, so a store waits for a removal of the same
 * picture, and a removal passes over what is being stored. A process that dies in between leaves at most a file
 * without a row, which a sweep takes.
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
        const removed = await kysely.transaction().execute((transaction) => removeRows(transaction, batch));
        for (const hash of removed) await removeNameless(kysely, paths, hash);
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

/** @returns the pictures whose rows are gone once this is committed */
async function removeRows(transaction: Transaction<Tables>, hashes: readonly Buffer[]): Promise<Buffer[]> {
  // what somebody is storing or attaching this very moment is in use; if not, a sweep takes it
  const locked = await transaction
    .selectFrom('media')
    .select('hash')
    .where('hash', 'in', hashes)
    .forUpdate()
    .skipLocked()
    .execute();
  if (locked.length === 0) return [];
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
  return removed.map(({ hash }) => hash);
}

/**
 * Takes away the files of a picture that no row names. It holds the row meanwhile, so that whoever stores the same
 * picture waits; a process that dies here leaves files without a row, which a sweep takes.
 */
export async function removeNameless(kysely: Kysely<Tables>, paths: MediaPaths, hash: Buffer): Promise<void> {
  await kysely.transaction().execute(async (transaction) => {
    const claim = await transaction
      .insertInto('media')
      .values({ hash, format: 'webp', width: 1, height: 1, bytes: 0 })
      .onConflict((conflict) => conflict.doNothing())
      .returning('hash')
      .executeTakeFirst();
    if (claim === undefined) return;
    await removeFiles(paths, hash);
    await transaction.deleteFrom('media').where('hash', '=', hash).execute();
  });
}

/** Takes away a picture's file and its variants. */
async function removeFiles(paths: MediaPaths, hash: Buffer): Promise<void> {
  const variants = VARIANT_WIDTHS.map((width) => variantPath(paths, hash, width));
  await Promise.all([picturePath(paths, hash), ...variants].map((path) => rm(path, { force: true })));
}
