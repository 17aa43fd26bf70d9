import { dot } from './dot.ts';

/** Components that are compared before it is looked whether the rest can still matter. */
const blockSize = 32;
/** Room for what single precision rounds away. */
const roundingSlack = 1e-5;

/** A unit vector, made ready for being compared with many that are mostly unlike it. */
export interface Comparable {
  readonly vector: Float32Array;
  /** The length of what is left of it from each block on. */
  readonly tails: Float32Array;
}

export function comparable(vector: Float32Array): Comparable {
  const blocks = Math.ceil(vector.length / blockSize);
  const tails = new Float32Array(blocks + 1);
  let sum = 0;
  for (let block = blocks - 1; block >= 0; block--) {
    const part = vector.subarray(block * blockSize, (block + 1) * blockSize);
    sum += dot(part, part);
    tails[block] = Math.sqrt(sum);
  }
  return { vector, tails };
}

/**
 * The cosine of two unit vectors where it reaches a bound; undefined where it does not. Most don't, and that shows
 * early: what is left of the sum can't be more than the product of what is left of the lengths (Cauchy-Schwarz).
 */
export function cosineFrom(bound: number, a: Comparable, b: Comparable): number | undefined {
  let sum = 0;
  for (let start = 0, block = 0; start < a.vector.length; start += blockSize, block++) {
    if (sum + (a.tails[block] ?? 0) * (b.tails[block] ?? 0) < bound - roundingSlack) return undefined;
    const end = Math.min(start + blockSize, a.vector.length);
    for (let i = start; i < end; i++) sum += (a.vector[i] ?? 0) * (b.vector[i] ?? 0);
  }
  return sum >= bound ? sum : undefined;
}
