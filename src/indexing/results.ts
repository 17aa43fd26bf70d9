import { type Kysely, sql, type Transaction } from 'kysely';
import type { Tables } from '../database/tables.ts';
import { embeddingsTable, upsertEmbeddings } from '../database/vectors.ts';
import type { Claim } from './claims.ts';
import type { Outcome, Result } from './outcome.ts';
import type { ActiveModel } from './types.ts';

/**
 * Writes what became of claimed pictures, all of it or nothing. A result whose lease was lost meanwhile, or whose
 * picture was deleted, is left out.
 *
 * Rows are locked in the order in which a deleted product takes them with it, so that neither waits for the other.
 */
export async function writeResults(
  kysely: Kysely<Tables>,
  model: ActiveModel,
  results: readonly Result[],
): Promise<void> {
  const { indexed, others } = split(results);
  await kysely.transaction().execute(async (transaction) => {
    await lockPictures(transaction, results);
    if (indexed.length > 0) await writeIndexed(transaction, model, indexed);
    if (others.length > 0) await writeOthers(transaction, model.id, others);
    await sendStandIns(transaction, model.id, others);
  });
}

interface Indexed {
  readonly claim: Claim;
  readonly outcome: Extract<Outcome, { kind: 'indexed' }>;
}
interface Other {
  readonly claim: Claim;
  readonly outcome: Exclude<Outcome, { kind: 'indexed' }>;
}

function split(results: readonly Result[]): { indexed: Indexed[]; others: Other[] } {
  const indexed: Indexed[] = [];
  const others: Other[] = [];
  for (const { claim, outcome } of results) {
    if (outcome.kind === 'indexed') indexed.push({ claim, outcome });
    else others.push({ claim, outcome });
  }
  return { indexed, others };
}

async function lockPictures(transaction: Transaction<Tables>, results: readonly Result[]): Promise<void> {
  const products = results.map(({ claim }) => claim.productId);
  const images = results.map(({ claim }) => claim.imageId);
  await sql`select from products where id = any(${products}::bigint[]) order by id for key share`.execute(
    transaction,
  );
  await sql`select from product_images where id = any(${images}::bigint[]) order by id for key share`.execute(
    transaction,
  );
}

/** The claims in rows: image_id, holder, attempts. */
function held(results: readonly { readonly claim: Claim }[]) {
  const images = results.map(({ claim }) => claim.imageId);
  const holders = results.map(({ claim }) => claim.holder);
  const attempts = results.map(({ claim }) => claim.attempts);
  return { images, holders, attempts };
}

async function writeIndexed(
  transaction: Transaction<Tables>,
  model: ActiveModel,
  indexed: readonly Indexed[],
): Promise<void> {
  const { images, holders, attempts } = held(indexed);
  const { rows } = await sql<{ image_id: bigint }>`
    update image_indexing w
    set state = 'INDEXED', indexed_at = now(), lease_holder = null, lease_until = null, due_at = null,
      error_code = null, error_message = null, error_retryable = null, failed_at = null
    from unnest(${images}::bigint[], ${holders}::uuid[], ${attempts}::integer[]) as r (image_id, holder, attempts)
    where w.model_id = ${model.id} and w.image_id = r.image_id
      and w.lease_holder = r.holder and w.attempts = r.attempts and w.state = 'PENDING'
    returning w.image_id`.execute(transaction);
  const ours = new Set(rows.map((row) => row.image_id));
  const mine = indexed.filter(({ claim }) => ours.has(claim.imageId));

  const vectors = mine.flatMap(({ claim: { imageId, productId }, outcome: { vector } }) =>
    vector instanceof Float32Array ? [{ imageId, productId, vector }] : [],
  );
  if (vectors.length > 0) await upsertEmbeddings(transaction, model, vectors);
  await copyVectors(transaction, model, mine);
  await rememberMedia(transaction, mine);
}

/** Gives pictures the vector of another one with the same bytes. */
async function copyVectors(
  transaction: Transaction<Tables>,
  model: ActiveModel,
  indexed: readonly Indexed[],
): Promise<void> {
  const copies = indexed.flatMap(({ claim: { imageId, productId }, outcome: { vector } }) =>
    vector instanceof Float32Array ? [] : [{ imageId, productId, twin: vector.ofImage }],
  );
  if (copies.length === 0) return;
  const images = copies.map((copy) => copy.imageId);
  const products = copies.map((copy) => copy.productId);
  const twins = copies.map((copy) => copy.twin);
  const table = sql.table(embeddingsTable(model.id));
  const { rows } = await sql<{ image_id: bigint }>`
    insert into ${table} (image_id, product_id, v)
    select c.image_id, c.product_id, twin.v
    from unnest(${images}::bigint[], ${products}::bigint[], ${twins}::bigint[]) as c (image_id, product_id, twin_id)
    join ${table} twin on twin.image_id = c.twin_id
    on conflict (image_id) do update set v = excluded.v
    returning image_id`.execute(transaction);
  const copied = new Set(rows.map((row) => row.image_id));
  const orphans = images.filter((image) => !copied.has(image));
  if (orphans.length === 0) return;
  // the other picture was deleted just now: this one is work again
  await sql`
    update image_indexing set state = 'PENDING', indexed_at = null, attempts = attempts - 1
    where model_id = ${model.id} and image_id = any(${orphans}::bigint[])`.execute(transaction);
}

/** Notes which bytes were fetched for a picture, so that they are not fetched again. */
async function rememberMedia(transaction: Transaction<Tables>, indexed: readonly Indexed[]): Promise<void> {
  const stored = indexed.flatMap(({ claim, outcome }) =>
    outcome.stored === null ? [] : [{ imageId: claim.imageId, hash: outcome.stored }],
  );
  if (stored.length === 0) return;
  const images = stored.map((one) => one.imageId);
  const hashes = stored.map((one) => one.hash);
  await sql`
    update product_images i set media_hash = r.hash
    from unnest(${images}::bigint[], ${hashes}::bytea[]) as r (image_id, hash)
    where i.id = r.image_id and i.media_hash is distinct from r.hash`.execute(transaction);
}

async function writeOthers(
  transaction: Transaction<Tables>,
  modelId: number,
  others: readonly Other[],
): Promise<void> {
  const { images, holders, attempts } = held(others);
  const reasons = others.map(({ outcome }) => (outcome.kind === 'putBack' ? null : outcome.reason));
  const states = others.map(({ outcome }) => (outcome.kind === 'failed' ? 'FAILED' : 'PENDING'));
  const codes = reasons.map((reason) => reason?.code ?? null);
  const messages = reasons.map((reason) => reason?.message ?? null);
  const retryable = others.map(({ outcome }) => outcome.kind !== 'failed' || outcome.retryable);
  const delays = others.map(({ outcome }) => (outcome.kind === 'failed' ? null : outcome.delayMs));
  const refunds = others.map(({ outcome }) => (outcome.kind === 'putBack' ? 1 : 0));
  await sql`
    update image_indexing w
    set state = r.state, lease_holder = null, lease_until = null, attempts = w.attempts - r.refund,
      due_at = now() + r.delay_ms * interval '1 millisecond',
      error_code = case when r.refund = 1 then w.error_code else r.code end,
      error_message = case when r.refund = 1 then w.error_message else r.message end,
      error_retryable = case when r.refund = 1 then w.error_retryable else r.retryable end,
      failed_at = case when r.state = 'FAILED' then now() end
    from unnest(${images}::bigint[], ${holders}::uuid[], ${attempts}::integer[], ${states}::text[], ${codes}::text[],
      ${messages}::text[], ${retryable}::boolean[], ${delays}::double precision[], ${refunds}::integer[])
      as r (image_id, holder, attempts, state, code, message, retryable, delay_ms, refund)
    where w.model_id = ${modelId} and w.image_id = r.image_id
      and w.lease_holder = r.holder and w.attempts = r.attempts and w.state = 'PENDING'`.execute(transaction);
}

/** Where a product's picture failed for good and no other one is there or on its way, its next one goes first. */
async function sendStandIns(
  transaction: Transaction<Tables>,
  modelId: number,
  others: readonly Other[],
): Promise<void> {
  const products = others.flatMap(({ claim, outcome }) =>
    outcome.kind === 'failed' ? [claim.productId] : [],
  );
  if (products.length === 0) return;
  await sql`
    update image_indexing set rank = 1
    where model_id = ${modelId} and image_id in (
      select distinct on (c.product_id) c.image_id
      from image_indexing c
      where c.model_id = ${modelId} and c.product_id = any(${products}::bigint[]) and c.state = 'PENDING'
        and not exists (
          select from image_indexing o
          where o.model_id = c.model_id and o.product_id = c.product_id
            and (o.state = 'INDEXED' or (o.state = 'PENDING' and o.rank = 1))
        )
      order by c.product_id, c.rank, c.image_id
    )`.execute(transaction);
}
