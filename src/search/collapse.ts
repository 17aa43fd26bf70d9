import { dot } from './dot.ts';
import type { Ranked } from './ranking.ts';
import type { Turns } from './turns.ts';

/** How many variants a result shows. */
const maxVariants = 20;
/** Components that are compared before it is looked whether the rest can still matter. */
const blockSize = 32;

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
  const compared: { readonly leader: Leader; readonly tails: Float32Array; readonly vector: Float32Array }[] =
    [];
  for (const [at, one] of ranked.entries()) {
    await turns.pause();
    const vector = vectors[at];
    if (vector === undefined) {
      leaders.push({ ranked: one, vector, variants: [] });
      continue;
    }
    const tails = tailLengths(vector);
    const same = compared.find((other) => isAtLeast(bound, vector, tails, other.vector, other.tails));
    if (same !== undefined) {
      if (same.leader.variants.length < maxVariants) same.leader.variants.push(one.productId);
      continue;
    }
    const leader: Leader = { ranked: one, vector, variants: [] };
    leaders.push(leader);
    compared.push({ leader, tails, vector });
  }
  return {
    ranked: leaders.map(({ ranked: leader, variants }) => ({ ...leader, variants })),
    vectors: leaders.map(({ vector }) => vector),
  };
}

/** The length of what is left of a vector from each block on. */
function tailLengths(vector: Float32Array): Float32Array {
  const blocks = Math.ceil(vector.length / blockSize);
  const lengths = new Float32Array(blocks + 1);
  let sum = 0;
  for (let block = blocks - 1; block >= 0; block--) {
    const part = vector.subarray(block * blockSize, (block + 1) * blockSize);
    sum += dot(part, part);
    lengths[block] = Math.sqrt(sum);
  }
  return lengths;
}

/** Room for what single precision rounds away. */
const roundingSlack = 1e-5;

/**
 * Whether a cosine reaches a bound. Most don't, and that shows early: what is left of the sum can't be more than the
 * product of what is left of the lengths (Cauchy-Schwarz).
 */
function isAtLeast(
  bound: number,
  a: Float32Array,
  aTails: Float32Array,
  b: Float32Array,
  bTails: Float32Array,
): boolean {
  let sum = 0;
  for (let start = 0, block = 0; start < a.length; start += blockSize, block++) {
    if (sum + (aTails[block] ?? 0) * (bTails[block] ?? 0) < bound - roundingSlack) return false;
    const end = Math.min(start + blockSize, a.length);
    for (let i = start; i < end; i++) sum += (a[i] ?? 0) * (b[i] ?? 0);
  }
  return sum >= bound;
}
