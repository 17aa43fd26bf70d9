import { randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sql } from 'kysely';
import type { Database } from '../database/database.ts';
import { VitrineError } from '../errors.ts';
import { isMissing } from '../file-errors.ts';

/** Of processes that start together on a new database, one names the folder. */
const FOLDER_LOCK = 5_847_296_613n;
const factName = 'data_folder';
const fileName = 'folder-id';

/**
 * Looks whether DATA_DIR is the folder that this database's pictures are kept in, by an id that the first process on
 * a database leaves in both. Elsewhere pictures would be missed that are there, and taken for failed. An embedded
 * database lies in the folder itself.
 * @throws {VitrineError} CONFLICT where it is another folder
 */
export async function assertDataFolder({ kind, kysely }: Database, folder: string): Promise<void> {
  if (kind === 'embedded') return;
  const id = await kysely.transaction().execute(async (transaction) => {
    await sql`select pg_advisory_xact_lock(${FOLDER_LOCK})`.execute(transaction);
    const known = await transaction
      .selectFrom('facts')
      .select('value')
      .where('name', '=', factName)
      .executeTakeFirst();
    if (known !== undefined) return known.value;
    // the file first: a process that dies in between leaves a folder that the next one takes as it is
    const value = (await readId(folder)) ?? (await writeId(folder));
    await transaction.insertInto('facts').values({ name: factName, value }).execute();
    return value;
  });
  if ((await readId(folder)) === id) return;
  throw new VitrineError(
    'CONFLICT',
    `DATA_DIR ${folder} is not the folder that this database's pictures are kept in: all servers and workers on one ` +
      'database need the same one. Set DATA_DIR to it. Where that folder is lost for good, put the line ' +
      `${id} into ${join(folder, fileName)} and start again.`,
  );
}

async function readId(folder: string): Promise<string | undefined> {
  try {
    return (await readFile(join(folder, fileName), 'utf8')).trim();
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

async function writeId(folder: string): Promise<string> {
  const id = randomUUID();
  const file = join(folder, fileName);
  await mkdir(folder, { recursive: true });
  await writeFile(`${file}.draft`, `${id}\n`);
  await rename(`${file}.draft`, file);
  return id;
}
