import { type Kysely, sql, type Transaction } from 'kysely';
import type { Tables } from '../database/tables.ts';
import { embeddingsTable, upsertEmbeddings } from '../database/vectors.ts';
import { settleItems, verdictOf } from './jobs/settle.ts';
import type { Outcome, Result, StoredBytes } from './outcome.ts';
import type { ActiveModel } from './types.ts';

/**
 * Writes what became of claimed pictures, all of it or nothing: vectors, where the pictures stand, and the items and
 * counts of runs. A result whose lease was lost meanwhile, or whose picture was deleted, is left out.
 *
 * Rows are locked in the order in which a deleted product takes them with it, so that neither waits for the other.
 */
export async function writeResults(
  kysely: Kysely<Tables>,
  model: ActiveModel,
  results: readonly Result[],
): Promise<void> {
  await kysely.transaction().execute(async (transaction) => {
    await lockPictures(transaction, results);
    const held = await lockHeld(transaction, model.id, results);
    const final = await writeVectors(transaction, model, held);
    await writeStanding(transaction, model.id, final);
    await sendStandIns(transaction, model.id, final);
    await rememberMedia(transaction, final);
    await settleItems(
      transaction,
      model.id,
      new Map(final.map(({ claim, outcome }) => [claim.imageId, outcome])),
    );
  });
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

/** The results whose lease is still theirs: the fence against a holder that was slow, and was taken for dead. */
async function lockHeld(
  transaction: Transaction<Tables>,
  modelId: number,
  results: readonly Result[],
): Promise<readonly Result[]> {
  const images = results.map(({ claim }) => claim.imageId);
  const holders = results.map(({ claim }) => claim.holder);
  const attempts = results.map(({ claim }) => claim.attempts);
  const { rows } = await sql<{ image_id: bigint }>`
    select w.image_id from image_indexing w
    join unnest(${images}::bigint[], ${holders}::uuid[], ${attempts}::integer[]) as r (image_id, holder, attempts)
      on w.image_id = r.image_id and w.lease_holder = r.holder and w.attempts = r.attempts
    where w.model_id = ${modelId}
    order by w.image_id for update of w`.execute(transaction);
  const ours = new Set(rows.map((row) => row.image_id));
  return results.filter(({ claim }) => ours.has(claim.imageId));
}

/** @returns the results, of which those whose twin was deleted or changed just now are put back */
async function writeVectors(
  transaction: Transaction<Tables>,
  model: ActiveModel,
  results: readonly Result[],
): Promise<readonly Result[]> {
  const vectors = results.flatMap(({ claim: { imageId, productId }, outcome }) =>
    outcome.kind === 'indexed' && outcome.vector instanceof Float32Array
      ? [{ imageId, productId, vector: outcome.vector }]
      : [],
  );
  if (vectors.length > 0) await upsertEmbeddings(transaction, model, vectors);
  const orphans = await copyVectors(transaction, model, results);
  return results.map((result) =>
    orphans.has(result.claim.imageId) ? { ...result, outcome: { kind: 'putBack', delayMs: 0 } } : result,
  );
}

/** Gives pictures the vector of another one with the same bytes. @returns those whose twin has them no more */
async function copyVectors(
  transaction: Transaction<Tables>,
  model: ActiveModel,
  results: readonly Result[],
): Promise<ReadonlySet<bigint>> {
  const copies = results.flatMap(({ claim: { imageId, productId }, outcome }) =>
    outcome.kind === 'indexed' && !(outcome.vector instanceof Float32Array)
      ? [{ imageId, productId, twin: outcome.vector }]
      : [],
  );
  if (copies.length === 0) return new Set();
  const images = copies.map((copy) => copy.imageId);
  const products = copies.map((copy) => copy.productId);
  const twins = copies.map((copy) => copy.twin.ofImage);
  const hashes = copies.map((copy) => copy.twin.hash);
  const table = sql.table(embeddingsTable(model.id));
  const { rows } = await sql<{ image_id: bigint }>`
    insert into ${table} (image_id, product_id, v)
    select c.image_id, c.product_id, twin.v
    from unnest(${images}::bigint[], ${products}::bigint[], ${twins}::bigint[], ${hashes}::bytea[])
      as c (image_id, product_id, twin_id, hash)
    join product_images p on p.id = c.twin_id and p.media_hash = c.hash
    join ${table} twin on twin.image_id = c.twin_id
    on conflict (image_id) do update set v = excluded.v
    returning image_id`.execute(transaction);
  const copied = new Set(rows.map((row) => row.image_id));
  return new Set(images.filter((image) => !copied.has(image)));
}

/**
 * Where pictures stand now. One that has a vector keeps it, and stays INDEXED, when a new one could not be made; one that
 * its run gives up for now is the background's again.
 */
async function writeStanding(
  transaction: Transaction<Tables>,
  modelId: number,
  results: readonly Result[],
): Promise<void> {
  const images = results.map(({ claim }) => claim.imageId);
  const kinds = results.map(({ outcome }) => outcome.kind);
  const reasons = results.map(({ outcome }) => ('reason' in outcome ? outcome.reason : null));
  const codes = reasons.map((reason) => reason?.code ?? null);
  const messages = reasons.map((reason) => reason?.message ?? null);
  const retryable = results.map(({ outcome }) =>
    outcome.kind === 'failed' ? outcome.retryable : outcome.kind === 'retry' ? true : null,
  );
  const delays = results.map(({ outcome }) => ('delayMs' in outcome ? outcome.delayMs : null));
  const leaving = results.map(({ outcome }) => verdictOf(outcome).state !== 'WAITING');
  await sql`
    update image_indexing w
    set state = case when r.kind = 'indexed' then 'INDEXED'
        when r.kind = 'failed' and w.state <> 'INDEXED' then 'FAILED'
        when r.kind = 'retry' and r.leaves and w.state = 'FAILED' then 'PENDING' else w.state end,
      indexed_at = case when r.kind = 'indexed' then now() else w.indexed_at end,
      failed_at = case when r.kind = 'failed' then now()
        when r.kind in ('indexed', 'unchanged') then null else w.failed_at end,
      lease_holder = null, lease_until = null,
      attempts = case when r.kind = 'putBack' then w.attempts - 1 else w.attempts end,
      due_at = now() + r.delay_ms * interval '1 millisecond',
      error_code = case when r.kind = 'putBack' then w.error_code else r.code end,
      error_message = case when r.kind = 'putBack' then w.error_message else r.message end,
      error_retryable = case when r.kind = 'putBack' then w.error_retryable else r.retryable end,
      job_id = case when r.leaves then null else w.job_id end
    from unnest(${images}::bigint[], ${kinds}::text[], ${codes}::text[], ${messages}::text[], ${retryable}::boolean[],
      ${delays}::double precision[], ${leaving}::boolean[])
      as r (image_id, kind, code, message, retryable, delay_ms, leaves)
    where w.model_id = ${modelId} and w.image_id = r.image_id`.execute(transaction);
}

/** Notes which bytes were fetched for a picture, so that they are not fetched again. */
async function rememberMedia(transaction: Transaction<Tables>, results: readonly Result[]): Promise<void> {
  const stored = results.flatMap(({ claim, outcome }) => {
    const bytes = storedBytes(outcome);
    return bytes === null ? [] : [{ imageId: claim.imageId, ...bytes }];
  });
  if (stored.length === 0) return;
  const images = stored.map((one) => one.imageId);
  const hashes = stored.map((one) => one.hash);
  const etags = stored.map((one) => one.validators.etag);
  const dates = stored.map((one) => one.validators.lastModified);
  await sql`
    update product_images i set media_hash = r.hash, etag = r.etag, last_modified = r.last_modified
    from unnest(${images}::bigint[], ${hashes}::bytea[], ${etags}::text[], ${dates}::text[])
      as r (image_id, hash, etag, last_modified)
    where i.id = r.image_id`.execute(transaction);
}

function storedBytes(outcome: Outcome): StoredBytes | null {
  return outcome.kind === 'indexed' || outcome.kind === 'unchanged' ? outcome.stored : null;
}

/** Where a product's picture failed for good and no other one is there or on its way, its next one goes first. */
async function sendStandIns(
  transaction: Transaction<Tables>,
  modelId: number,
  results: readonly Result[],
): Promise<void> {
  const products = results.flatMap(({ claim, outcome }) =>
    outcome.kind === 'failed' ? [claim.productId] : [],
  );
  if (products.length === 0) return;
  // one that is just being written is on its way anyhow
  await sql`
    update image_indexing set rank = 1
    where model_id = ${modelId} and image_id in (
      select free.image_id from image_indexing free
      where free.model_id = ${modelId} and free.image_id in (
        select distinct on (c.product_id) c.image_id
        from image_indexing c
        where c.model_id = ${modelId} and c.product_id = any(${products}::bigint[]) and c.state = 'PENDING'
          and not exists (
            select from image_indexing o
            where o.model_id = c.model_id and o.product_id = c.product_id
              and (o.state = 'INDEXED' or (o.state = 'PENDING' and o.rank = 1))
          )
        order by c.product_id, c.rank, c.image_id
      )
      for update skip locked
    )`.execute(transaction);
}
