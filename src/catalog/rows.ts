import { type Kysely, sql } from 'kysely';
import type { Database } from '../database/database.ts';
import type { Tables } from '../database/tables.ts';
import type { Product, ProductImage, ProductKey } from './types.ts';

/** The database, or a transaction on it. */
export type Executor = Kysely<Tables>;

/** Every product's row, as {@link toProduct} reads it. */
export function selectProducts(executor: Executor) {
  return executor
    .selectFrom('products')
    .select([
      'products.id',
      'external_id',
      'title',
      'description',
      'brand',
      'category',
      'price_amount',
      'price_currency',
      'url',
      'in_stock',
      'attributes',
      'created_at',
      'updated_at',
    ]);
}

type ProductRow = Awaited<ReturnType<ReturnType<typeof selectProducts>['execute']>>[number];

export function toProduct(row: ProductRow): Product {
  return {
    id: row.id,
    externalId: row.external_id,
    title: row.title,
    description: row.description,
    brand: row.brand,
    category: row.category,
    price:
      row.price_amount === null || row.price_currency === null
        ? null
        : { amount: row.price_amount, currency: row.price_currency },
    url: row.url,
    inStock: row.in_stock,
    attributes: row.attributes,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}

/** @param lock whether the row stays as it is until the transaction ends */
export async function readProduct(
  executor: Executor,
  key: ProductKey,
  lock = false,
): Promise<Product | null> {
  const named = selectProducts(executor)
    .$if('id' in key, (query) => query.where('products.id', '=', 'id' in key ? key.id : 0n))
    .$if('externalId' in key, (query) =>
      query.where('external_id', '=', 'externalId' in key ? key.externalId : ''),
    );
  const row = await named.$if(lock, (query) => query.forUpdate()).executeTakeFirst();
  return row === undefined ? null : toProduct(row);
}

/** Prepared: every page of every search reads its products so. */
export async function readProductsById(
  { kysely, query }: Database,
  ids: readonly bigint[],
): Promise<ReadonlyMap<bigint, Product>> {
  if (ids.length === 0) return new Map();
  const { sql: text, parameters } = selectProducts(kysely)
    .where(sql<boolean>`products.id = any(${ids}::bigint[])`)
    .compile();
  const rows = await query<ProductRow>({ name: 'catalog_products_by_id', text, values: parameters });
  return new Map(rows.map((row) => [row.id, toProduct(row)]));
}

/** In the order of their ids, so that two who lock the same ones never wait for each other. */
export async function readProductsByExternalId(
  executor: Executor,
  externalIds: readonly string[],
  lock = false,
): Promise<ReadonlyMap<string, Product>> {
  const rows = await selectProducts(executor)
    .where(sql<boolean>`external_id = any(${externalIds}::text[])`)
    .orderBy('products.id')
    .$if(lock, (query) => query.forUpdate())
    .execute();
  return new Map(rows.map((row) => [row.external_id, toProduct(row)]));
}

function selectImages(executor: Executor) {
  return executor
    .selectFrom('product_images')
    .leftJoin('media', 'media.hash', 'product_images.media_hash')
    .select([
      'product_images.id',
      'product_images.product_id',
      'product_images.position',
      'product_images.source_url',
      'product_images.media_hash',
      'media.width',
      'media.height',
    ]);
}

type ImageRow = Awaited<ReturnType<ReturnType<typeof selectImages>['execute']>>[number];

function toImage(row: ImageRow): ProductImage {
  return {
    id: row.id,
    productId: row.product_id,
    position: row.position,
    sourceUrl: row.source_url,
    mediaHash: row.media_hash,
    width: row.width,
    height: row.height,
  };
}

function selectImagesOfProducts(executor: Executor, productIds: readonly bigint[]) {
  return selectImages(executor)
    .where(sql<boolean>`product_images.product_id = any(${productIds}::bigint[])`)
    .orderBy('product_images.position');
}

const byProduct = (rows: readonly ImageRow[]) => Map.groupBy(rows.map(toImage), ({ productId }) => productId);

/** By product, in their positions; a product without pictures is not in it. */
export async function readImagesOfProducts(
  executor: Executor,
  productIds: readonly bigint[],
): Promise<ReadonlyMap<bigint, readonly ProductImage[]>> {
  if (productIds.length === 0) return new Map();
  return byProduct(await selectImagesOfProducts(executor, productIds).execute());
}

/** The same outside any transaction, prepared: nearly every page of every search reads its pictures so. */
export async function readImagesOfPage(
  { kysely, query }: Database,
  productIds: readonly bigint[],
): Promise<ReadonlyMap<bigint, readonly ProductImage[]>> {
  if (productIds.length === 0) return new Map();
  const { sql: text, parameters } = selectImagesOfProducts(kysely, productIds).compile();
  return byProduct(await query<ImageRow>({ name: 'catalog_images_of_products', text, values: parameters }));
}

export async function readImagesById(
  executor: Executor,
  ids: readonly bigint[],
): Promise<ReadonlyMap<bigint, ProductImage>> {
  if (ids.length === 0) return new Map();
  const rows = await selectImages(executor)
    .where(sql<boolean>`product_images.id = any(${ids}::bigint[])`)
    .execute();
  return new Map(rows.map((row) => [row.id, toImage(row)]));
}
