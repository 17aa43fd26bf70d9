import { type Kysely, sql } from 'kysely';
import pg from 'pg';
import { messageOf } from '../errors.ts';
import type { Log } from '../log.ts';
import type { Tables } from './tables.ts';
import { createEmbeddingsTable, createProductEmbeddingsTable, type VectorStorage } from './vectors.ts';

/**
 * Held shared for life by every process that keeps vectors as bytes, and alone by the one that converts them:
 * a process that reads bytes must not find pgvector's type from one statement to the next.
 */
const BYTES_LOCK = 5_847_296_612n;
const BATCH_ROWS = 1_000;
const PROGRESS_EVERY_MS = 5_000;

interface BytesTable {
  readonly name: string;
  /** Its primary key: of pictures, or of products for what their texts mean. */
  readonly key: 'image_id' | 'product_id';
  readonly dimensions: number;
}

async function tablesOfBytes(session: Kysely<Tables>): Promise<readonly BytesTable[]> {
  const { rows } = await sql<BytesTable>`
    select stored.name, stored.key, m.dimensions from models m
    cross join lateral (values
      ('embeddings_' || m.id, 'image_id'), ('product_embeddings_' || m.id, 'product_id')
    ) stored (name, key)
    join pg_attribute a on a.attrelid = to_regclass(stored.name)
    where a.attname = 'v' and a.atttypid = 'bytea'::regtype order by m.id, stored.name`.execute(session);
  return rows;
}

/**
 * Turns vectors that were stored as bytes, before pgvector was there, into its type. Goes on where an earlier run
 * was cut off.
 * @returns how vectors are stored now: still as bytes where another process reads them
 */
export async function convertVectors(session: Kysely<Tables>, log: Log): Promise<VectorStorage> {
  const tables = await tablesOfBytes(session);
  if (tables.length === 0) return 'pgvector';
  const { rows } = await sql<{ alone: boolean }>`select pg_try_advisory_lock(${BYTES_LOCK}) as alone`.execute(
    session,
  );
  if (rows[0]?.alone !== true) return 'bytes';
  try {
    for (const table of tables) await convertTable(session, table, log);
    return 'pgvector';
  } finally {
    await sql`select pg_advisory_unlock(${BYTES_LOCK})`.execute(session);
  }
}

/** A fresh table rather than a column: rows that were rewritten in place would be scanned at half the speed. */
async function convertTable(session: Kysely<Tables>, table: BytesTable, log: Log): Promise<void> {
  const { name: old, key, dimensions } = table;
  const fresh = `${old}_converted`;
  log.info(`pgvector is there now: converting the vectors of ${old}.`);
  const isOfPictures = key === 'image_id';
  const create = isOfPictures ? createEmbeddingsTable : createProductEmbeddingsTable;
  await create(session, fresh, { dimensions, storage: 'pgvector' });
  await copyVectors(session, table, fresh, log);
  await session.transaction().execute(async (transaction) => {
    await sql`drop table ${sql.table(old)}`.execute(transaction);
    await sql`alter table ${sql.table(fresh)} rename to ${sql.id(old)}`.execute(transaction);
    for (const suffix of isOfPictures ? ['pkey', 'product'] : ['pkey']) {
      await sql`alter index ${sql.id(`${fresh}_${suffix}`)} rename to ${sql.id(`${old}_${suffix}`)}`.execute(
        transaction,
      );
    }
  });
}

interface StoredRow {
  readonly key: bigint;
  readonly product_id: bigint;
  readonly v: Buffer;
}

/** Each batch is committed by itself; what an earlier run copied is passed over. */
async function copyVectors(
  session: Kysely<Tables>,
  { name, key }: BytesTable,
  fresh: string,
  log: Log,
): Promise<void> {
  const [from, to, column] = [sql.table(name), sql.table(fresh), sql.id(key)];
  // the stored bytes are pgvector's own binary form
  const [columns, valuesOf] =
    key === 'image_id'
      ? [sql`(image_id, product_id, v)`, (row: StoredRow) => sql`(${row.key}, ${row.product_id}, ${row.v})`]
      : [sql`(product_id, v)`, (row: StoredRow) => sql`(${row.key}, ${row.v})`];
  let last = 0n;
  let copied = 0;
  let reportedAt = performance.now();
  for (;;) {
    const { rows } = await sql<StoredRow>`
      select ${column} as key, product_id, v from ${from} stored
      where ${column} > ${last} and not exists (select from ${to} made where made.${column} = stored.${column})
      order by ${column} limit ${BATCH_ROWS}`.execute(session);
    const final = rows.at(-1);
    if (final === undefined) return;
    await sql`insert into ${to} ${columns} values ${sql.join(rows.map(valuesOf))}`.execute(session);
    last = final.key;
    copied += rows.length;
    if (performance.now() - reportedAt > PROGRESS_EVERY_MS) {
      log.info(`Converted ${copied} vectors.`);
      reportedAt = performance.now();
    }
  }
}

/** Says for the life of this process that it reads vectors as bytes. Waits for a conversion that is under way. */
export async function holdBytesMode(
  connection: pg.ClientConfig,
  log: Log,
): Promise<{ release(): Promise<void> }> {
  const client = new pg.Client({ ...connection, keepAlive: true });
  client.on('error', (error) => log.warn(`A database connection broke: ${messageOf(error)}`));
  await client.connect();
  await client.query('select pg_advisory_lock_shared($1)', [BYTES_LOCK]);
  return { release: () => client.end() };
}
