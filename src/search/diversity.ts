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
    vector ? [{ vector, place, relevance: halfPlace / (halfPlace + place), likeness: -1, compared: 0 }] : [],
  );
  const slots = left.map(({ place }) => place);
  const chosen: Float32Array[] = [];
  const worthOf = ({ relevance, likeness }: (typeof left)[number]) =>
    (1 - diversity) * relevance - diversity * likeness;
  for (const slot of slots) {
    if (slot >= spreadDepth) break;
    let [bestAt, most] = [-1, -Infinity];
    for (const [at, one] of left.entries()) {
      // likeness only grows, so one that was worth too little before it is compared with the newest is worth less now
      if (worthOf(one) <= most) continue;
      for (; one.compared < chosen.length; one.compared++) {
        one.likeness = Math.max(one.likeness, dot(one.vector, chosen[one.compared] ?? one.vector));
      }
      if (worthOf(one) > most) [bestAt, most] = [at, worthOf(one)];
    }
    const [next] = left.splice(bestAt, 1);
    if (next === undefined) break;
    order[slot] = next.place;
    chosen.push(next.vector);
    await turns.pause();
  }
  const rest = slots.slice(slots.length - left.length);
  for (const [at, slot] of rest.entries()) order[slot] = left[at]?.place ?? slot;
  return order;
}
