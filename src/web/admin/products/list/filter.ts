import type { ImageIndexState, IndexingErrorCode, ProductFilter, ProductOrder } from '../../gql/graphql.ts';

export const states = ['INDEXED', 'PENDING', 'FAILED'] as const satisfies readonly ImageIndexState[];

export const reasons = [
  'BLOCKED_ADDRESS',
  'CORRUPT',
  'FORBIDDEN',
  'MODEL_FAILED',
  'NOT_FOUND',
  'TIMEOUT',
  'TOO_LARGE',
  'UNREACHABLE',
  'UNSUPPORTED_FORMAT',
] as const satisfies readonly IndexingErrorCode[];

export const orders = [
  'NEWEST',
  'OLDEST',
  'TITLE',
  'PRICE_ASC',
  'PRICE_DESC',
] as const satisfies readonly ProductOrder[];

/** Which products the list shows, and in what order: what its address says. */
export interface ListFilter {
  readonly words: string;
  readonly state: ImageIndexState | null;
  readonly failure: IndexingErrorCode | null;
  readonly hasPictures: boolean | null;
  /** The beginning of one. */
  readonly category: string;
  readonly brand: string;
  readonly inStock: boolean | null;
  readonly order: ProductOrder;
}

export const everything: ListFilter = {
  words: '',
  state: null,
  failure: null,
  hasPictures: null,
  category: '',
  brand: '',
  inStock: null,
  order: 'NEWEST',
};

/** Reads an address; what it does not know in it counts for nothing. */
export function readFilter(params: URLSearchParams): ListFilter {
  const yesNo = (name: string) => {
    const value = params.get(name);
    return value === 'yes' ? true : value === 'no' ? false : null;
  };
  return {
    words: params.get('q') ?? '',
    state: oneOf(states, params.get('state')),
    failure: oneOf(reasons, params.get('failure')),
    hasPictures: yesNo('pictures'),
    category: params.get('category') ?? '',
    brand: params.get('brand') ?? '',
    inStock: yesNo('stock'),
    order: oneOf(orders, params.get('order')) ?? everything.order,
  };
}

/** The same as an address, without what is as ever. */
export function writeFilter(filter: ListFilter): URLSearchParams {
  const yesNo = (value: boolean | null) => (value === null ? '' : value ? 'yes' : 'no');
  const values = {
    q: filter.words,
    state: filter.state ?? '',
    failure: filter.failure ?? '',
    pictures: yesNo(filter.hasPictures),
    category: filter.category,
    brand: filter.brand,
    stock: yesNo(filter.inStock),
    order: filter.order === everything.order ? '' : filter.order,
  };
  return new URLSearchParams(Object.entries(values).filter(([, value]) => value !== ''));
}

/** How many conditions it sets; the order is none. */
export function conditions(filter: ListFilter): number {
  return [...writeFilter({ ...filter, order: everything.order })].length;
}

/** The filter as the API takes it. */
export function apiFilter(filter: ListFilter): ProductFilter {
  const words = filter.words.trim();
  const category = filter.category.trim();
  const brand = filter.brand.trim();
  return {
    ...(words && { query: words }),
    ...(filter.state && { indexing: [filter.state] }),
    ...(filter.failure && { failure: [filter.failure] }),
    ...(filter.hasPictures !== null && { hasImages: filter.hasPictures }),
    ...(category && { categoryStartsWith: [category] }),
    ...(brand && { brand: [brand] }),
    ...(filter.inStock !== null && { inStock: filter.inStock }),
  };
}

/** The choice of a list that has this value. */
export function oneOf<Choice extends string>(
  choices: readonly Choice[],
  value: string | null,
): Choice | null {
  return choices.find((choice) => choice === value) ?? null;
}
