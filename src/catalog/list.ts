import { type RawBuilder, type SqlBool, sql } from 'kysely';
import { z } from 'zod';
import { type CursorPosition, decodeCursor, encodeCursor } from './cursor.ts';
import { filterCondition } from './filter.ts';
import { parse } from './parse.ts';
import { type Executor, selectProducts, toProduct } from './rows.ts';
import type { ProductFilter, ProductOrder, ProductPage, ProductsRequest } from './types.ts';
import type { CatalogLanguage } from './words.ts';

interface Ordering {
  /** What the cursor keeps of a row. */
  readonly key: RawBuilder<string | null>;
  readonly orderBy: RawBuilder<unknown>;
  /** The rows after a position. */
  readonly after: (position: CursorPosition) => RawBuilder<SqlBool>;
}

// a Date has milliseconds only: a cursor made from one would skip or repeat rows
const createdKey = sql<string>`(extract(epoch from products.created_at) * 1000000)::bigint::text`;
const createdAt = (key: string | null) =>
  sql`(timestamptz 'epoch' + ${key}::float8 * interval '1 microsecond')`;
const titleKey = sql<string>`left(lower(products.title), 80)`;
const priceKey = sql<string | null>`products.price_amount::text`;

/** Keyset paging: rows that come or go meanwhile neither repeat nor hide others. Without a price is last. */
const orderings: { readonly [Order in ProductOrder]: Ordering } = {
  NEWEST: {
    key: createdKey,
    orderBy: sql`products.created_at desc, products.id desc`,
    after: ({ key, id }) => sql`(products.created_at, products.id) < (${createdAt(key)}, ${id}::bigint)`,
  },
  OLDEST: {
    key: createdKey,
    orderBy: sql`products.created_at, products.id`,
    after: ({ key, id }) => sql`(products.created_at, products.id) > (${createdAt(key)}, ${id}::bigint)`,
  },
  TITLE: {
    key: titleKey,
    orderBy: sql`left(lower(products.title), 80), products.id`,
    after: ({ key, id }) =>
      sql`(left(lower(products.title), 80), products.id) > (${key}::text, ${id}::bigint)`,
  },
  PRICE_ASC: {
    key: priceKey,
    orderBy: sql`products.price_amount, products.id`,
    after: ({ key, id }) =>
      key === null
        ? sql`(products.price_amount is null and products.id > ${id}::bigint)`
        : sql`((products.price_amount, products.id) > (${key}::numeric, ${id}::bigint) or products.price_amount is null)`,
  },
  PRICE_DESC: {
    key: priceKey,
    orderBy: sql`products.price_amount desc nulls last, products.id desc`,
    after: ({ key, id }) =>
      key === null
        ? sql`(products.price_amount is null and products.id < ${id}::bigint)`
        : sql`((products.price_amount, products.id) < (${key}::numeric, ${id}::bigint) or products.price_amount is null)`,
  },
};

/** The largest page that is answered at once, of products or of search results. */
export const maxPageSize = 100;

const request = z.object({
  order: z.enum(['NEWEST', 'OLDEST', 'TITLE', 'PRICE_ASC', 'PRICE_DESC']).default('NEWEST'),
  first: z
    .int({ error: `1 to ${maxPageSize} are answered at once` })
    .min(1, { error: 'at least 1 is asked for' })
    .max(maxPageSize, {
      error: `at most ${maxPageSize} are answered at once: ask for the next page with after`,
    }),
  after: z.string().max(4000, { error: 'this is no cursor of this list' }).optional(),
});

/** A page of the products that pass a filter. */
export async function listProducts(
  executor: Executor,
  language: CatalogLanguage,
  { filter = {}, ...page }: ProductsRequest,
): Promise<ProductPage> {
  const { order, first, after } = parse(request, page, []);
  const { key, orderBy, after: isAfter } = orderings[order];
  const condition = filterCondition(filter, language);
  const position = after === undefined ? undefined : decodeCursor(order, after);
  let query = selectProducts(executor)
    .select(key.as('key'))
    .orderBy(orderBy)
    .limit(first + 1);
  if (condition !== undefined) query = query.where(condition);
  if (position !== undefined) query = query.where(isAfter(position));
  const rows = await query.execute();
  return {
    edges: rows.slice(0, first).map((row) => ({ cursor: encodeCursor(order, row), product: toProduct(row) })),
    hasNextPage: rows.length > first,
    hasPreviousPage: after !== undefined,
  };
}

/** How many products pass a filter. */
export async function countProducts(
  executor: Executor,
  language: CatalogLanguage,
  filter: ProductFilter = {},
): Promise<number> {
  const condition = filterCondition(filter, language) ?? sql<SqlBool>`true`;
  const { count } = await executor
    .selectFrom('products')
    .select(({ fn }) => fn.countAll<bigint>().as('count'))
    .where(condition)
    .executeTakeFirstOrThrow();
  return Number(count);
}
