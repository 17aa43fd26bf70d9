import type { ProductFilter } from '../catalog/types.ts';
import type { Database } from '../database/database.ts';
import { VitrineError } from '../errors.ts';
import { type PriceBucket, priceBuckets } from './price-ranges.ts';
import { attributeNames, type ColumnFacet, countFacets, type FacetRow } from './statements/facets.ts';
import type { Facet, FacetValue, SearchOptions } from './types.ts';

const columnFacets: readonly ColumnFacet[] = ['category', 'brand', 'inStock'];
const attributePrefix = 'attributes.';
const maxFacets = 20;
/** How many attributes are counted where nobody says which. */
const defaultAttributes = 5;

export interface FacetsRequest {
  readonly filter: ProductFilter;
  readonly options: SearchOptions;
  /** Null for the common ones. */
  readonly names: readonly string[] | null;
}

/** The products that facets are counted over: the nearest and the words' hits, under a filter. */
export type Candidates = (filter: ProductFilter, options: SearchOptions) => Promise<readonly bigint[]>;

/**
 * Counts what a search's candidates have. A facet that is filtered by is counted without that part of the filter, so
 * that a chosen value does not hide its siblings.
 * @throws {VitrineError} BAD_USER_INPUT for a facet that there is not, with those that there are
 */
export async function countedFacets(
  database: Database,
  candidates: Candidates,
  { filter, options, names }: FacetsRequest,
): Promise<readonly Facet[]> {
  if (names !== null) checkNames(names);
  const plain: SearchOptions = {
    ...(options.mode && { mode: options.mode }),
    ...(options.minScore !== undefined && { minScore: options.minScore }),
    ...(options.minMatch && { minMatch: options.minMatch }),
  };
  const known = new Map<string, Promise<readonly bigint[]>>();
  const under = (own: ProductFilter) => {
    const key = JSON.stringify(own);
    const found = known.get(key) ?? candidates(own, plain);
    known.set(key, found);
    return found;
  };

  const asked = names ?? [
    ...columnFacets,
    'price',
    ...(await commonAttributes(database, await under(filter))),
  ];
  const groups = Map.groupBy(asked, (name) => JSON.stringify(without(filter, name)));
  const counted = await Promise.all(
    [...groups.values()].map(async ([first = '', ...others]) => {
      const group = [first, ...others];
      const products = await under(without(filter, first));
      return { group, products, rows: await count(database, products, group) };
    }),
  );
  const facets = asked.map((name): Facet => {
    const own = counted.find(({ group }) => group.includes(name));
    return { name, counted: own?.products.length ?? 0, values: valuesOf(name, own?.rows ?? []) };
  });
  await assertAttributesExist(database, facets, await under(filter));
  return facets;
}

function checkNames(names: readonly string[]): void {
  if (names.length > maxFacets) {
    throw new VitrineError('BAD_USER_INPUT', `names: at most ${maxFacets} facets are counted at once.`, {
      path: ['names'],
    });
  }
  const unknown = names.find(
    (name) => !isColumn(name) && name !== 'price' && attributeOf(name) === undefined,
  );
  if (unknown === undefined) return;
  const message = `names: there is no facet ${JSON.stringify(unknown.slice(0, 100))}; there are category, brand, inStock, price, and attributes.NAME for each attribute.`;
  throw new VitrineError('BAD_USER_INPUT', message, { path: ['names'] });
}

/** An attribute that no product of the catalogue has is a mistake; one that these have not is just not there. */
async function assertAttributesExist(
  database: Database,
  facets: readonly Facet[],
  products: readonly bigint[],
): Promise<void> {
  for (const { name, values } of facets) {
    const attribute = attributeOf(name);
    if (attribute === undefined || values.length > 0) continue;
    const [row] = await database.query<{ there: boolean }>({
      name: 'search_attribute_exists',
      text: 'select exists (select from products where attributes @> $1::jsonb) as there',
      values: [JSON.stringify([{ name: attribute }])],
    });
    if (row?.there === true) continue;
    const there = (await attributeNames(products, maxFacets).execute(database.kysely)).rows;
    const list = there.map(({ name }) => `${attributePrefix}${name}`).join(', ');
    const message = `names: no product has an attribute ${JSON.stringify(attribute.slice(0, 100))}${list === '' ? '' : `; of the results' attributes there are ${list}`}.`;
    throw new VitrineError('BAD_USER_INPUT', message, { path: ['names'] });
  }
}

async function commonAttributes({ kysely }: Database, products: readonly bigint[]): Promise<string[]> {
  const { rows } = await attributeNames(products, defaultAttributes).execute(kysely);
  return rows.map(({ name }) => `${attributePrefix}${name}`);
}

async function count(
  { kysely }: Database,
  products: readonly bigint[],
  names: readonly string[],
): Promise<readonly FacetRow[]> {
  if (products.length === 0) return [];
  const statement = countFacets(products, {
    columns: columnFacets.filter((facet) => names.includes(facet)),
    price: names.includes('price'),
    attributes: names.flatMap((name) => attributeOf(name) ?? []),
  });
  return (await statement.execute(kysely)).rows;
}

function valuesOf(name: string, rows: readonly FacetRow[]): FacetValue[] {
  const own = rows.filter(({ facet }) => facet === name);
  if (name !== 'price') return own.map(({ value, count }) => ({ value, count, price: null }));
  const prices = own.map(({ value, currency, count }) => ({
    amount: value,
    currency: currency ?? '',
    count,
  }));
  return priceBuckets(prices).map((bucket) => ({
    value: labelOf(bucket),
    count: bucket.count,
    price: bucket,
  }));
}

function labelOf({ currency, min, max }: PriceBucket): string {
  if (min === null) return max === null ? currency : `up to ${max} ${currency}`;
  return max === null ? `from ${min} ${currency}` : `${min} to ${max} ${currency}`;
}

/** A filter without what it says of a facet. */
function without(filter: ProductFilter, facet: string): ProductFilter {
  const attribute = attributeOf(facet);
  if (attribute !== undefined) {
    const { attributes = [], ...rest } = filter;
    const others = attributes.filter(({ name }) => name !== attribute);
    return others.length === 0 ? rest : { ...rest, attributes: others };
  }
  const { category, categoryStartsWith, brand, inStock, price, priceRanges, ...rest } = filter;
  return {
    ...(facet !== 'category' && category && { category }),
    ...(facet !== 'category' && categoryStartsWith && { categoryStartsWith }),
    ...(facet !== 'brand' && brand && { brand }),
    ...(facet !== 'inStock' && inStock !== undefined && { inStock }),
    ...(facet !== 'price' && price && { price }),
    ...(facet !== 'price' && priceRanges && { priceRanges }),
    ...rest,
  };
}

function isColumn(name: string): name is ColumnFacet {
  return columnFacets.some((facet) => facet === name);
}

function attributeOf(name: string): string | undefined {
  if (name.length <= attributePrefix.length || !name.startsWith(attributePrefix)) return undefined;
  // no database can store such a name
  return name.includes('\0') || !name.isWellFormed() ? undefined : name.slice(attributePrefix.length);
}
