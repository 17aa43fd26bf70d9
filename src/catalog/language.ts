import { sql } from 'kysely';
import type { Database } from '../database/database.ts';
import { type Executor, selectProducts, toProduct } from './rows.ts';
import { inTransaction } from './transaction.ts';
import { rememberWords } from './vocabulary.ts';
import {
  type CatalogLanguage,
  searchableColumns,
  searchableTexts,
  wordsColumn,
  wordsRevision,
} from './words.ts';

const batchSize = 100;

/** How all `words` are written: in which language, and by which revision of the rules. */
const languageFact = 'catalog_language';
/** Where rewriting them stands: how, and the last id that is written so. */
const progressFact = 'catalog_language_progress';

const formOf = (language: CatalogLanguage) => `${language}:${wordsRevision}`;

/**
 * Rewrites full text where the catalogue's language is another one than `words` are in, or the rules are, in short
 * transactions. What was stopped goes on where it stood, and processes that start together share the work.
 */
export async function prepareLanguage(
  database: Database,
  language: CatalogLanguage,
  signal?: AbortSignal,
): Promise<void> {
  if ((await readFact(database.kysely, languageFact)) === formOf(language)) return;
  let ended = false;
  while (!ended && !signal?.aborted)
    ended = await inTransaction(database, (transaction) => rewriteBatch(transaction, language));
}

/** @returns whether none is left */
async function rewriteBatch(transaction: Executor, language: CatalogLanguage): Promise<boolean> {
  const form = formOf(language);
  const [rewriting, lastId = '0'] = (await lockProgress(transaction, `${form} 0`)).split(' ');
  const rows = await selectProducts(transaction)
    .where(sql<boolean>`products.id > ${rewriting === form ? lastId : '0'}::bigint`)
    .orderBy('products.id')
    .limit(batchSize)
    .forUpdate()
    .execute();
  const last = rows.at(-1);
  // another process may have ended it while this one waited for the lock
  if (last === undefined || (await readFact(transaction, languageFact)) === form) {
    await writeFact(transaction, languageFact, form);
    await transaction.deleteFrom('facts').where('name', '=', progressFact).execute();
    return true;
  }
  const texts = rows.map((row) => searchableTexts(toProduct(row)));
  const records = rows.map(({ id }, at) => ({ id: String(id), ...texts[at] }));
  await sql`with remembered as (${rememberWords(texts)})
    update products set words = ${wordsColumn(language, 'given')}, codes = given.codes
    from json_to_recordset(${JSON.stringify(records)}::json) as given(id bigint, ${searchableColumns})
    where products.id = given.id`.execute(transaction);
  await writeFact(transaction, progressFact, `${form} ${last.id}`);
  return false;
}

/** The progress as it stands, held until the transaction ends. */
async function lockProgress(transaction: Executor, start: string): Promise<string> {
  const { value } = await transaction
    .insertInto('facts')
    .values({ name: progressFact, value: start })
    .onConflict((conflict) => conflict.column('name').doUpdateSet({ value: sql`facts.value` }))
    .returning('value')
    .executeTakeFirstOrThrow();
  return value;
}

async function readFact(executor: Executor, name: string): Promise<string | undefined> {
  const fact = await executor.selectFrom('facts').select('value').where('name', '=', name).executeTakeFirst();
  return fact?.value;
}

async function writeFact(executor: Executor, name: string, value: string): Promise<void> {
  await executor
    .insertInto('facts')
    .values({ name, value })
    .onConflict((conflict) => conflict.column('name').doUpdateSet({ value }))
    .execute();
}
