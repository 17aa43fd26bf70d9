import { type RawBuilder, sql } from 'kysely';
import { type VectorStorage, vectorBytes } from '../../database/vectors.ts';

export interface IndexedPictureRow {
  image_id: bigint;
  product_id: bigint;
  media_hash: Buffer | null;
}

/** Pictures that have a vector, product by product. */
export function picturesAfter(
  table: string,
  productId: bigint,
  limit: number,
): RawBuilder<IndexedPictureRow> {
  return sql`select e.image_id, e.product_id, i.media_hash
  from ${sql.table(table)} e join product_images i on i.id = e.image_id
  where e.product_id > ${productId}::bigint order by e.product_id limit ${limit}::integer`;
}

/** The same of some products. */
export function picturesOf(
  table: string,
  productIds: readonly bigint[],
  limit: number,
): RawBuilder<IndexedPictureRow> {
  return sql`select e.image_id, e.product_id, i.media_hash
  from ${sql.table(table)} e join product_images i on i.id = e.image_id
  where e.product_id = any(${productIds}::bigint[]) order by e.product_id limit ${limit}::integer`;
}

export interface SamePictureRow {
  hash: Buffer;
  image_id: bigint;
  product_id: bigint;
}

/** Which products show the very same bytes, those with the lowest ids. */
export function samePictures(
  table: string,
  hashes: readonly Buffer[],
  limit: number,
): RawBuilder<SamePictureRow> {
  return sql`select asked.hash, same.image_id, same.product_id
  from unnest(${hashes}::bytea[]) as asked (hash) cross join lateral (
    select i.id as image_id, i.product_id
    from product_images i
    where i.media_hash = asked.hash and exists (select from ${sql.table(table)} e where e.image_id = i.id)
    order by i.product_id limit ${sql.lit(limit)}
  ) same`;
}

export interface NearPictureRow {
  image_id: bigint;
  product_id: bigint;
  other_image_id: bigint;
  other_product_id: bigint;
  score: number;
}

/**
 * The pictures of other products that are nearest to each of some, by the HNSW index: a look-up in it a picture. The
 * index orders by half precision, the scores are exact. Its setting holds for this statement alone.
 */
export function nearPictures(
  { table, dimensions }: { readonly table: string; readonly dimensions: number },
  imageIds: readonly bigint[],
  {
    limit,
    efSearch,
    minScore,
  }: { readonly limit: number; readonly efSearch: number; readonly minScore: number },
): RawBuilder<NearPictureRow> {
  const half = sql.raw(`halfvec(${dimensions})`);
  return sql`select asked.image_id, asked.product_id, near.image_id as other_image_id,
    near.product_id as other_product_id, near.score
  from ${sql.table(table)} asked cross join lateral (
    select e.image_id, e.product_id, -(e.v <#> asked.v) as score
    from ${sql.table(table)} e
    where (select set_config('hnsw.ef_search', ${sql.lit(String(efSearch))}, true)) is not null
      and e.product_id <> asked.product_id
    order by e.v::${half} <#> asked.v::${half}
    limit ${sql.lit(limit)}
  ) near
  where asked.image_id = any(${imageIds}::bigint[]) and near.score >= ${minScore}::float8`;
}

export interface VectorRow {
  image_id: bigint;
  product_id: bigint;
  v: Buffer;
}

/** Some vectors after a picture, in the order of their pictures' ids. */
export function vectorsAfter(
  table: string,
  storage: VectorStorage,
  imageId: bigint,
  limit: number,
): RawBuilder<VectorRow> {
  return sql`select e.image_id, e.product_id, ${vectorBytes(storage, sql.ref('e.v'))} as v
  from ${sql.table(table)} e where e.image_id > ${imageId}::bigint order by e.image_id limit ${sql.lit(limit)}`;
}

/** The vectors of some pictures. */
export function vectorsOf(
  table: string,
  storage: VectorStorage,
  imageIds: readonly bigint[],
): RawBuilder<VectorRow> {
  return sql`select e.image_id, e.product_id, ${vectorBytes(storage, sql.ref('e.v'))} as v
  from ${sql.table(table)} e where e.image_id = any(${imageIds}::bigint[])`;
}
