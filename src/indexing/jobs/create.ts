import { sql, type Transaction } from 'kysely';
import type { ProductKey } from '../../catalog/types.ts';
import type { Tables } from '../../database/tables.ts';
import { VitrineError } from '../../errors.ts';
import type { ReindexScope } from '../types.ts';

/** The most products that one run of PRODUCTS names. */
export const MAX_PRODUCTS = 1000;
/** The most runs at once: whoever looks for work, or at the index, goes through all of them. */
const MAX_LIVE = 100;

/**
 * Makes a run with its items, within a transaction. A run of the same scope that is going on is answered instead.
 * @returns its id
 */
export async function createJob(
  transaction: Transaction<Tables>,
  scope: ReindexScope,
  products: readonly ProductKey[],
): Promise<bigint> {
  const model = await transaction
    .selectFrom('models')
    .select('id')
    .where('active', '=', true)
    // replaced meanwhile, it would end the runs that there are, and miss this one
    .forShare()
    .executeTakeFirst();
  if (model === undefined) {
    throw new VitrineError(
      'MODEL_UNAVAILABLE',
      'No model has been seen to run yet, so there is nothing to index with; the log says why.',
      { retryAfterSeconds: 5 },
    );
  }
  if (scope === 'PRODUCTS') await assertRoom(transaction);
  const productIds = scope === 'PRODUCTS' ? await idsOf(transaction, products) : [];
  const [made] = await insertJob(transaction, model.id, scope);
  if (made === undefined) {
    const [live] = await liveJob(transaction, model.id, scope);
    // it has just ended: a new one can be made now
    return live?.id ?? (await createJob(transaction, scope, products));
  }
  await insertItems(transaction, made.id, model.id, scope, productIds);
  await reserve(transaction, made.id, model.id);
  await countItems(transaction, made.id);
  return made.id;
}

/** @throws {VitrineError} OVERLOADED */
async function assertRoom(transaction: Transaction<Tables>): Promise<void> {
  const { rows } = await sql<{ live: bigint }>`
    select count(*) as live from reindex_jobs where state in ('QUEUED', 'RUNNING', 'PAUSED')`.execute(
    transaction,
  );
  if (Number(rows[0]?.live ?? 0) < MAX_LIVE) return;
  throw new VitrineError(
    'OVERLOADED',
    `${MAX_LIVE} runs go on or are paused, the most there may be: wait for some, or cancel them. One run takes up to ` +
      `${MAX_PRODUCTS} products.`,
    { retryAfterSeconds: 30 },
  );
}

async function insertJob(transaction: Transaction<Tables>, modelId: number, scope: ReindexScope) {
  const { rows } = await sql<{ id: bigint }>`
    insert into reindex_jobs (model_id, scope) values (${modelId}, ${scope})
    on conflict (model_id, scope) where state in ('QUEUED', 'RUNNING', 'PAUSED') and scope <> 'PRODUCTS'
    do nothing returning id`.execute(transaction);
  return rows;
}

async function liveJob(transaction: Transaction<Tables>, modelId: number, scope: ReindexScope) {
  const { rows } = await sql<{ id: bigint }>`
    select id from reindex_jobs
    where model_id = ${modelId} and scope = ${scope} and state in ('QUEUED', 'RUNNING', 'PAUSED')`.execute(
    transaction,
  );
  return rows;
}

/** @throws {VitrineError} NOT_FOUND for the first product that is not there */
async function idsOf(transaction: Transaction<Tables>, products: readonly ProductKey[]): Promise<bigint[]> {
  const ids = products.flatMap((key) => ('id' in key ? [key.id] : []));
  const externalIds = products.flatMap((key) => ('externalId' in key ? [key.externalId] : []));
  const { rows } = await sql<{ id: bigint; external_id: string }>`
    select id, external_id from products
    where id = any(${ids}::bigint[]) or external_id = any(${externalIds}::text[])`.execute(transaction);
  const byId = new Set(rows.map((row) => row.id));
  const byExternalId = new Set(rows.map((row) => row.external_id));
  const missing = products.findIndex((key) =>
    'id' in key ? !byId.has(key.id) : !byExternalId.has(key.externalId),
  );
  if (missing !== -1) {
    const key = products[missing];
    const name =
      key !== undefined && 'externalId' in key
        ? ` with the externalId ${JSON.stringify(key.externalId)}`
        : '';
    throw new VitrineError('NOT_FOUND', `products.${missing}: there is no product${name}.`, {
      path: ['products', String(missing)],
    });
  }
  return rows.map((row) => row.id);
}

/** One item a picture. What is uploaded and has its vector has nothing to be looked at, unless all is done again. */
async function insertItems(
  transaction: Transaction<Tables>,
  jobId: bigint,
  modelId: number,
  scope: ReindexScope,
  productIds: readonly bigint[],
): Promise<void> {
  const chosen = {
    MISSING: sql`w.state = 'PENDING'`,
    FAILED: sql`w.state = 'FAILED'`,
    ALL: sql`true`,
    PRODUCTS: sql`w.product_id = any(${productIds}::bigint[])`,
  }[scope];
  const isDone = scope === 'PRODUCTS' ? sql`w.state = 'INDEXED' and i.source_url is null` : sql`false`;
  await sql`
    insert into reindex_items (job_id, image_id, rank, state, settled_at)
    select ${jobId}, i.id, i.position, case when ${isDone} then 'SKIPPED' else 'WAITING' end,
      case when ${isDone} then now() end
    from image_indexing w join product_images i on i.id = w.image_id
    where w.model_id = ${modelId} and ${chosen}`.execute(transaction);
}

/** Leaves the run's pictures that lack a vector to it. One that is in hand just now needs it no more, and is not held up. */
async function reserve(transaction: Transaction<Tables>, jobId: bigint, modelId: number): Promise<void> {
  await sql`
    with free as (
      select w.image_id from image_indexing w
      join reindex_items i on i.job_id = ${jobId} and i.image_id = w.image_id
      where w.model_id = ${modelId} and w.state = 'PENDING' and w.job_id is null
        and (w.lease_until is null or w.lease_until < now())
      for update of w skip locked
    )
    update image_indexing w set job_id = ${jobId} from free
    where w.model_id = ${modelId} and w.image_id = free.image_id`.execute(transaction);
}

/** A run that has nothing to do has ended. */
async function countItems(transaction: Transaction<Tables>, jobId: bigint): Promise<void> {
  await sql`
    update reindex_jobs j
    set total = c.total, skipped = c.skipped,
      state = case when c.skipped = c.total then 'SUCCEEDED' else j.state end,
      started_at = case when c.skipped = c.total then now() end,
      finished_at = case when c.skipped = c.total then now() end
    from (
      select count(*)::integer as total, (count(*) filter (where state = 'SKIPPED'))::integer as skipped
      from reindex_items where job_id = ${jobId}
    ) c
    where j.id = ${jobId}`.execute(transaction);
}
