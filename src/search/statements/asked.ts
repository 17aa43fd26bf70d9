import { type RawBuilder, sql } from 'kysely';
import { type VectorStorage, vectorBytes } from '../../database/vectors.ts';

/** Where vectors are: the model's table, and how they are kept there. */
export interface VectorsAt {
  readonly table: string;
  readonly storage: VectorStorage;
}

export interface AskedProductRow {
  id: bigint;
  external_id: string;
  vector: Buffer | null;
}

/** The vector of the main picture of `products`, or of the first that has one; null for no model. */
export function vectorOfProduct(at: VectorsAt | null): RawBuilder<Buffer | null> {
  if (at === null) return sql`null`;
  return sql`(select ${vectorBytes(at.storage, sql.ref('e.v'))}
      from ${sql.table(at.table)} e join product_images i on i.id = e.image_id
      where e.product_id = products.id order by i.position limit 1)`;
}

/** Products by either of their ids. */
export function productsByKeys(
  at: VectorsAt | null,
  ids: readonly bigint[],
  externalIds: readonly string[],
): RawBuilder<AskedProductRow> {
  return sql<AskedProductRow>`select id, external_id, ${vectorOfProduct(at)} as vector from products
  where id = any(${ids}::bigint[]) or external_id = any(${externalIds}::text[])`;
}

/** The vectors of pictures, of those that have one. */
export function vectorsByPicture(
  { table, storage }: VectorsAt,
  imageIds: readonly bigint[],
): RawBuilder<{ image_id: bigint; vector: Buffer }> {
  return sql`select image_id, ${vectorBytes(storage, sql.ref('v'))} as vector from ${sql.table(table)}
  where image_id = any(${imageIds}::bigint[])`;
}
