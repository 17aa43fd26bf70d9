import { type RawBuilder, type SqlBool, sql } from 'kysely';
import { z } from 'zod';
import { compareAmounts } from './decimal.ts';
import { amount, currency, parse, text } from './parse.ts';
import type { ProductFilter } from './types.ts';
import { type CatalogLanguage, namesCondition } from './words.ts';

const maxListed = 1000;
const maxAttributeNames = 20;
const maxAttributeValues = 100;
/** Each value is a condition of its own, which every product may be asked for. */
const maxAttributeConditions = 200;
const maxPriceRanges = 20;

// the length first: a request has room for a million items
const list = <Item>(item: z.ZodType<Item>, max = maxListed) =>
  z
    .array(z.unknown(), { error: 'a list is asked for' })
    .max(max, { error: `at most ${max} values are taken` })
    .pipe(z.array(item));
const value = text(1, 1000);

// what GraphQL gives as null is left out
const optional = <Value>(schema: z.ZodType<Value>) =>
  schema.nullish().transform((value) => value ?? undefined);

const priceRange = z
  .object({ min: optional(amount), max: optional(amount), currency: optional(currency) })
  .refine(({ min, max }) => !min || !max || compareAmounts(min, max) <= 0, {
    error: 'min is above max: swap them',
  });

const plain = z.object({
  category: optional(list(value)),
  categoryStartsWith: optional(list(value)),
  brand: optional(list(value)),
  price: optional(priceRange),
  priceRanges: optional(list(priceRange, maxPriceRanges)),
  inStock: optional(z.boolean()),
  attributes: optional(
    z
      .array(z.object({ name: value, values: list(value, maxAttributeValues) }))
      .max(maxAttributeNames, { error: `at most ${maxAttributeNames} attributes are taken` })
      .refine(
        (attributes) =>
          attributes.reduce((sum, { values }) => sum + values.length, 0) <= maxAttributeConditions,
        { error: `at most ${maxAttributeConditions} values are taken in all` },
      ),
  ),
  query: optional(text(0, 1000)),
  externalId: optional(list(value)),
  indexing: optional(list(z.enum(['PENDING', 'INDEXED', 'FAILED']))),
  failure: optional(list(value)),
  hasImages: optional(z.boolean()),
});
const schema = plain.extend({ not: optional(plain) });

/**
 * A filter, checked.
 * @throws {VitrineError} BAD_USER_INPUT with the path of the field
 */
export function parseFilter(filter: unknown): ProductFilter {
  return parse(schema, filter, ['filter']);
}

type Condition = RawBuilder<SqlBool>;

/**
 * What a filter asks of a product, as SQL over the table alias `products`; undefined where it asks nothing.
 * Indexing states and failures are those under the active model: a product has one when any of its pictures does.
 * @param language CATALOG_LANGUAGE
 * @throws {VitrineError} BAD_USER_INPUT with the path of the field
 */
export function filterCondition(filter: ProductFilter, language: CatalogLanguage): Condition | undefined {
  const { not, ...own } = parse(schema, filter, ['filter']);
  const holds = allOf(own, language);
  const excluded = not && allOf(not, language);
  if (excluded === undefined) return holds;
  // what is unknown, such as the brand of a product without one, is not excluded
  const isNot = sql<SqlBool>`(${excluded}) is not true`;
  return holds === undefined ? isNot : sql<SqlBool>`(${holds} and ${isNot})`;
}

function allOf(filter: z.output<typeof plain>, language: CatalogLanguage): Condition | undefined {
  const { category, categoryStartsWith, brand, price, priceRanges, inStock, attributes, query } = filter;
  const { externalId, indexing, failure, hasImages } = filter;
  const conditions: Condition[] = [];
  if (categoryStartsWith?.length) {
    const patterns = categoryStartsWith.map((start) => `${start.replace(/[\\%_]/g, '\\$&')}%`);
    conditions.push(sql`products.category like any(${patterns}::text[])`);
  }
  if (price && isBound(price)) conditions.push(inRange(price));
  const ranges = priceRanges?.filter(isBound) ?? [];
  if (ranges.length > 0) conditions.push(sql`(${sql.join(ranges.map(inRange), sql` or `)})`);
  if (category?.length) conditions.push(sql`products.category = any(${category}::text[])`);
  if (brand?.length) conditions.push(sql`products.brand = any(${brand}::text[])`);
  if (externalId?.length) conditions.push(sql`products.external_id = any(${externalId}::text[])`);
  if (inStock !== undefined) conditions.push(sql`products.in_stock = ${inStock}`);
  for (const { name, values } of attributes ?? []) {
    if (values.length > 0) conditions.push(hasAttribute(name, values));
  }
  if (query) conditions.push(namesCondition(query, language) ?? sql`false`);
  if (indexing?.length) conditions.push(hasIndexing(sql`image_indexing.state = any(${indexing}::text[])`));
  if (failure?.length) {
    conditions.push(
      hasIndexing(
        sql`image_indexing.state = 'FAILED' and image_indexing.error_code = any(${failure}::text[])`,
      ),
    );
  }
  if (hasImages !== undefined) {
    const some = sql`exists (select from product_images where product_images.product_id = products.id)`;
    conditions.push(hasImages ? sql`${some}` : sql`not ${some}`);
  }
  return conditions.length === 0 ? undefined : sql<SqlBool>`(${sql.join(conditions, sql` and `)})`;
}

const isBound = ({ min, max, currency }: z.output<typeof priceRange>) => Boolean(min || max || currency);

function inRange({ min, max, currency }: z.output<typeof priceRange>): Condition {
  const bounds: Condition[] = [sql`products.price_amount is not null`];
  if (min) bounds.push(sql`products.price_amount >= ${min}::numeric`);
  if (max) bounds.push(sql`products.price_amount <= ${max}::numeric`);
  if (currency) bounds.push(sql`products.price_currency = ${currency}`);
  return sql<SqlBool>`(${sql.join(bounds, sql` and `)})`;
}

/** An `or` of containments, each of which the GIN index answers; it can't answer `@> any(…)`. */
function hasAttribute(name: string, values: readonly string[]): Condition {
  const holds = values.map(
    (value) => sql`products.attributes @> ${JSON.stringify([{ name, value }])}::jsonb`,
  );
  return sql`(${sql.join(holds, sql` or `)})`;
}

function hasIndexing(condition: RawBuilder<unknown>): Condition {
  return sql`exists (select from image_indexing join models on models.id = image_indexing.model_id and models.active
    where image_indexing.product_id = products.id and ${condition})`;
}
