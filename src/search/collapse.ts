import { type Comparable, comparable, cosineFrom } from './cosine-bound.ts';
import type { Ranked } from './ranking.ts';
import type { Turns } from './turns.ts';

/** How many variants a result shows. */
const maxVariants = 20;

interface Leader {
  readonly ranked: Ranked;
  readonly vector: Float32Array | undefined;
  readonly variants: bigint[];
}

/**
 * Folds each result into the best-ranked one before it whose picture is nearly the same (leader clustering: Hartigan,
 * Clustering Algorithms, 1975, chapter 3). What remains keeps its order; results without a vector stay as they are.
 * @param vectors of unit length, one for each result
 * @param bound the cosine from which on two pictures count as the same
 */
export async function collapse(
  ranked: readonly Ranked[],
  vectors: readonly (Float32Array | undefined)[],
  bound: number,
  turns: Turns,
): Promise<{ readonly ranked: Ranked[]; readonly vectors: (Float32Array | undefined)[] }> {
  const leaders: Leader[] = [];
  const compared: { readonly leader: Leader; readonly seen: Comparable }[] = [];
  for (const [at, one] of ranked.entries()) {
    await turns.pause();
    const vector = vectors[at];
    if (vector === undefined) {
      leaders.push({ ranked: one, vector, variants: [] });
      continue;
    }
    const seen = comparable(vector);
    const same = compared.find((other) => cosineFrom(bound, seen, other.seen) !== undefined);
    if (same !== undefined) {
      if (same.leader.variants.length < maxVariants) same.leader.variants.push(one.productId);
      continue;
    }
    const leader: Leader = { ranked: one, vector, variants: [] };
    leaders.push(leader);
    compared.push({ leader, seen });
  }
  return {
    ranked: leaders.map(({ ranked: leader, variants }) => ({ ...leader, variants })),
    vectors: leaders.map(({ vector }) => vector),
  };
}
