import { type RawBuilder, sql } from 'kysely';
import type { ProductFields } from './change.ts';
import type { ImagePlan } from './image-plan.ts';
import type { Executor } from './rows.ts';
import { rememberWords } from './vocabulary.ts';
import {
  type CatalogLanguage,
  type SearchableTexts,
  searchableColumns,
  searchableTexts,
  wordsColumn,
} from './words.ts';

// one JSON parameter holds all rows, so that a statement is the same for one product and for many
const columns = sql`id bigint, external_id text, title text, description text, brand text, category text,
  price_amount numeric, price_currency text, url text, in_stock boolean, attributes jsonb, ${searchableColumns}`;

function recordset(
  fields: readonly (ProductFields & { readonly id?: bigint })[],
  texts: readonly SearchableTexts[],
): RawBuilder<unknown> {
  const records = fields.map((product, at) => ({
    id: product.id === undefined ? null : String(product.id),
    external_id: product.externalId,
    title: product.title,
    description: product.description,
    brand: product.brand,
    category: product.category,
    price_amount: product.price?.amount ?? null,
    price_currency: product.price?.currency ?? null,
    url: product.url,
    in_stock: product.inStock,
    attributes: product.attributes,
    ...texts[at],
  }));
  return sql`json_to_recordset(${JSON.stringify(records)}::json) as given(${columns})`;
}

/** Inserts products and returns their ids by externalId; one whose externalId is taken is not among them. */
export async function insertProducts(
  transaction: Executor,
  language: CatalogLanguage,
  products: readonly ProductFields[],
): Promise<ReadonlyMap<string, bigint>> {
  if (products.length === 0) return new Map();
  const texts = products.map(searchableTexts);
  // in one order, so that two who insert the same ones never wait for each other
  const { rows } = await sql<{ id: bigint; external_id: string }>`
    with remembered as (${rememberWords(texts)})
    insert into products (external_id, title, description, brand, category, price_amount, price_currency, url,
      in_stock, attributes, words, codes)
    select external_id, title, description, brand, category, price_amount, price_currency, url,
      in_stock, attributes, ${wordsColumn(language, 'given')}, codes
    from ${recordset(products, texts)} order by external_id
    on conflict (external_id) do nothing
    returning id, external_id`.execute(transaction);
  return new Map(rows.map((row) => [row.external_id, row.id]));
}

/** Rewrites products that the transaction has locked. */
export async function updateProducts(
  transaction: Executor,
  language: CatalogLanguage,
  products: readonly (ProductFields & { readonly id: bigint })[],
): Promise<void> {
  if (products.length === 0) return;
  const texts = products.map(searchableTexts);
  await sql`
    with remembered as (${rememberWords(texts)})
    update products set external_id = given.external_id, title = given.title, description = given.description,
      brand = given.brand, category = given.category, price_amount = given.price_amount,
      price_currency = given.price_currency, url = given.url, in_stock = given.in_stock,
      attributes = given.attributes, words = ${wordsColumn(language, 'given')}, codes = given.codes,
      updated_at = now()
    from ${recordset(products, texts)} where products.id = given.id`.execute(transaction);
}

/** Notes that a product that the transaction has locked is another one now. */
export async function touchProduct(transaction: Executor, id: bigint): Promise<void> {
  await sql`update products set updated_at = now() where id = ${id}`.execute(transaction);
}

/** Carries out plans for the pictures of products that the transaction has locked or made. */
export async function writeImages(
  transaction: Executor,
  plans: readonly { readonly productId: bigint; readonly images: ImagePlan }[],
): Promise<void> {
  const removed = plans.flatMap(({ images }) => images.remove.map(({ id }) => id));
  if (removed.length > 0) {
    await sql`delete from product_images where id = any(${removed}::bigint[])`.execute(transaction);
  }
  const moved = plans.flatMap(({ images }) => images.move);
  if (moved.length > 0) {
    await sql`update product_images set position = given.position
      from unnest(${moved.map(({ id }) => id)}::bigint[], ${moved.map(({ position }) => position)}::integer[])
        as given(id, position)
      where product_images.id = given.id`.execute(transaction);
  }
  const inserted = plans.flatMap(({ productId, images }) =>
    images.insert.map(({ image, position }) => ({
      product_id: productId,
      position,
      source_url: image.sourceUrl ?? null,
      media_hash: 'mediaHash' in image ? image.mediaHash : null,
    })),
  );
  if (inserted.length > 0) {
    await sql`insert into product_images (product_id, position, source_url, media_hash)
      select * from unnest(${inserted.map((row) => row.product_id)}::bigint[],
        ${inserted.map((row) => row.position)}::integer[], ${inserted.map((row) => row.source_url)}::text[],
        ${inserted.map((row) => row.media_hash)}::bytea[])`.execute(transaction);
  }
}
