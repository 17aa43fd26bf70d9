import type { Database } from '../database/database.ts';
import { VitrineError } from '../errors.ts';
import { combined, type WeightedVector } from './compose.ts';
import type { Embedded, Embeddings } from './embedded.ts';
import type { Facts } from './facts.ts';
import { excludedBy, partsOf, textOf } from './parts.ts';
import type { Question } from './question.ts';
import { findProducts, type ProductVector } from './stored-vectors.ts';
import type { Notice, SearchQuery } from './types.ts';

export interface ComposedNeeds {
  readonly database: Database;
  readonly embeddings: Embeddings;
  readonly facts: Facts;
}

/** A vector of a part; null where nothing of it is indexed yet. */
interface Part {
  readonly embedded: Embedded | null;
  readonly weight: number;
}

/**
 * The question that several parts ask together.
 * @throws {VitrineError} BAD_USER_INPUT where they cancel each other out; NOT_FOUND and what is wrong with a photo, with
 * the path of the part; MODEL_LOADING, MODEL_UNAVAILABLE
 */
export async function askedTogether(
  needs: ComposedNeeds,
  query: SearchQuery,
  signal?: AbortSignal,
): Promise<Question> {
  const products = await productsOf(needs, query);
  const parts = partsOf(
    query,
    products.map(({ found }) => found.id),
  );
  const [photo, ...others] = query.photos;
  const embedded = [...products, ...(await embeddedParts(needs, query, signal))];
  return {
    kind: 'COMPOSED',
    text: textOf(parts),
    productId: null,
    excluded: excludedBy(parts),
    titleVector: null,
    parts,
    ...(photo && others.length === 0 && photo.weight > 0 && { photo: photo.photo }),
    vector: together(embedded),
    notices: embedded.some((part) => part.embedded === null) ? [notIndexed] : [],
  };
}

/**
 * The products that a query names, in its order.
 * @throws {VitrineError} NOT_FOUND with the path of the product
 */
export async function productsNamed(
  database: Database,
  { products }: SearchQuery,
  index: Parameters<typeof findProducts>[2],
): Promise<ProductVector[]> {
  const found = await findProducts(
    database,
    products.map(({ product }) => product),
    index,
  );
  return found.map((product, at) => {
    if (product !== undefined) return product;
    const path = ['query', 'products', String(at), 'product'];
    throw new VitrineError('NOT_FOUND', `${path.join('.')}: there is no such product.`, { path });
  });
}

async function productsOf({ database, facts }: ComposedNeeds, query: SearchQuery) {
  if (query.products.length === 0) return [];
  const index = await facts.index();
  const found = await productsNamed(database, query, index);
  return query.products.map(({ weight }, at) => {
    const product = found[at];
    if (product === undefined) throw new Error('fewer products than were asked for');
    const { vector } = product;
    return { found: product, weight, embedded: vector && index && { values: vector, index } };
  });
}

/** One after the other, so that the bytes of one photo at a time are held. */
async function embeddedParts(
  { embeddings }: ComposedNeeds,
  { photos, texts }: SearchQuery,
  signal: AbortSignal | undefined,
): Promise<Part[]> {
  const parts: Part[] = [];
  for (const { text, weight } of texts) {
    parts.push({ weight, embedded: await embeddings.ofTextAlone(text, signal) });
  }
  for (const [at, { photo, weight }] of photos.entries()) {
    const path = ['query', 'photos', String(at)];
    parts.push({ weight, embedded: await embeddings.ofPhoto(photo, path, signal) });
  }
  return parts;
}

/** @returns null where nothing is left that results should be like */
function together(parts: readonly Part[]): Embedded | null {
  const weighted: WeightedVector[] = [];
  let index: Embedded['index'] | undefined;
  let photo: Embedded['photo'];
  for (const { embedded, weight } of parts) {
    if (embedded === null || weight === 0) continue;
    if (index !== undefined && embedded.index.modelId !== index.modelId) {
      throw new VitrineError('MODEL_LOADING', 'The model was just exchanged: ask again.', {
        retryAfterSeconds: 1,
      });
    }
    index = embedded.index;
    if (weight > 0) photo ??= embedded.photo;
    weighted.push({ vector: embedded.values, weight });
  }
  if (index === undefined || !weighted.some(({ weight }) => weight > 0)) return null;
  const values = combined(weighted);
  if (values !== undefined) return { values, index, photo };
  throw new VitrineError(
    'BAD_USER_INPUT',
    'query: its parts cancel each other out: give them other weights, or leave one out.',
    { path: ['query'] },
  );
}

const notIndexed: Notice = {
  code: 'INDEX_INCOMPLETE',
  message: 'A product of this question has no indexed picture yet, so it was searched without it.',
};
