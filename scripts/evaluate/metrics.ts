import type { Random } from '../../bench/random.ts';

/** How well a question was answered, each from 0 to 1. */
export interface Scores {
  /** Whether something relevant is first. */
  readonly r1: number;
  /** Whether something relevant is among the first ten. */
  readonly r10: number;
  /** One over the place of the first relevant one, from 1; 0 where none was found. */
  readonly mrr: number;
  /** How much of what is relevant stands how high among the first ten: Järvelin and Kekäläinen, TOIS 2002. */
  readonly ndcg10: number;
}

export const measures = ['r1', 'r10', 'mrr', 'ndcg10'] as const satisfies readonly (keyof Scores)[];

/**
 * Compares an answer with what would have been right.
 * @param found externalIds, best first, each once
 * @param relevant all that are right, alike; at least one
 */
export function scoresOf(found: readonly string[], relevant: ReadonlySet<string>): Scores {
  const hits = found.flatMap((id, at) => (relevant.has(id) ? [at] : []));
  const [first = Infinity] = hits;
  const gain = sum(hits.filter((at) => at < 10).map(discounted));
  const ideal = sum(Array.from({ length: Math.min(10, relevant.size) }, (_none, at) => discounted(at)));
  return {
    r1: first < 1 ? 1 : 0,
    r10: first < 10 ? 1 : 0,
    mrr: 1 / (first + 1),
    ndcg10: gain / ideal,
  };
}

/** What something relevant is worth at a place, from 0. */
const discounted = (at: number) => 1 / Math.log2(at + 2);

/** A mean, and between which bounds it would lie in 95 of 100 samples of as many questions. */
export interface Estimate {
  readonly mean: number;
  readonly low: number;
  readonly high: number;
}

const resamples = 1000;

/**
 * The mean of some values with its 95 % interval, by the percentile bootstrap: Efron, Annals of Statistics 1979.
 * @param values at least one
 */
export function estimate(values: readonly number[], random: Random): Estimate {
  const means = Array.from({ length: resamples }, () => {
    let total = 0;
    for (let n = 0; n < values.length; n++)
      total += values[Math.floor(random.uniform() * values.length)] ?? 0;
    return total / values.length;
  }).sort((a, b) => a - b);
  const at = (share: number) => means[Math.round(share * (resamples - 1))] ?? 0;
  return { mean: sum(values) / values.length, low: at(0.025), high: at(0.975) };
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
