import { type Kysely, sql } from 'kysely';
import { messageOf } from '../errors.ts';
import type { Log } from '../log.ts';
import type { Database } from './database.ts';
import { sqlState } from './database-error.ts';
import type { ActiveModel } from './models.ts';
import type { Tables } from './tables.ts';
import { embeddingsTable } from './vectors.ts';

/** Where a model's approximate index stands. There is none on the embedded database, nor without pgvector. */
export type VectorIndexState = 'ready' | 'building' | 'none';

/** First of the two keys of the advisory lock that a builder holds; the second is the model's id. */
const BUILD_LOCK = 584_729_661;

/** PostgreSQL's own words for no memory left, here in a container's small /dev/shm. */
const SHARED_MEMORY_FAILURES = new Set(['53100', '53200', '58000']);

function indexName(modelId: number): string {
  return `${embeddingsTable(modelId)}_hnsw`;
}

export async function vectorIndexState(
  database: Database,
  model: Pick<ActiveModel, 'id'>,
): Promise<VectorIndexState> {
  if (database.kind === 'embedded' || database.vectors === 'bytes') return 'none';
  return stateOf(database.kysely, model.id);
}

async function stateOf(executor: Kysely<Tables>, modelId: number): Promise<VectorIndexState> {
  const { rows } = await sql<{ valid: boolean; building: boolean }>`
    select i.indisvalid as valid,
      exists (select from pg_stat_progress_create_index p where p.relid = i.indrelid) as building
    from pg_index i where i.indexrelid = to_regclass(${indexName(modelId)})`.execute(executor);
  const [index] = rows;
  if (index === undefined) return 'none';
  if (index.valid) return 'ready';
  return index.building ? 'building' : 'none';
}

/**
 * Builds a model's HNSW index where it lacks, which takes about a minute for 76,000 vectors; writes go on
 * meanwhile. One process builds, the others return at once. Where a build was cut off, what it left is dropped and
 * it is built anew. Resolves when there is nothing left to do here.
 */
export async function ensureVectorIndex(database: Database, model: ActiveModel, log: Log): Promise<void> {
  if (database.kind === 'embedded' || database.vectors === 'bytes') return;
  if ((await stateOf(database.kysely, model.id)) === 'ready') return;
  await database.session(async (session) => {
    const { rows } = await sql<{ ours: boolean }>`
      select pg_try_advisory_lock(${BUILD_LOCK}, ${model.id}) as ours`.execute(session);
    if (rows[0]?.ours !== true) return;
    try {
      if ((await stateOf(session, model.id)) !== 'ready') await build(session, model, log);
    } finally {
      await sql`select pg_advisory_unlock(${BUILD_LOCK}, ${model.id})`.execute(session);
    }
  });
}

async function build(session: Kysely<Tables>, model: ActiveModel, log: Log): Promise<void> {
  const started = performance.now();
  log.info(
    `Building the vector index of ${model.name} ${model.version}. Searches are exact until it is there.`,
  );
  // the graph is built in memory, and many times slower past it
  await sql`set maintenance_work_mem = '512MB'`.execute(session);
  try {
    await create(session, model);
  } catch (error) {
    if (!SHARED_MEMORY_FAILURES.has(sqlState(error) ?? '')) throw error;
    log.warn(
      `The vector index could not be built by several workers (${messageOf(error)}); building it by one.`,
    );
    await sql`set max_parallel_maintenance_workers = 0`.execute(session);
    await create(session, model);
  }
  log.info(
    `The vector index of ${model.name} ${model.version} is ready after ${Math.round((performance.now() - started) / 1000)} s.`,
  );
}

async function create(session: Kysely<Tables>, { id, dimensions }: ActiveModel): Promise<void> {
  const index = sql.id(indexName(id));
  await sql`drop index concurrently if exists ${index}`.execute(session);
  await sql`
    create index concurrently ${index} on ${sql.table(embeddingsTable(id))}
    using hnsw ((v::halfvec(${sql.lit(dimensions)})) halfvec_ip_ops) with (m = 16, ef_construction = 64)`.execute(
    session,
  );
}
