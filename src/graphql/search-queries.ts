import type { Region } from '../search/types.ts';
import { builder } from './builder.ts';
import { defaultPageSize } from './limits.ts';
import { localId } from './node.ts';
import { ProductRef } from './product.ts';
import { ProductFilterInput, ProductKeyInput, productKeyOf } from './product-inputs.ts';
import { SearchRef, SearchResultConnectionRef, searchComplexity } from './search.ts';
import { type Edge, edgesOf, RegionRef, regionComplexity, SearchResultEdgeRef } from './search-edges.ts';
import { SearchOptions, searchRequestOf } from './search-inputs.ts';
import { onlyPhotoOf, PhotoQuery, SearchQueryInput, searchQueryOf } from './search-parts.ts';

builder.queryFields((t) => {
  const pageArguments = {
    filter: t.arg({ type: ProductFilterInput }),
    options: t.arg({ type: SearchOptions }),
    first: t.arg.int({ defaultValue: 20, description: '1 to 100.' }),
    after: t.arg.string({
      description: 'A cursor of an earlier page of the same search, under the same filter and options.',
    }),
  };
  return {
    searchByImage: t.field({
      type: SearchResultConnectionRef,
      description: 'Products whose pictures are nearest to a photo. Later pages: search(id).results.',
      complexity: searchComplexity,
      args: { photo: t.arg({ type: PhotoQuery, required: true }), ...pageArguments },
      resolve: (_root, { photo, ...args }, context) =>
        context.parts.search.byImage(onlyPhotoOf(photo, context), searchRequestOf(args, context)),
    }),
    searchByText: t.field({
      type: SearchResultConnectionRef,
      description:
        'Products that have the words, whose pictures show what they say, or whose titles and descriptions mean it, ranked together. While there is no model: products that have the words.',
      complexity: searchComplexity,
      args: {
        text: t.arg.string({ required: true, description: '1 to 1,000 characters.' }),
        ...pageArguments,
      },
      resolve: (_root, { text, ...args }, context) =>
        context.parts.search.byText(text, searchRequestOf(args, context)),
    }),
    similarProducts: t.field({
      type: SearchResultConnectionRef,
      description: "Products whose pictures are nearest to a product's main picture, itself left out.",
      complexity: searchComplexity,
      args: { to: t.arg({ type: ProductKeyInput, required: true }), ...pageArguments },
      resolve: (_root, { to, ...args }, context) =>
        context.parts.search.similar(productKeyOf(to, ['to']), searchRequestOf(args, context)),
    }),
    searchBy: t.field({
      type: SearchResultConnectionRef,
      description:
        'Products whose pictures are nearest to several photos, words and products together, each with its weight; products that are part of the question are left out.',
      complexity: searchComplexity,
      args: { query: t.arg({ type: SearchQueryInput, required: true }), ...pageArguments },
      resolve: (_root, { query, ...args }, context) =>
        context.parts.search.by(searchQueryOf(query, context), searchRequestOf(args, context)),
    }),
  };
});

interface PhotoRegion {
  readonly region: Region;
  readonly best: Edge;
}

const PhotoRegionRef = builder.objectRef<PhotoRegion>('PhotoRegion').implement({
  description: 'A part of a photo, and what matches it best.',
  fields: (t) => ({
    region: t.expose('region', { type: RegionRef }),
    best: t.expose('best', { type: SearchResultEdgeRef }),
  }),
});

builder.queryField('searchRegions', (t) =>
  t.field({
    type: [PhotoRegionRef],
    description:
      'Up to five parts of a photo that each match something at least RELATED, the strongest first: what to offer as a crop to search with. Takes as long as some 100 photos; one photo at a time is looked through.',
    complexity: { field: 5000, multiplier: 5 },
    args: { photo: t.arg({ type: PhotoQuery, required: true }) },
    resolve: async (_root, { photo }, context, info) => {
      const { signal, loaders, parts } = context;
      const found = await parts.search.regions(onlyPhotoOf(photo, context), signal);
      const edges = await Promise.all(found.map(({ answer }) => edgesOf(answer, loaders, info)));
      return found.flatMap(({ region }, at) => (edges[at] ?? []).map((best) => ({ region, best })));
    },
  }),
);

builder.queryField('matchedRegion', (t) =>
  t.field({
    type: RegionRef,
    nullable: true,
    description:
      'Where in a photo a product is, found without a search: what matchedRegion of a result tells. Takes as long as some 90 photos; one photo at a time is looked through. Null where no picture of the product is indexed.',
    // one look through a photo, as much as a page of results asks for
    complexity: regionComplexity * defaultPageSize,
    args: {
      photo: t.arg({ type: PhotoQuery, required: true }),
      product: t.arg({ type: ProductKeyInput, required: true }),
    },
    resolve: (_root, { photo, product }, context) =>
      context.parts.search.matchedRegion(
        onlyPhotoOf(photo, context),
        productKeyOf(product, ['product']),
        context.signal,
      ),
  }),
);

builder.queryField('search', (t) =>
  t.field({
    type: SearchRef,
    nullable: true,
    description: 'A search that was asked before; null where there is none.',
    args: { id: t.arg.id({ required: true }) },
    resolve: (_root, { id }, { parts }) => parts.search.find(localId('Search', id, ['id'])),
  }),
);

builder.objectField(ProductRef, 'similar', (t) =>
  t.field({
    type: SearchResultConnectionRef,
    description:
      "Products whose pictures are nearest to this one's, itself left out; its first page alone. To page, use similarProducts.",
    complexity: searchComplexity,
    args: {
      first: t.arg.int({ defaultValue: 12, description: '1 to 100.' }),
      filter: t.arg({ type: ProductFilterInput }),
      options: t.arg({ type: SearchOptions }),
    },
    resolve: ({ id }, args, context) =>
      context.parts.search.similar({ id }, searchRequestOf(args, context), { remember: false }),
  }),
);
