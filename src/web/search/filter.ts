import type { ProductFilter, SearchOptions } from './gql/graphql.ts';
import type { Attribute, Range, View } from './view.ts';

/** What a view asks the API to leave out; null where nothing is. */
export function filterOf({
  categories,
  brands,
  inStock,
  ranges,
  price,
  attributes,
}: View): ProductFilter | null {
  const filter: ProductFilter = {
    ...(categories.length > 0 && { category: [...categories] }),
    ...(brands.length > 0 && { brand: [...brands] }),
    ...(inStock && { inStock }),
    ...(ranges.length > 0 && { priceRanges: ranges.map(asInput) }),
    ...(price && { price: asInput(price) }),
    ...(attributes.length > 0 && {
      attributes: attributes.map(({ name, values }) => ({ name, values: [...values] })),
    }),
  };
  return Object.keys(filter).length > 0 ? filter : null;
}

/** How a view asks the API to put the answer together; null: as it does by itself. */
export function optionsOf({ order, match, score, folded }: View): SearchOptions | null {
  const options: SearchOptions = {
    ...(order !== 'RELEVANCE' && { orderBy: order }),
    ...(match !== null && { minMatch: match }),
    ...(score !== null && { minScore: score }),
    ...(folded && { collapseDuplicates: true }),
  };
  return Object.keys(options).length > 0 ? options : null;
}

/** One thing that is chosen, and the view without it. */
export type Choice =
  | { readonly kind: 'value'; readonly facet: string; readonly value: string; readonly without: View }
  | { readonly kind: 'range'; readonly range: Range; readonly without: View }
  | { readonly kind: 'inStock'; readonly without: View };

/** Everything that narrows the results, to be taken away one by one. */
export function choicesOf(view: View): Choice[] {
  const value = (facet: string) => (one: string) =>
    ({ kind: 'value', facet, value: one, without: toggled(view, facet, one) }) as const;
  return [
    ...view.categories.map(value('category')),
    ...view.brands.map(value('brand')),
    ...(view.inStock ? [{ kind: 'inStock', without: { ...view, inStock: false } } as const] : []),
    ...view.ranges.map((range) => ({ kind: 'range', range, without: withRange(view, range) }) as const),
    ...(view.price ? [{ kind: 'range', range: view.price, without: { ...view, price: null } } as const] : []),
    ...view.attributes.flatMap(({ name, values }) => values.map(value(`attributes.${name}`))),
  ];
}

/** The view without anything that narrows it by what products are. */
export function withoutFilter(view: View): View {
  return {
    ...view,
    categories: [],
    brands: [],
    inStock: false,
    ranges: [],
    price: null,
    attributes: [],
  };
}

const attributePrefix = 'attributes.';

/** The view with a facet's value chosen, or no more. */
export function toggled(view: View, facet: string, value: string): View {
  if (facet === 'category') return { ...view, categories: flipped(view.categories, value) };
  if (facet === 'brand') return { ...view, brands: flipped(view.brands, value) };
  if (facet === 'inStock') return { ...view, inStock: !view.inStock };
  if (!facet.startsWith(attributePrefix)) return view;
  return {
    ...view,
    attributes: flippedAttribute(view.attributes, facet.slice(attributePrefix.length), value),
  };
}

/** What is chosen of a facet that has values. */
export function chosenValues(view: View, facet: string): readonly string[] {
  if (facet === 'category') return view.categories;
  if (facet === 'brand') return view.brands;
  return view.attributes.find(({ name }) => `${attributePrefix}${name}` === facet)?.values ?? [];
}

/** The view with a range chosen, or no more. */
export function withRange(view: View, range: Range): View {
  const others = view.ranges.filter((one) => !isSame(one, range));
  return { ...view, ranges: others.length < view.ranges.length ? others : [...view.ranges, range] };
}

export function isSame(one: Range, other: Range): boolean {
  return one.min === other.min && one.max === other.max && one.currency === other.currency;
}

function flipped(values: readonly string[], value: string): string[] {
  return values.includes(value) ? values.filter((one) => one !== value) : [...values, value];
}

function flippedAttribute(attributes: readonly Attribute[], name: string, value: string): Attribute[] {
  if (!attributes.some((one) => one.name === name)) return [...attributes, { name, values: [value] }];
  return attributes.flatMap((one) => {
    const values = one.name === name ? flipped(one.values, value) : one.values;
    return values.length > 0 ? [{ name: one.name, values }] : [];
  });
}

function asInput({ min, max, currency }: Range) {
  return { ...(min && { min }), ...(max && { max }), ...(currency && { currency }) };
}
