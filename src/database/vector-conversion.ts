import { type Kysely, sql } from 'kysely';
import pg from 'pg';
import { messageOf } from '../errors.ts';
import type { Log } from '../log.ts';
import type { Tables } from './tables.ts';
import { createEmbeddingsTable, embeddingsTable, type VectorStorage } from './vectors.ts';

/**
 * Held shared for life by every process that keeps vectors as bytes, and alone by the one that converts them:
 * a process that reads bytes must not find pgvector's type from one statement to the next.
 */
const BYTES_LOCK = 5_847_296_612n;
const BATCH_ROWS = 1_000;
const PROGRESS_EVERY_MS = 5_000;

interface BytesTable {
  readonly id: number;
  readonly dimensions: number;
}

async function tablesOfBytes(session: Kysely<Tables>): Promise<readonly BytesTable[]> {
  const { rows } = await sql<BytesTable>`
    select m.id, m.dimensions from models m
    join pg_attribute a on a.attrelid = to_regclass('embeddings_' || m.id)
    where a.attname = 'v' and a.atttypid = 'bytea'::regtype order by m.id`.execute(session);
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
async function convertTable(
  session: Kysely<Tables>,
  { id, dimensions }: BytesTable,
  log: Log,
): Promise<void> {
  const old = embeddingsTable(id);
  const fresh = `${old}_converted`;
  log.info(`pgvector is there now: converting the vectors of model ${id}.`);
  await createEmbeddingsTable(session, fresh, { dimensions, storage: 'pgvector' });
  await copyVectors(session, { from: old, to: fresh }, log);
  await session.transaction().execute(async (transaction) => {
    await sql`drop table ${sql.table(old)}`.execute(transaction);
    await sql`alter table ${sql.table(fresh)} rename to ${sql.id(old)}`.execute(transaction);
    for (const suffix of ['pkey', 'product']) {
      await sql`alter index ${sql.id(`${fresh}_${suffix}`)} rename to ${sql.id(`${old}_${suffix}`)}`.execute(
        transaction,
      );
    }
  });
}

interface StoredRow {
  readonly image_id: bigint;
  readonly product_id: bigint;
  readonly v: Buffer;
}

/** Each batch is committed by itself; what an earlier run copied is passed over. */
async function copyVectors(
  session: Kysely<Tables>,
  { from, to }: { from: string; to: string },
  log: Log,
): Promise<void> {
  let last = 0n;
  let copied = 0;
  let reportedAt = performance.now();
  for (;;) {
    const { rows } = await sql<StoredRow>`
      select image_id, product_id, v from ${sql.table(from)} stored
      where image_id > ${last} and not exists (select from ${sql.table(to)} made where made.image_id = stored.image_id)
      order by image_id limit ${BATCH_ROWS}`.execute(session);
    const final = rows.at(-1);
    if (final === undefined) return;
    // the stored bytes are pgvector's own binary form
    const values = rows.map((row) => sql`(${row.image_id}, ${row.product_id}, ${row.v})`);
    await sql`insert into ${sql.table(to)} (image_id, product_id, v) values ${sql.join(values)}`.execute(
      session,
    );
    last = final.image_id;
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
