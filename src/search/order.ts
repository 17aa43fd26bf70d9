import { sql } from 'kysely';
import type { Database } from '../database/database.ts';
import type { Ranked } from './ranking.ts';
import type { ResultOrder } from './types.ts';

const orders = {
  PRICE_ASC: sql`products.price_amount asc nulls last`,
  PRICE_DESC: sql`products.price_amount desc nulls last`,
  NEWEST: sql`products.created_at desc`,
} as const;

/** Results by price or age; equal ones stay in the order they were in. */
export async function ordered(
  { kysely }: Database,
  ranked: readonly Ranked[],
  orderBy: ResultOrder,
): Promise<readonly Ranked[]> {
  if (orderBy === 'RELEVANCE' || ranked.length === 0) return ranked;
  const ids = ranked.map(({ productId }) => productId);
  const { rows } = await sql<{ id: bigint }>`
    select products.id from unnest(${ids}::bigint[]) with ordinality as found (id, at)
    join products on products.id = found.id
    order by ${orders[orderBy]}, found.at`.execute(kysely);
  const byId = new Map(ranked.map((one) => [one.productId, one]));
  return rows.flatMap(({ id }) => byId.get(id) ?? []);
}
