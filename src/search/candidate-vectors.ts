import { sql } from 'kysely';
import type { Database } from '../database/database.ts';
import { decodeVector, vectorBytes } from '../database/vectors.ts';
import type { IndexFacts } from './facts.ts';
import type { Ranked } from './ranking.ts';
import type { Turns } from './turns.ts';

interface VectorRow {
  readonly product_id: bigint;
  readonly v: Buffer;
}

/**
 * The vector of each candidate's picture that matched best, of its main one where words alone matched; undefined
 * where it has none. In one statement.
 */
export async function vectorsOfCandidates(
  { kysely, vectors: storage }: Database,
  { table }: IndexFacts,
  ranked: readonly Ranked[],
  turns: Turns,
): Promise<readonly (Float32Array | undefined)[]> {
  const matched = ranked.flatMap(({ imageId }) => (imageId === null ? [] : [imageId]));
  const byWords = ranked.flatMap(({ imageId, productId }) => (imageId === null ? [productId] : []));
  const bytes = vectorBytes(storage, sql.ref('e.v'));
  const { rows } = await sql<VectorRow>`
    select e.product_id, ${bytes} as v from ${sql.table(table)} e where e.image_id = any(${matched}::bigint[])
    union all
    select products.id, main.v from unnest(${byWords}::bigint[]) as products (id) cross join lateral (
      select ${bytes} as v from product_images i join ${sql.table(table)} e on e.image_id = i.id
      where i.product_id = products.id order by i.position limit 1
    ) main`.execute(kysely);
  const found = new Map<bigint, Float32Array>();
  for (const { product_id, v } of rows) {
    found.set(product_id, decodeVector(v));
    await turns.pause();
  }
  return ranked.map(({ productId }) => found.get(productId));
}
