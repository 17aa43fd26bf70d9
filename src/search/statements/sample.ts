import { type RawBuilder, sql } from 'kysely';
import { type VectorStorage, vectorBytes } from '../../database/vectors.ts';

export interface SampleRow {
  product_id: bigint;
  title: string;
  v: Buffer;
}

/**
 * Pictures at random with their products' titles, or all where there are few: each is one look-up in the primary key,
 * so that a million take no longer.
 */
export function samplePictures(table: string, storage: VectorStorage, wanted: number): RawBuilder<SampleRow> {
  return sql<SampleRow>`with range as (
    select min(image_id) as low, max(image_id) as high from ${sql.table(table)}
  ), places as materialized (
    select low + floor(random() * (high - low + 1))::bigint as place
    from range, generate_series(1, ${sql.lit(2 * wanted)})
  ), chosen as (
    select distinct next.image_id from places cross join lateral (
      select image_id from ${sql.table(table)} where image_id >= place order by image_id limit 1
    ) next
  )
  select e.product_id, left(products.title, 200) as title, ${vectorBytes(storage, sql.ref('e.v'))} as v
  from (select image_id from chosen order by random() limit ${sql.lit(wanted)}) chosen
  join ${sql.table(table)} e using (image_id) join products on products.id = e.product_id`;
}
