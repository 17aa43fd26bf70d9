import type { Question } from './question.ts';
import type { Ranked } from './ranking.ts';

/** Rankings of the same question, each best first. */
export interface Rankings {
  readonly pictures: readonly Ranked[];
  readonly words: readonly Ranked[];
  readonly titles: readonly Ranked[];
}

/** The constant of reciprocal rank fusion: how little the first places differ. */
const K = 60;

/**
 * Rankings fused by rank: Cormack, Clarke and Büttcher, Reciprocal Rank Fusion, SIGIR 2009.
 */
export function fuse({ pictures, words, titles }: Rankings, _question: Question): Ranked[] {
  const found = new Map<bigint, { ranked: Ranked; weight: number }>();
  const add = (ranking: readonly Ranked[], merge: (known: Ranked, other: Ranked) => Ranked) => {
    for (const [at, one] of ranking.entries()) {
      const known = found.get(one.productId);
      const weight = (known?.weight ?? 0) + 1 / (K + at + 1);
      found.set(one.productId, { ranked: known === undefined ? one : merge(known.ranked, one), weight });
    }
  };
  add(pictures, (known) => known);
  add(words, (known, { textRank }) => ({ ...known, textRank }));
  add(titles, (known, { titleRank }) => ({ ...known, titleRank }));
  return [...found.values()]
    .sort((a, b) => b.weight - a.weight || (a.ranked.productId < b.ranked.productId ? -1 : 1))
    .map(({ ranked }) => ranked);
}
