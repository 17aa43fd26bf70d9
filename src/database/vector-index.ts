import { type Kysely, sql } from 'kysely';
import { messageOf } from '../errors.ts';
import type { Log } from '../log.ts';
import type { Database } from './database.ts';
import { sqlState } from './database-error.ts';
import type { ActiveModel } from './models.ts';
import type { Tables } from './tables.ts';
import { embeddingsTable, productEmbeddingsTable } from './vectors.ts';

/** What a model's vectors are of: each has a table and an index of its own. */
export type VectorSubject = 'pictures' | 'titles';

/** Where a model's approximate index stands. There is none on the embedded database, nor without pgvector. */
export type VectorIndexState = 'ready' | 'building' | 'none';

/**
 * From how many vectors on an index pays: fewer are compared in a millisecond or two. What is loaded before is indexed
 * in bulk, which is many times quicker than one after the other.
 */
export const MIN_INDEXED_VECTORS = 2_000;

const MEBIBYTE = 1024 * 1024;
/** What an index is built in at least, where it needs as much. */
const LEAST_BUILD_MB = 512;
/** Of a vector in a graph that is being built: its neighbours and what else is kept of it. */
const GRAPH_BYTES_PER_VECTOR = 1_000;
const TELL_EVERY_MS = 15_000;

/** First of the two keys of the advisory lock that a builder holds; the second is the model's id. */
const BUILD_LOCKS: Readonly<Record<VectorSubject, number>> = { pictures: 584_729_661, titles: 584_729_662 };

/** PostgreSQL's own words for no memory left, here in a container's small /dev/shm. */
const SHARED_MEMORY_FAILURES = new Set(['53100', '53200', '58000']);

function tableOf(modelId: number, subject: VectorSubject): string {
  return subject === 'pictures' ? embeddingsTable(modelId) : productEmbeddingsTable(modelId);
}

function indexName(table: string): string {
  return `${table}_hnsw`;
}

export async function vectorIndexState(
  database: Database,
  model: Pick<ActiveModel, 'id'>,
  subject: VectorSubject = 'pictures',
): Promise<VectorIndexState> {
  if (database.kind === 'embedded' || database.vectors === 'bytes') return 'none';
  return stateOf(database.kysely, tableOf(model.id, subject));
}

async function stateOf(executor: Kysely<Tables>, table: string): Promise<VectorIndexState> {
  const { rows } = await sql<{ valid: boolean; building: boolean }>`
    select i.indisvalid as valid,
      exists (select from pg_stat_progress_create_index p
        where p.relid = i.indrelid and p.datname = current_database()) as building
    from pg_index i where i.indexrelid = to_regclass(${indexName(table)})`.execute(executor);
  const [index] = rows;
  if (index === undefined) return 'none';
  if (index.valid) return 'ready';
  return index.building ? 'building' : 'none';
}

async function hasFew(executor: Kysely<Tables>, table: string): Promise<boolean> {
  const last = sql.lit(MIN_INDEXED_VECTORS - 1);
  const { rows } = await sql`select from ${sql.table(table)} offset ${last} limit 1`.execute(executor);
  return rows.length === 0;
}

/**
 * Builds the HNSW index of a model's pictures or titles where it lacks and would pay, which takes about a minute for 76,000 vectors;
 * writes go on meanwhile. One process builds, the others return at once. Where a build was cut off, what it left is
 * dropped and it is built anew. Resolves when there is nothing left to do here.
 */
export async function ensureVectorIndex(
  database: Database,
  model: ActiveModel,
  log: Log,
  subject: VectorSubject = 'pictures',
): Promise<void> {
  if (database.kind === 'embedded' || database.vectors === 'bytes') return;
  const table = tableOf(model.id, subject);
  const lock = sql`(${BUILD_LOCKS[subject]}, ${model.id})`;
  if ((await stateOf(database.kysely, table)) === 'ready' || (await hasFew(database.kysely, table))) return;
  await database.session(async (session) => {
    const { rows } = await sql<{ ours: boolean }>`select pg_try_advisory_lock${lock} as ours`.execute(
      session,
    );
    if (rows[0]?.ours !== true) return;
    try {
      if ((await stateOf(session, table)) !== 'ready') await build(database, session, model, subject, log);
    } finally {
      await sql`select pg_advisory_unlock${lock}`.execute(session);
    }
  });
}

async function build(
  database: Pick<Database, 'kysely'>,
  session: Kysely<Tables>,
  model: ActiveModel,
  subject: VectorSubject,
  log: Log,
): Promise<void> {
  const started = performance.now();
  const table = tableOf(model.id, subject);
  const index = `The vector index of ${model.name} ${model.version} over ${subject}`;
  log.info(`${index} is being built. Searches are exact until it is there.`);
  const vectors = await estimatedRows(session, table);
  const memoryMb = await giveMemory(session, vectors, model.dimensions);
  const timer = setInterval(() => {
    vectorsIndexed(database, table).then(
      (done) => log.info(`${index}: ${done} of about ${Math.max(done, vectors)} vectors.`),
      (error: unknown) => log.debug(`how far ${index} is can't be told: ${messageOf(error)}`),
    );
  }, TELL_EVERY_MS);
  try {
    await create(session, table, model.dimensions);
  } catch (error) {
    if (!SHARED_MEMORY_FAILURES.has(sqlState(error) ?? '')) throw error;
    log.warn(`${index} could not be built by several workers (${messageOf(error)}); building it by one.`);
    await sql`set max_parallel_maintenance_workers = 0`.execute(session);
    await create(session, table, model.dimensions);
  } finally {
    clearInterval(timer);
  }
  const seconds = Math.round((performance.now() - started) / 1000);
  log.info(`${index} is ready after ${seconds} s, built in ${memoryMb} MB.`);
}

/**
 * The graph is built in memory, and many times slower past it: as much as it needs, up to half of what the server has,
 * of which its shared_buffers are a quarter where it was set up as PostgreSQL's manual says.
 * @returns maintenance_work_mem, in MB
 */
async function giveMemory(session: Kysely<Tables>, vectors: number, dimensions: number): Promise<number> {
  const neededMb = Math.ceil((vectors * 1.2 * (2 * dimensions + GRAPH_BYTES_PER_VECTOR)) / MEBIBYTE);
  const { rows } = await sql<{ own: number; shared: number }>`
    select max(setting::bigint) filter (where name = 'maintenance_work_mem')::float8 / 1024 as own,
      max(setting::bigint * 8192) filter (where name = 'shared_buffers')::float8 / ${sql.lit(MEBIBYTE)} as shared
    from pg_settings where name in ('maintenance_work_mem', 'shared_buffers')`.execute(session);
  const { own, shared } = rows[0] ?? { own: 0, shared: 0 };
  const mostMb = Math.max(own, LEAST_BUILD_MB, 2 * shared);
  const memoryMb = Math.floor(Math.min(Math.max(neededMb, own, LEAST_BUILD_MB), mostMb));
  await sql`set maintenance_work_mem = ${sql.lit(`${memoryMb}MB`)}`.execute(session);
  return memoryMb;
}

/** By the size of the table: a new one has no statistics yet. */
async function estimatedRows(executor: Kysely<Tables>, table: string): Promise<number> {
  const { rows } = await sql<{ rows: number }>`
    select greatest(c.reltuples, pg_relation_size(c.oid) / greatest(1, (
      select avg(pg_column_size(e.*)) from (select * from ${sql.table(table)} limit 100) e)))::float8 as rows
    from pg_class c where c.oid = ${table}::regclass`.execute(executor);
  return Math.round(rows[0]?.rows ?? 0);
}

async function vectorsIndexed({ kysely }: Pick<Database, 'kysely'>, table: string): Promise<number> {
  const { rows } = await sql<{ done: number }>`
    select tuples_done::float8 as done from pg_stat_progress_create_index
    where relid = ${table}::regclass and datname = current_database()`.execute(kysely);
  return rows[0]?.done ?? 0;
}

async function create(session: Kysely<Tables>, table: string, dimensions: number): Promise<void> {
  const index = sql.id(indexName(table));
  await sql`drop index concurrently if exists ${index}`.execute(session);
  await sql`
    create index concurrently ${index} on ${sql.table(table)}
    using hnsw ((v::halfvec(${sql.lit(dimensions)})) halfvec_ip_ops) with (m = 16, ef_construction = 64)`.execute(
    session,
  );
}
