import { type Kysely, sql } from 'kysely';
import type { Tables } from '../../database/tables.ts';
import { productEmbeddingsTable, upsertProductEmbeddings } from '../../database/vectors.ts';
import type { TextClaim } from './claims.ts';

/** What became of a text that was claimed. */
export type TextOutcome =
  | { readonly kind: 'embedded'; readonly vector: Float32Array }
  /** The model refuses it: it is left alone until it changes, and what it meant before no longer holds. */
  | { readonly kind: 'givenUp' }
  /** It is tried again after a while. */
  | { readonly kind: 'retry'; readonly delayMs: number }
  /** Not its fault: as if it had not been taken. */
  | { readonly kind: 'putBack'; readonly delayMs: number };

export interface TextResult {
  readonly claim: TextClaim;
  readonly outcome: TextOutcome;
}

/**
 * Writes what became of claimed texts, all of it or nothing. A result is left out where its lease was lost, its product
 * was deleted, or its text changed meanwhile.
 */
export async function writeTextResults(
  kysely: Kysely<Tables>,
  model: { readonly id: number },
  results: readonly TextResult[],
): Promise<void> {
  await kysely.transaction().execute(async (transaction) => {
    const held = await lockHeld(transaction, model.id, results);
    const embedded = held.flatMap(({ claim: { productId }, outcome }) =>
      outcome.kind === 'embedded' ? [{ productId, vector: outcome.vector }] : [],
    );
    const givenUp = held.flatMap(({ claim, outcome }) =>
      outcome.kind === 'givenUp' ? [claim.productId] : [],
    );
    if (embedded.length > 0) {
      await upsertProductEmbeddings(transaction, model, embedded);
      await transaction
        .deleteFrom('text_indexing')
        .where('model_id', '=', model.id)
        .where(
          'product_id',
          'in',
          embedded.map(({ productId }) => productId),
        )
        .execute();
    }
    if (givenUp.length > 0) {
      await sql`
        delete from ${sql.table(productEmbeddingsTable(model.id))}
        where product_id = any(${givenUp}::bigint[])`.execute(transaction);
    }
    await giveBack(transaction, model.id, held);
  });
}

/**
 * Products are locked before their work, as whoever changes or deletes them does, so that neither waits for the other in
 * a circle. Work that is locked nevertheless is being changed: its result no longer counts.
 */
async function lockHeld(
  transaction: Kysely<Tables>,
  modelId: number,
  results: readonly TextResult[],
): Promise<readonly TextResult[]> {
  const products = results.map(({ claim }) => claim.productId);
  const holders = results.map(({ claim }) => claim.holder);
  const revisions = results.map(({ claim }) => claim.revision);
  await sql`select from products where id = any(${products}::bigint[]) order by id for key share`.execute(
    transaction,
  );
  const { rows } = await sql<{ product_id: bigint }>`
    select t.product_id from text_indexing t
    join unnest(${products}::bigint[], ${holders}::uuid[], ${revisions}::integer[]) as r (product_id, holder, revision)
      on t.product_id = r.product_id and t.lease_holder = r.holder and t.revision = r.revision
    where t.model_id = ${modelId}
    for update of t skip locked`.execute(transaction);
  const ours = new Set(rows.map((row) => row.product_id));
  return results.filter(({ claim }) => ours.has(claim.productId));
}

async function giveBack(
  transaction: Kysely<Tables>,
  modelId: number,
  results: readonly TextResult[],
): Promise<void> {
  const left = results.filter(({ outcome }) => outcome.kind !== 'embedded');
  if (left.length === 0) return;
  const products = left.map(({ claim }) => claim.productId);
  const kinds = left.map(({ outcome }) => outcome.kind);
  const delays = left.map(({ outcome }) => ('delayMs' in outcome ? outcome.delayMs : null));
  await sql`
    update text_indexing t
    set lease_holder = null, lease_until = null,
      given_up = r.kind = 'givenUp',
      attempts = case when r.kind = 'putBack' then t.attempts - 1 else t.attempts end,
      due_at = now() + r.delay_ms * interval '1 millisecond'
    from unnest(${products}::bigint[], ${kinds}::text[], ${delays}::double precision[])
      as r (product_id, kind, delay_ms)
    where t.model_id = ${modelId} and t.product_id = r.product_id`.execute(transaction);
}
