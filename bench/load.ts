import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type pg from 'pg';
import { from } from 'pg-copy-streams';
import type { SyntheticCatalogue, SyntheticProduct } from './catalogue.ts';
import { binaryVector } from './floor/vector.ts';
import { copyChunks, type VectorRow } from './vectors.ts';

const productsPerStatement = 2000;
const vectorsPerStatement = 200;

const insertProducts = `
  insert into products (external_id, title, brand, category, price_amount, price_currency, words)
  select "externalId", title, brand, category, "priceCents" / 100.0, 'EUR',
    to_tsvector('simple', concat_ws(' ', title, brand, category))
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

/** Stores vectors in a table. */
export type StoreVectors = (client: pg.Client, table: string, rows: Iterable<VectorRow>) => Promise<void>;

/** By binary COPY, the quickest way into a server. */
export const copyVectors: StoreVectors = async (client, table, rows) => {
  const copy = client.query(from(`copy ${table} (image_id, product_id, v) from stdin with (format binary)`));
  await pipeline(Readable.from(copyChunks(rows)), copy);
};

/** By statements of many rows: the embedded database takes no COPY over its socket. */
export const insertVectors: StoreVectors = async (client, table, rows) => {
  const batch: VectorRow[] = [];
  const store = async () => {
    const places = batch.map((_, row) => `($${3 * row + 1}, $${3 * row + 2}, $${3 * row + 3})`).join(', ');
    const values = batch.flatMap(({ imageId, productId, vector }) => [
      imageId,
      productId,
      binaryVector(vector),
    ]);
    await client.query(`insert into ${table} (image_id, product_id, v) values ${places}`, values);
    batch.length = 0;
  };
  for (const row of rows) if (batch.push(row) === vectorsPerStatement) await store();
  if (batch.length > 0) await store();
};

export interface LoadOptions {
  /** Whether the server is to embed titles, as it does where they come; else those of the first thousand have vectors. @default true */
  readonly titles?: boolean;
}

/**
 * Puts a synthetic catalogue into a database that a server has already made its tables in, as if every picture had
 * been fetched and embedded. @returns the name of the table that holds the vectors
 */
export async function loadCatalogue(
  client: pg.Client,
  catalogue: SyntheticCatalogue,
  storeVectors: StoreVectors,
  { titles = true }: LoadOptions = {},
): Promise<string> {
  const table = await embeddingsTable(client);
  const { products } = catalogue;
  for (let at = 0; at < products.length; at += productsPerStatement) {
    await client.query(insertProducts, [JSON.stringify(products.slice(at, at + productsPerStatement))]);
  }
  await client.query(insertImages);
  await client.query(`update image_indexing set state = 'INDEXED', attempts = 1, indexed_at = now()`);
  await storeVectors(client, table, vectorRows(catalogue, await imageIds(client)));
  if (!titles) {
    await client.query('delete from text_indexing');
    await client.query(
      `insert into product_${table} select product_id, v from ${table} order by 1 limit 1000`,
    );
  }
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
