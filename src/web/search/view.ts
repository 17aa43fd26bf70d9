import type { MatchStrength, ResultOrder } from './gql/graphql.ts';

/** A range of prices, both bounds included and open where they are null; decimals as text, currency as ISO 4217. */
export interface Range {
  readonly min: string | null;
  readonly max: string | null;
  readonly currency: string | null;
}

/** How the results of a search are looked at: what narrows and orders them. It is the address's query string. */
export interface View {
  readonly categories: readonly string[];
  readonly brands: readonly string[];
  /** Whether only what is in stock is shown. */
  readonly inStock: boolean;
  /** Chosen among those that are counted. */
  readonly ranges: readonly Range[];
  /** Typed by hand. */
  readonly price: Range | null;
  readonly attributes: readonly Attribute[];
  readonly order: ResultOrder;
  /** The weakest match that is shown; null: all. */
  readonly match: MatchStrength | null;
  /** The least cosine similarity that is shown, -1 to 1. */
  readonly score: number | null;
  /** Whether nearly equal products are one result. */
  readonly folded: boolean;
}

export interface Attribute {
  readonly name: string;
  readonly values: readonly string[];
}

export const wholeView: View = {
  categories: [],
  brands: [],
  inStock: false,
  ranges: [],
  price: null,
  attributes: [],
  order: 'RELEVANCE',
  match: null,
  score: null,
  folded: false,
};

/** What the API takes of each: more are no person's choice. */
const maxValues = 100;
const maxRanges = 20;
const maxNames = 20;
const maxAttributeValues = 200;
const maxLength = 1000;

const orders = { cheapest: 'PRICE_ASC', dearest: 'PRICE_DESC', newest: 'NEWEST' } as const;
const matches = { identical: 'IDENTICAL', strong: 'STRONG', related: 'RELATED', weak: 'WEAK' } as const;
const rangePattern = /^(\d{1,12}(?:\.\d{1,4})?)?_(\d{1,12}(?:\.\d{1,4})?)?(?:_([A-Z]{3}))?$/;
const scorePattern = /^-?[01](?:\.\d{1,3})?$/;

/** What a query string says; what it can not mean is left out, so every string is a view. */
export function parseView(query: string): View {
  const given = new URLSearchParams(query);
  const values = (name: string, max = maxValues) => distinct(given.getAll(name)).slice(0, max);
  return {
    categories: values('category'),
    brands: values('brand'),
    inStock: given.get('stock') === '1',
    ranges: distinct(given.getAll('range').flatMap((text) => printRange(parseRange(text))))
      .flatMap((text) => parseRange(text) ?? [])
      .slice(0, maxRanges),
    price: parseRange(given.get('price')),
    attributes: parseAttributes(given),
    order: meantBy(orders, given.get('order')) ?? 'RELEVANCE',
    match: meantBy(matches, given.get('match')) ?? null,
    score: parseScore(given.get('score')),
    folded: given.get('fold') === '1',
  };
}

/** The query string of a view, with its question mark; empty of the whole. */
export function printView(view: View): string {
  const query = new URLSearchParams();
  for (const value of view.categories) query.append('category', value);
  for (const value of view.brands) query.append('brand', value);
  if (view.inStock) query.set('stock', '1');
  for (const range of view.ranges) for (const text of printRange(range)) query.append('range', text);
  for (const text of printRange(view.price)) query.set('price', text);
  for (const { name, values } of view.attributes) {
    for (const value of values) query.append(`a.${name}`, value);
  }
  const order = keyOf(orders, view.order);
  if (order) query.set('order', order);
  const match = keyOf(matches, view.match);
  if (match) query.set('match', match);
  if (view.score !== null) query.set('score', String(view.score));
  if (view.folded) query.set('fold', '1');
  const text = query.toString();
  return text === '' ? '' : `?${text}`;
}

/** @returns null where it is none, or open on both sides */
export function parseRange(text: string | null): Range | null {
  const [, min, max, currency] = rangePattern.exec(text ?? '') ?? [];
  if (min === undefined && max === undefined) return null;
  return { min: min ?? null, max: max ?? null, currency: currency ?? null };
}

function printRange(range: Range | null): string[] {
  if (range === null) return [];
  const { min, max, currency } = range;
  return [`${min ?? ''}_${max ?? ''}${currency === null ? '' : `_${currency}`}`];
}

function parseAttributes(given: URLSearchParams): Attribute[] {
  const names = distinct([...given.keys()].filter((key) => key.startsWith('a.') && key.length > 2));
  let left = maxAttributeValues;
  return names.slice(0, maxNames).flatMap((key) => {
    const values = distinct(given.getAll(key)).slice(0, left);
    left -= values.length;
    return values.length > 0 ? [{ name: key.slice(2), values }] : [];
  });
}

function parseScore(text: string | null): number | null {
  if (text === null || !scorePattern.test(text)) return null;
  const score = Number(text);
  return Math.abs(score) > 1 ? null : score + 0;
}

function distinct(values: readonly string[]): string[] {
  return [...new Set(values.filter((value) => value !== '' && value.length <= maxLength))];
}

function meantBy<Value>(table: Readonly<Record<string, Value>>, key: string | null): Value | undefined {
  return key !== null && Object.hasOwn(table, key) ? table[key] : undefined;
}

function keyOf<Value>(table: Readonly<Record<string, Value>>, value: Value | null): string | undefined {
  return Object.entries(table).find(([, one]) => one === value)?.[0];
}
