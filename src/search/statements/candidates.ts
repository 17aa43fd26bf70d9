import { type RawBuilder, sql } from 'kysely';
import { type VectorStorage, vectorBytes } from '../../database/vectors.ts';

export interface CandidatesInput {
  /** The model's table of vectors. */
  readonly table: string;
  readonly storage: VectorStorage;
  /** Of products found by a picture: that picture. */
  readonly imageIds: readonly bigint[];
  /** Products found without one. */
  readonly productIds: readonly bigint[];
}

export interface CandidateRow {
  product_id: bigint;
  v: Buffer;
}

/** The vectors of pictures, and of the main picture, or the first that has one, of products. */
export function candidateVectors({
  table,
  storage,
  imageIds,
  productIds,
}: CandidatesInput): RawBuilder<CandidateRow> {
  const bytes = vectorBytes(storage, sql.ref('e.v'));
  return sql<CandidateRow>`select e.product_id, ${bytes} as v
  from ${sql.table(table)} e where e.image_id = any(${imageIds}::bigint[])
  union all
  select products.id, main.v from unnest(${productIds}::bigint[]) as products (id) cross join lateral (
    select ${bytes} as v from product_images i join ${sql.table(table)} e on e.image_id = i.id
    where i.product_id = products.id order by i.position limit 1
  ) main`;
}
