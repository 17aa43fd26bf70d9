import type { PageInfoShape } from '@pothos/plugin-relay';
import type { Product, ProductImage } from '../catalog/types.ts';
import type { DuplicatesPage } from '../search/types.ts';
import { builder } from './builder.ts';
import { connectionComplexity, countedByConnection, pageOf } from './connection.ts';
import type { Loaders } from './context.ts';
import { ProductImageRef, ProductRef } from './product.ts';

interface Duplicate {
  readonly product: Product;
  readonly image: ProductImage;
  readonly score: number;
}

/** A group whose products are still there. */
interface Group {
  readonly products: readonly Duplicate[];
  readonly score: number;
}

interface Edge {
  readonly cursor: string;
  readonly node: Group;
}

interface Connection {
  readonly edges: readonly Edge[];
  readonly pageInfo: PageInfoShape;
}

/** Most groups are pairs. */
const productsPerGroup = 3;

const DuplicateProductRef = builder.objectRef<Duplicate>('DuplicateProduct').implement({
  description: 'A product of a group.',
  fields: (t) => ({
    product: t.expose('product', { type: ProductRef }),
    image: t.expose('image', {
      type: ProductImageRef,
      description: 'Its picture that is nearly the same as one of another product of the group.',
    }),
    score: t.exposeFloat('score', {
      description: 'Cosine similarity of these two pictures, the closest pair it is in; 1: the same file.',
    }),
  }),
});

const DuplicateGroupRef = builder.objectRef<Group>('DuplicateGroup').implement({
  description:
    'Products that hang together by pictures that are nearly the same: each is like another of them, not like all.',
  fields: (t) => ({
    products: t.field({
      type: [DuplicateProductRef],
      description: 'The oldest first, the others most alike first; at most 100.',
      complexity: { field: 1, multiplier: productsPerGroup },
      resolve: ({ products }) => [...products],
    }),
    score: t.exposeFloat('score', { description: "The lowest of its products' scores." }),
  }),
});

const DuplicateGroupEdgeRef = builder.objectRef<Edge>('DuplicateGroupEdge').implement({
  description: 'A group, and where it stands in the list.',
  fields: (t) => ({
    cursor: t.exposeString('cursor', { description: '`after` it the search goes on.' }),
    node: t.expose('node', { type: DuplicateGroupRef }),
  }),
});

const DuplicateGroupConnectionRef = builder.objectRef<Connection>('DuplicateGroupConnection').implement({
  description:
    'What was found within about two seconds: it may hold fewer groups than were asked for, even none, while hasNextPage says that there is more to look through; go on after endCursor.',
  fields: (t) => ({
    edges: t.field({
      type: [DuplicateGroupEdgeRef],
      complexity: countedByConnection,
      resolve: ({ edges }) => [...edges],
    }),
    nodes: t.field({
      type: [DuplicateGroupRef],
      complexity: countedByConnection,
      resolve: ({ edges }) => edges.map(({ node }) => node),
    }),
    pageInfo: t.expose('pageInfo', { type: builder.pageInfoRef() }),
  }),
});

/** The groups that are still groups: products may have been deleted since. */
async function edgesOf({ groups }: DuplicatesPage, { products, image }: Loaders): Promise<Edge[]> {
  const shown = groups.map(async ({ cursor, group }) => {
    const members = await Promise.all(
      group.products.map(async ({ productId, imageId, score }): Promise<Duplicate[]> => {
        const [product, picture] = await Promise.all([products.load(productId), image.load(imageId)]);
        return product === null || picture === null ? [] : [{ product, image: picture, score }];
      }),
    );
    const node = { products: members.flat(), score: group.score };
    return node.products.length < 2 ? [] : [{ cursor, node }];
  });
  return (await Promise.all(shown)).flat();
}

builder.queryField('duplicates', (t) =>
  t.field({
    type: DuplicateGroupConnectionRef,
    description:
      'Groups of products whose pictures are nearly the same, in the order of their oldest products, over pictures that have a vector. Each picture is compared with the 32 nearest of other products; a group of more than 100 products may be told in parts.',
    complexity: (args) => ({ ...connectionComplexity(args), field: 1000 }),
    args: {
      minScore: t.arg.float({
        defaultValue: 0.95,
        description: 'From which cosine similarity on two pictures are nearly the same: 0.5 to 1.',
      }),
      first: t.arg.int({ defaultValue: 20, description: '1 to 100.' }),
      after: t.arg.string({ description: 'endCursor of an earlier page.' }),
    },
    resolve: async (_root, { minScore, ...args }, { parts, loaders, signal }) => {
      const request = pageOf(args);
      const page = await parts.search.duplicates({ ...request, minScore: minScore ?? 0.95, signal });
      return {
        edges: await edgesOf(page, loaders),
        pageInfo: {
          hasNextPage: page.hasNextPage,
          hasPreviousPage: request.after !== undefined,
          startCursor: page.groups[0]?.cursor ?? null,
          endCursor: page.endCursor,
        },
      };
    },
  }),
);
