import type { Product, ProductFilter, ProductPage } from '../catalog/types.ts';
import { builder } from './builder.ts';
import { connectionComplexity, countedByConnection, pageOf } from './connection.ts';
import { ProductRef } from './product.ts';
import { filterOf, ProductFilterInput, ProductKeyInput, productKeyOf } from './product-inputs.ts';

/** A page, and the filter it is of, so that the whole can be counted when that is asked for. */
interface ListedPage extends ProductPage {
  readonly filter: ProductFilter | undefined;
}

const ProductEdgeRef = builder.objectRef<ProductPage['edges'][number]>('ProductEdge').implement({
  description: 'A product of the list, and where it stands.',
  fields: (t) => ({
    cursor: t.exposeString('cursor', { description: '`after` it begins the next page.' }),
    node: t.expose('product', { type: ProductRef }),
  }),
});

const ProductConnectionRef = builder.objectRef<ListedPage>('ProductConnection').implement({
  description: 'A page of products.',
  fields: (t) => ({
    edges: t.field({
      type: [ProductEdgeRef],
      complexity: countedByConnection,
      resolve: ({ edges }) => [...edges],
    }),
    nodes: t.field({
      type: [ProductRef],
      complexity: countedByConnection,
      resolve: ({ edges }): Product[] => edges.map(({ product }) => product),
    }),
    pageInfo: t.field({
      type: builder.pageInfoRef(),
      resolve: ({ edges, hasNextPage, hasPreviousPage }) => ({
        hasNextPage,
        hasPreviousPage,
        startCursor: edges[0]?.cursor ?? null,
        endCursor: edges.at(-1)?.cursor ?? null,
      }),
    }),
    totalCount: t.int({
      description: 'How many products pass the filter, on all pages.',
      complexity: 20,
      resolve: ({ filter }, _args, { parts }) => parts.catalog.countProducts(filter),
    }),
  }),
});

const ProductOrderEnum = builder.enumType('ProductOrder', {
  description: 'What comes first in a list of products.',
  values: {
    NEWEST: { description: 'The product that was created last.' },
    OLDEST: { description: 'The product that was created first.' },
    TITLE: { description: 'By the beginning of the title, whatever its case.' },
    PRICE_ASC: { description: 'The cheapest first, whatever the currency; without a price last.' },
    PRICE_DESC: { description: 'The dearest first, whatever the currency; without a price last.' },
  } as const,
});

builder.queryField('product', (t) =>
  t.field({
    type: ProductRef,
    nullable: true,
    description: 'A product by its id or externalId; null where there is none.',
    args: { by: t.arg({ type: ProductKeyInput, required: true }) },
    resolve: (_root, { by }, { parts }) => parts.catalog.productBy(productKeyOf(by, ['by'])),
  }),
);

builder.queryField('products', (t) =>
  t.field({
    type: ProductConnectionRef,
    description: 'The catalogue, filtered, in pages of at most 100.',
    complexity: connectionComplexity,
    args: {
      first: t.arg.int({ defaultValue: 20, description: '1 to 100.' }),
      after: t.arg.string({ description: 'A cursor of an earlier page, in the same order.' }),
      filter: t.arg({ type: ProductFilterInput }),
      orderBy: t.arg({ type: ProductOrderEnum, defaultValue: 'NEWEST' }),
    },
    resolve: async (_root, args, { parts }) => {
      const filter = filterOf(args.filter);
      const page = await parts.catalog.products({
        ...pageOf(args),
        ...(filter && { filter }),
        ...(args.orderBy && { order: args.orderBy }),
      });
      return { ...page, filter };
    },
  }),
);
