import { createRandom } from './random.ts';
import { normalize } from './vectors.ts';

export interface SyntheticProduct {
  readonly externalId: string;
  readonly title: string;
  readonly brand: string;
  readonly category: string;
  readonly priceCents: number;
}

/** A catalogue without pictures: products and the vectors that their pictures would have. */
export interface SyntheticCatalogue {
  readonly dimensions: number;
  readonly products: readonly SyntheticProduct[];
  /** The unit vector of the product at `index`, a view. */
  vector(index: number): Float32Array;
}

/** What the search bench narrows down to, with the share of the catalogue that passes. */
export const filters = {
  'no filter': { graphql: null, passes: () => true },
  '10 %': {
    graphql: { price: { max: '99.99' } },
    passes: ({ priceCents }: SyntheticProduct) => priceCents <= 9999,
  },
  '1 %': {
    graphql: { price: { max: '9.99' } },
    passes: ({ priceCents }: SyntheticProduct) => priceCents <= 999,
  },
  '0.1 %': {
    graphql: { price: { max: '0.99' } },
    passes: ({ priceCents }: SyntheticProduct) => priceCents <= 99,
  },
  // a category is a tenth of all clusters, so that either all that is near passes, or nothing
  correlated: {
    graphql: { category: ['Lamp'] },
    passes: ({ category }: SyntheticProduct) => category === 'Lamp',
  },
} as const;

const clusters = 2000;
const brands = 200;
const dearestCents = 100_000;
/** How far the pictures of a cluster lie from its middle: two of one cluster have a cosine near .67. */
const spread = 0.7;
const kinds = ['Shoe', 'Bag', 'Lamp', 'Chair', 'Watch', 'Mug', 'Jacket', 'Bike', 'Guitar', 'Camera'];
const colours = ['red', 'blue', 'green', 'black', 'white', 'yellow', 'brown', 'grey'];

/**
 * The same catalogue for the same arguments: vectors in 2,000 clusters on the unit sphere, categories following the
 * clusters, brands and prices independent of them, so that a filter cuts across every neighbourhood.
 */
export function createCatalogue(count: number, dimensions: number): SyntheticCatalogue {
  const random = createRandom(20_261_121);
  const middles = new Float32Array(clusters * dimensions);
  for (let at = 0; at < middles.length; at++) middles[at] = random.normal();
  for (let cluster = 0; cluster < clusters; cluster++) {
    normalize(middles.subarray(cluster * dimensions, (cluster + 1) * dimensions));
  }

  const vectors = new Float32Array(count * dimensions);
  const noise = spread / Math.sqrt(dimensions);
  const vector = (index: number) => vectors.subarray(index * dimensions, (index + 1) * dimensions);
  const products = Array.from({ length: count }, (_, index): SyntheticProduct => {
    const cluster = Math.floor(random.uniform() * clusters);
    const target = vector(index);
    for (let at = 0; at < dimensions; at++) {
      target[at] = (middles[cluster * dimensions + at] ?? 0) + noise * random.normal();
    }
    normalize(target);
    const kind = kinds[cluster % kinds.length] ?? '';
    const colour = colours[Math.floor(random.uniform() * colours.length)] ?? '';
    return {
      externalId: `bench-${index}`,
      title: `${kind} ${colour} no. ${index}`,
      brand: `Brand ${Math.floor(random.uniform() * brands)}`,
      category: kind,
      priceCents: 1 + Math.floor(random.uniform() * dearestCents),
    };
  });
  return { dimensions, products, vector };
}

/** The externalIds of the `count` products nearest to the one at `index`, itself left out: every one is compared. */
export function nearestExactly(
  catalogue: SyntheticCatalogue,
  index: number,
  count: number,
  passes: (product: SyntheticProduct) => boolean,
): string[] {
  const { products, dimensions } = catalogue;
  const query = catalogue.vector(index);
  const scored: { externalId: string; score: number }[] = [];
  for (const [other, product] of products.entries()) {
    if (other === index || !passes(product)) continue;
    const candidate = catalogue.vector(other);
    let score = 0;
    for (let at = 0; at < dimensions; at++) score += (query[at] ?? 0) * (candidate[at] ?? 0);
    scored.push({ externalId: product.externalId, score });
  }
  return scored
    .sort((a, b) => b.score - a.score)
    .slice(0, count)
    .map(({ externalId }) => externalId);
}
