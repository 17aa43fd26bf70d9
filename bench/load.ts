import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type pg from 'pg';
import { from } from 'pg-copy-streams';
import type { SyntheticCatalogue, SyntheticProduct } from './catalogue.ts';
import { copyChunks, type VectorRow } from './vectors.ts';

const productsPerStatement = 2000;

const insertProducts = `
  insert into products (external_id, title, brand, category, price_amount, price_currency, words, search_text)
  select "externalId", title, brand, category, "priceCents" / 100.0, 'EUR',
    to_tsvector('simple', concat_ws(' ', title, brand, category)),
    lower(concat_ws(' ', title, brand, category, "externalId"))
  from json_to_recordset($1::json) as row(
    "externalId" text, title text, brand text, category text, "priceCents" integer)`;

const insertImages = `
  with pictures as (
    insert into media (hash, format, width, height, bytes)
    select sha256(convert_to(external_id, 'UTF8')), 'jpeg', 512, 512, 42000 from products
    on conflict do nothing)
  insert into product_images (product_id, position, source_url, media_hash)
  select id, 1, 'https://pictures.example/' || external_id || '.jpg', sha256(convert_to(external_id, 'UTF8'))
  from products order by id`;

/** The table that holds the active model's vectors. */
export async function embeddingsTable(client: pg.Client): Promise<string> {
  const { rows } = await client.query<{ id: number }>('select id from models where active');
  const [model] = rows;
  if (model === undefined) throw new Error('no model is active: the server has not registered it');
  return `embeddings_${model.id}`;
}

/**
 * Puts a synthetic catalogue into a database that a server has already made its tables in, as if every picture had
 * been fetched and embedded. @returns the name of the table that holds the vectors
 */
export async function loadCatalogue(client: pg.Client, catalogue: SyntheticCatalogue): Promise<string> {
  const table = await embeddingsTable(client);
  const { products } = catalogue;
  for (let at = 0; at < products.length; at += productsPerStatement) {
    await client.query(insertProducts, [JSON.stringify(products.slice(at, at + productsPerStatement))]);
  }
  await client.query(insertImages);
  await client.query(`update image_indexing set state = 'INDEXED', attempts = 1, indexed_at = now()`);

  const ids = await imageIds(client);
  const copy = client.query(from(`copy ${table} (image_id, product_id, v) from stdin with (format binary)`));
  await pipeline(Readable.from(copyChunks(vectorRows(catalogue, ids))), copy);
  await client.query('vacuum analyze');
  return table;
}

interface Ids {
  readonly imageId: bigint;
  readonly productId: bigint;
}

async function imageIds(client: pg.Client): Promise<Map<string, Ids>> {
  const { rows } = await client.query<{ external_id: string; product_id: string; image_id: string }>(
    `select p.external_id, p.id::text as product_id, i.id::text as image_id
     from products p join product_images i on i.product_id = p.id`,
  );
  return new Map(
    rows.map((row) => [
      row.external_id,
      { imageId: BigInt(row.image_id), productId: BigInt(row.product_id) },
    ]),
  );
}

function* vectorRows(catalogue: SyntheticCatalogue, ids: ReadonlyMap<string, Ids>): Generator<VectorRow> {
  for (const [index, { externalId }] of catalogue.products.entries()) {
    const found = ids.get(externalId);
    if (found === undefined) throw new Error(`product ${externalId} was not stored`);
    yield { ...found, vector: catalogue.vector(index) };
  }
}

/** How many products pass a filter. */
export function countPassing(
  products: readonly SyntheticProduct[],
  passes: (product: SyntheticProduct) => boolean,
): number {
  return products.reduce((count, product) => count + (passes(product) ? 1 : 0), 0);
}
