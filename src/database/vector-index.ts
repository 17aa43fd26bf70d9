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
      exists (select from pg_stat_progress_create_index p where p.relid = i.indrelid) as building
    from pg_index i where i.indexrelid = to_regclass(${indexName(table)})`.execute(executor);
  const [index] = rows;
  if (index === undefined) return 'none';
  if (index.valid) return 'ready';
  return index.building ? 'building' : 'none';
}

/**
 * Builds the HNSW index of a model's pictures or titles where it lacks, which takes about a minute for 76,000 vectors;
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
  if ((await stateOf(database.kysely, table)) === 'ready') return;
  await database.session(async (session) => {
    const { rows } = await sql<{ ours: boolean }>`select pg_try_advisory_lock${lock} as ours`.execute(
      session,
    );
    if (rows[0]?.ours !== true) return;
    try {
      if ((await stateOf(session, table)) !== 'ready') await build(session, model, subject, log);
    } finally {
      await sql`select pg_advisory_unlock${lock}`.execute(session);
    }
  });
}

async function build(
  session: Kysely<Tables>,
  model: ActiveModel,
  subject: VectorSubject,
  log: Log,
): Promise<void> {
  const started = performance.now();
  const table = tableOf(model.id, subject);
  const index = `The vector index of ${model.name} ${model.version} over ${subject}`;
  log.info(`${index} is being built. Searches are exact until it is there.`);
  // the graph is built in memory, and many times slower past it
  await sql`set maintenance_work_mem = '512MB'`.execute(session);
  try {
    await create(session, table, model.dimensions);
  } catch (error) {
    if (!SHARED_MEMORY_FAILURES.has(sqlState(error) ?? '')) throw error;
    log.warn(`${index} could not be built by several workers (${messageOf(error)}); building it by one.`);
    await sql`set max_parallel_maintenance_workers = 0`.execute(session);
    await create(session, table, model.dimensions);
  }
  log.info(`${index} is ready after ${Math.round((performance.now() - started) / 1000)} s.`);
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
