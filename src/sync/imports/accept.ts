import { sql } from 'kysely';
import type { Config } from '../../config.ts';
import type { Database } from '../../database/database.ts';
import { VitrineError } from '../../errors.ts';
import { formatOfName, type ImportFormat } from '../format.ts';
import { assertTextFile, headBytes } from '../text-file.ts';
import type { ImportFiles } from './files.ts';
import type { ImportOrder } from './types.ts';

/** The most files that wait: each takes disk. */
const MAX_WAITING = 20;
const MAX_NAME_LENGTH = 200;

export interface AcceptNeeds {
  readonly config: Pick<Config, 'IMAGES_BASE_URL'>;
  readonly database: Database;
  readonly files: Pick<ImportFiles, 'keep' | 'remove'>;
}

/**
 * Puts a file to where imports are taken from: first on disk for good, then in a row.
 * @returns its import
 * @throws {VitrineError} see `Imports.accept`
 */
export async function acceptImport(
  { config, database, files }: AcceptNeeds,
  { file, format: given, imagesBase, signal }: ImportOrder,
): Promise<bigint> {
  const format = given ?? formatFrom(file.filename);
  assertTextFile(await file.readHead(headBytes));
  await assertRoom(database);
  const name = await files.keep(file, signal);
  try {
    signal.throwIfAborted();
    const { id } = await database.kysely
      .insertInto('import_jobs')
      .values({
        file: name,
        file_name: shownName(file.filename),
        format,
        images_base: imagesBase ?? config.IMAGES_BASE_URL ?? null,
        bytes: file.bytes,
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    return id;
  } catch (error) {
    // unless the row came to be all the same: then its import says that the file is gone
    await files.remove(name).catch(() => {});
    throw error;
  }
}

/** @throws {VitrineError} BAD_USER_INPUT */
function formatFrom(fileName: string): ImportFormat {
  const format = formatOfName(fileName);
  if (format !== undefined) return format;
  throw new VitrineError(
    'BAD_USER_INPUT',
    `format: the name ${JSON.stringify(shownName(fileName))} does not tell it (.csv, .ndjson or .jsonl does): give NDJSON or CSV.`,
    { path: ['format'] },
  );
}

/** @throws {VitrineError} OVERLOADED */
async function assertRoom({ kysely }: Database): Promise<void> {
  const { rows } = await sql<{ waiting: bigint }>`
    select count(*) as waiting from import_jobs where state in ('QUEUED', 'RUNNING')`.execute(kysely);
  if (Number(rows[0]?.waiting ?? 0) < MAX_WAITING) return;
  throw new VitrineError(
    'OVERLOADED',
    `${MAX_WAITING} files wait to be imported, the most there may be: wait for some, or cancel them.`,
    { retryAfterSeconds: 30 },
  );
}

/** A name for people: no folders, nothing that is not seen. */
function shownName(name: string): string {
  const bare = name.split(/[\\/]/).at(-1) ?? '';
  return (
    bare
      .toWellFormed()
      .replace(/\p{Cc}/gu, '')
      .slice(0, MAX_NAME_LENGTH)
      .toWellFormed() || 'file'
  );
}
