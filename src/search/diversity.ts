import { dot } from './dot.ts';
import type { Turns } from './turns.ts';

/** How many results are spread; what comes after them stays in order. */
export const spreadDepth = 200;

/** How slowly relevance falls with the place: it is halved at this one, as in the fusion of rankings. */
const halfPlace = 60;

/**
 * Maximal marginal relevance (Carbonell and Goldstein, The Use of MMR, SIGIR 1998): the next result is the one with
 * the most λ · relevance − (1 − λ) · likeness, its cosine to the likest of those chosen, with λ = 1 − diversity.
 * Relevance is taken from a result's place, since scores of photos, of words and of fused rankings spread differently.
 * The first result stays first, and one without a vector stays where it is.
 * @param vectors of unit length, one for each result, best first
 * @param diversity 0 to 1
 * @returns the places of the results, from 0, in their new order
 */
export async function spread(
  vectors: readonly (Float32Array | undefined)[],
  diversity: number,
  turns: Turns,
): Promise<number[]> {
  const order = vectors.map((_vector, place) => place);
  const left = vectors.flatMap((vector, place) =>
    vector ? [{ vector, place, relevance: halfPlace / (halfPlace + place), likeness: -1 }] : [],
  );
  const slots = left.map(({ place }) => place);
  for (const slot of slots) {
    if (slot >= spreadDepth) break;
    let [bestAt, most] = [0, -Infinity];
    for (const [at, { relevance, likeness }] of left.entries()) {
      const worth = (1 - diversity) * relevance - diversity * likeness;
      if (worth > most) [bestAt, most] = [at, worth];
    }
    const [chosen] = left.splice(bestAt, 1);
    if (chosen === undefined) break;
    order[slot] = chosen.place;
    for (const other of left) other.likeness = Math.max(other.likeness, dot(other.vector, chosen.vector));
    await turns.pause();
  }
  const rest = slots.slice(slots.length - left.length);
  for (const [at, slot] of rest.entries()) order[slot] = left[at]?.place ?? slot;
  return order;
}
