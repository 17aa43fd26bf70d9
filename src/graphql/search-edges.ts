import type { GraphQLResolveInfo } from 'graphql';
import type { Product } from '../catalog/types.ts';
import type { Ranks, Region, SearchAnswer, SearchHit } from '../search/types.ts';
import { builder } from './builder.ts';
import { countedByConnection } from './connection.ts';
import type { Loaders } from './context.ts';
import { ProductImageRef, ProductRef } from './product.ts';
import { MatchStrengthEnum } from './search-inputs.ts';
import { asksFor } from './selection.ts';

/** A result whose product is still there. */
export interface Edge {
  readonly hit: SearchHit;
  readonly product: Product;
  readonly answer: SearchAnswer;
}

/** Of what a page's regions cost, the part of one result: the photo is looked through once for all of them. */
export const regionComplexity = 100;

const RanksRef = builder.objectRef<Ranks>('Ranks').implement({
  description:
    'Why a result stands where it does: its place in each ranking, from 1; null where it is not in it.',
  fields: (t) => ({
    vector: t.exposeInt('vector', { nullable: true, description: 'By its pictures.' }),
    text: t.exposeInt('text', { nullable: true, description: 'By its words.' }),
    titles: t.exposeInt('titles', {
      nullable: true,
      description: 'By the meaning of its title and description.',
    }),
    fused: t.exposeInt('fused', { description: 'In this answer.' }),
  }),
});

export const RegionRef = builder.objectRef<Region>('Region').implement({
  description:
    'A part of a photo, upright and before it is rotated: fractions of its width and height, as a Crop takes them.',
  fields: (t) => ({
    x: t.exposeFloat('x', { description: 'Of its left edge.' }),
    y: t.exposeFloat('y', { description: 'Of its upper edge.' }),
    width: t.exposeFloat('width'),
    height: t.exposeFloat('height'),
    strength: t.exposeFloat('strength', { description: 'Cosine similarity of this part alone, -1 to 1.' }),
  }),
});

export const SearchResultEdgeRef = builder.objectRef<Edge>('SearchResultEdge').implement({
  description: 'A product of an answer, and how well it fits.',
  fields: (t) => ({
    cursor: t.string({
      description: 'Where this result stands: `after` it begins the next page.',
      resolve: async ({ hit, answer }) => {
        await answer.saved();
        return hit.cursor;
      },
    }),
    node: t.expose('product', { type: ProductRef }),
    score: t.float({
      nullable: true,
      description: 'Cosine similarity, -1 to 1; null for a result found by words alone.',
      resolve: ({ hit }) => hit.score,
    }),
    match: t.field({
      type: MatchStrengthEnum,
      nullable: true,
      description:
        'How strong the match is; null for a result found by words alone, one less than WEAK, or a catalogue too small to tell.',
      resolve: ({ hit }) => hit.match,
    }),
    ranks: t.field({ type: RanksRef, resolve: ({ hit }) => hit.ranks }),
    variants: t.field({
      type: [ProductRef],
      description: 'Near-duplicates that were folded into this result, where that was asked for.',
      complexity: countedByConnection,
      resolve: async ({ hit }, _args, { loaders }) => {
        const found = await Promise.all(hit.variants.map((id) => loaders.products.load(id)));
        return found.flatMap((product) => (product === null ? [] : [product]));
      },
    }),
    image: t.field({
      type: ProductImageRef,
      nullable: true,
      description: 'The picture that matched best; null for a result found by words alone.',
      resolve: ({ hit }, _args, { loaders }) =>
        hit.imageId === null ? null : loaders.image.load(hit.imageId),
    }),
    matchedRegion: t.field({
      type: RegionRef,
      nullable: true,
      description:
        'Where in the photo that was searched with the match is. Looked for when it is asked for, which takes as long as some 90 photos; null where the search is not of one photo, was asked before, or for a result found by words alone.',
      complexity: regionComplexity,
      resolve: ({ hit, answer }) => answer.matchedRegion(hit),
    }),
  }),
});

/** The results whose products are still there: a remembered answer may name some that were deleted since. */
export async function edgesOf(
  answer: SearchAnswer,
  { products, images }: Loaders,
  info: GraphQLResolveInfo,
): Promise<Edge[]> {
  // read beside the products instead of after them; where it fails, whoever asks for a picture is told
  if (asksFor(info, ['mainImage', 'images'])) {
    for (const { productId } of answer.hits) images.load(productId).catch(() => {});
  }
  const found = await Promise.all(answer.hits.map(({ productId }) => products.load(productId)));
  return answer.hits.flatMap((hit, at) => {
    const product = found[at];
    return product ? [{ hit, product, answer }] : [];
  });
}
