import { randomUUID } from 'node:crypto';
import type { Database } from '../../database/database.ts';
import { maxTextLength, type ProductTexts, textOf } from './text-of.ts';

/** A product whose text this process embeds until its lease ends. */
export interface TextClaim {
  readonly productId: bigint;
  readonly text: string;
  /** Together with the holder the fence: a result counts only while both are still in the row. */
  readonly revision: number;
  readonly holder: string;
  /** How often it was tried, this time included; not counted are those whose process died. */
  readonly attempts: number;
}

export interface TextClaims {
  /** Takes up to `limit` products whose texts changed; nobody else gets them until the lease ends. */
  take(limit: number): Promise<readonly TextClaim[]>;
  /** Prolongs the leases of these. */
  renew(claims: readonly TextClaim[]): Promise<void>;
  /** Ends the leases from before the database was started. For the embedded one, whose process ends with its server. */
  endOutlived(): Promise<void>;
}

/** The limit is part of the text, so that the planner knows that the walk over the primary key ends soon. */
export const takeTextsStatement = (limit: number) => `
with due as (
  select product_id from text_indexing
  where model_id = $1 and not given_up and (select kept from models where id = $1)
    and (lease_until is null or lease_until < now())
    and (due_at is null or due_at <= now())
  order by product_id
  limit ${Math.trunc(limit)}
  for update skip locked
)
update text_indexing t
set lease_holder = $2, lease_until = now() + $3 * interval '1 millisecond',
  -- who lost its lease had died, which says nothing about the text
  attempts = t.attempts + case when t.lease_holder is null then 1 else 0 end
from due
where t.model_id = $1 and t.product_id = due.product_id
returning t.product_id, t.revision, t.attempts`;

/**
 * Asked for after the rows are taken, never together with them: a text may be newer than the revision that it was taken
 * under, which the fence notices; an older one would pass.
 */
const textsStatement = `
select id, title, left(description, ${maxTextLength}) as description, brand, category
from products where id = any($1::bigint[])`;

/** Waits for nobody, so that it can't stand in a circle with who settles or deletes texts: what is locked is ending. */
const renewStatement = `
with held as (
  select t.product_id from text_indexing t join unnest($2::bigint[], $3::uuid[]) as mine (product_id, holder)
    on t.product_id = mine.product_id and t.lease_holder = mine.holder
  where t.model_id = $1
  for update of t skip locked
)
update text_indexing t
set lease_until = now() + $4 * interval '1 millisecond'
from held
where t.model_id = $1 and t.product_id = held.product_id`;

const endOutlivedStatement = `
update text_indexing set lease_holder = null, lease_until = null, attempts = attempts - 1
where model_id = $1 and lease_holder is not null
  and lease_until < pg_postmaster_start_time() + $2 * interval '1 millisecond'`;

interface TakenRow {
  product_id: bigint;
  revision: number;
  attempts: number;
}

interface TextsRow extends ProductTexts {
  id: bigint;
}

/** Takes texts for one model by leases in rows, safe with any number of processes on one database. */
export function createTextClaims(database: Database, modelId: number, leaseMs: number): TextClaims {
  return {
    async take(limit) {
      const holder = randomUUID();
      const taken = await database.query<TakenRow & Record<string, unknown>>({
        name: `indexing_take_texts_${limit}`,
        text: takeTextsStatement(limit),
        values: [modelId, holder, leaseMs],
      });
      if (taken.length === 0) return [];
      const rows = await database.query<TextsRow & Record<string, unknown>>({
        name: 'indexing_texts',
        text: textsStatement,
        values: [taken.map(({ product_id }) => product_id)],
      });
      const texts = new Map(rows.map((row) => [row.id, textOf(row)]));
      // one that is not there was deleted just now, and its work with it
      return taken.flatMap(({ product_id: productId, revision, attempts }) => {
        const text = texts.get(productId);
        return text === undefined ? [] : [{ productId, text, revision, holder, attempts }];
      });
    },
    async renew(claims) {
      await database.query({
        name: 'indexing_renew_texts',
        text: renewStatement,
        values: [
          modelId,
          claims.map(({ productId }) => productId),
          claims.map(({ holder }) => holder),
          leaseMs,
        ],
      });
    },
    async endOutlived() {
      await database.query({
        name: 'indexing_end_outlived_texts',
        text: endOutlivedStatement,
        values: [modelId, leaseMs],
      });
    },
  };
}
