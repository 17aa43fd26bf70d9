import type { Facet, FacetValue } from '../search/types.ts';
import { builder } from './builder.ts';

const PriceBoundsRef = builder.objectRef<NonNullable<FacetValue['price']>>('PriceBounds').implement({
  description:
    'A range of prices, both bounds included; open where a bound is null. Filter by it as a PriceRange.',
  fields: (t) => ({
    min: t.field({ type: 'Decimal', nullable: true, resolve: ({ min }) => min }),
    max: t.field({ type: 'Decimal', nullable: true, resolve: ({ max }) => max }),
    currency: t.exposeString('currency'),
  }),
});

const FacetValueRef = builder.objectRef<FacetValue>('FacetValue').implement({
  description: 'A value that results have, and how many have it.',
  fields: (t) => ({
    value: t.exposeString('value', {
      description: 'For people; of columns and attributes also what to filter by.',
    }),
    count: t.exposeInt('count'),
    price: t.field({
      type: PriceBoundsRef,
      nullable: true,
      description: 'Of the facet price: its range.',
      resolve: ({ price }) => price,
    }),
  }),
});

export const FacetRef = builder.objectRef<Facet>('Facet').implement({
  description:
    'What results have, to narrow a search by. A facet that is filtered by is counted without that part of the filter, so that a chosen value does not hide its siblings.',
  fields: (t) => ({
    name: t.exposeString('name', { description: 'category, brand, inStock, price, or attributes.NAME.' }),
    counted: t.exposeInt('counted', {
      description:
        'Over how many products: the nearest 1,000, and those that the words found, or all where fewer pass.',
    }),
    values: t.field({
      type: [FacetValueRef],
      description: 'At most 100, the commonest first; of price, rising ranges.',
      resolve: ({ values }) => [...values],
    }),
  }),
});
