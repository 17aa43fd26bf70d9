import type { Database } from '../database/database.ts';
import { decodeVector } from '../database/vectors.ts';
import type { IndexFacts } from './facts.ts';
import type { Ranked } from './ranking.ts';
import { candidateVectors } from './statements/candidates.ts';
import type { Turns } from './turns.ts';

/**
 * The vector of each candidate's picture that matched best, of its main one where no picture matched; undefined where
 * it has none. In one statement.
 */
export async function vectorsOfCandidates(
  { kysely, vectors: storage }: Database,
  { table }: IndexFacts,
  ranked: readonly Ranked[],
  turns: Turns,
): Promise<readonly (Float32Array | undefined)[]> {
  const imageIds = ranked.flatMap(({ imageId }) => (imageId === null ? [] : [imageId]));
  const productIds = ranked.flatMap(({ imageId, productId }) => (imageId === null ? [productId] : []));
  const { rows } = await candidateVectors({ table, storage, imageIds, productIds }).execute(kysely);
  const found = new Map<bigint, Float32Array>();
  for (const { product_id, v } of rows) {
    found.set(product_id, decodeVector(v));
    await turns.pause();
  }
  return ranked.map(({ productId }) => found.get(productId));
}
