/*
 * Parts of a question are put together as the weighted sum of their unit vectors, so that several parts are searched as
 * one is: by one vector, through the index, with cosines for scores. Taking off each kind's mean, spreading scores alike
 * and fusing ranks were measured beside it, and found less: docs/search.md, Questions of several parts.
 */

/** The unit vector of a part, and how much it counts; a negative weight pushes away. */
export interface WeightedVector {
  readonly vector: Float32Array;
  readonly weight: number;
}

/** Below this, parts have cancelled each other out and what is left is rounding. */
const minLength = 1e-3;

/** The unit vector of several parts together; undefined where they cancel each other out. */
export function combined(parts: readonly WeightedVector[]): Float32Array | undefined {
  const sum = new Float32Array(parts[0]?.vector.length ?? 0);
  let most = 0;
  for (const { vector, weight } of parts) {
    most = Math.max(most, Math.abs(weight));
    for (let i = 0; i < sum.length; i++) sum[i] = (sum[i] ?? 0) + weight * (vector[i] ?? 0);
  }
  const length = Math.hypot(...sum);
  // NaN where there is nothing at all
  if (!(length / most >= minLength)) return undefined;
  return sum.map((value) => value / length);
}
