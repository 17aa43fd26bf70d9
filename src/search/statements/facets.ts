import { type RawBuilder, sql } from 'kysely';

export interface FacetRow {
  readonly facet: string;
  readonly value: string;
  /** Of a price. */
  readonly currency: string | null;
  readonly count: number;
}

/** The most values that a facet tells. */
const MAX_VALUES = 100;

const columns = {
  category: 'products.category',
  brand: 'products.brand',
  inStock: 'products.in_stock::text',
} as const;

export type ColumnFacet = keyof typeof columns;

/** Counts products by what they have: a row a facet and value, the commonest first. */
export function countFacets(
  productIds: readonly bigint[],
  facets: {
    readonly columns: readonly ColumnFacet[];
    readonly price: boolean;
    readonly attributes: readonly string[];
  },
): RawBuilder<FacetRow> {
  // looked up once for all of them
  const chosen = sql`products as materialized (
    select id, category, brand, in_stock, price_amount, price_currency, attributes
    from products where id = any(${productIds}::bigint[])
  )`;
  const counts: RawBuilder<unknown>[] = facets.columns.map((facet) => {
    const value = sql.raw(columns[facet]);
    return sql`(select ${sql.lit(facet)}::text as facet, ${value} as value, null::text as currency, count(*)::integer as count
      from products where ${value} is not null group by 2 order by 4 desc, 2 limit ${sql.lit(MAX_VALUES)})`;
  });
  if (facets.price) {
    counts.push(sql`(select 'price' as facet, products.price_amount::text as value, products.price_currency as currency,
      count(*)::integer as count
      from products where products.price_amount is not null group by 2, 3)`);
  }
  for (const name of facets.attributes) {
    counts.push(sql`(select ${`attributes.${name}`}::text as facet, attribute ->> 'value' as value, null::text as currency,
      count(distinct products.id)::integer as count
      from products cross join lateral jsonb_array_elements(products.attributes) attribute
      where attribute ->> 'name' = ${name}
      group by 2 order by 4 desc, 2 limit ${sql.lit(MAX_VALUES)})`);
  }
  return sql<FacetRow>`with ${chosen} ${sql.join(counts, sql` union all `)}`;
}

/** The names of attributes that these products have, the commonest first. */
export function attributeNames(productIds: readonly bigint[], limit: number): RawBuilder<{ name: string }> {
  return sql<{ name: string }>`
    select attribute ->> 'name' as name
    from products cross join lateral jsonb_array_elements(products.attributes) attribute
    where products.id = any(${productIds}::bigint[])
    group by 1 order by count(distinct products.id) desc, 1 limit ${sql.lit(limit)}`;
}
