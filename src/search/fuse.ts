import type { Ranked } from './ranking.ts';
import type { WordsRanking } from './words.ts';

/** Rankings of the same question, each best first, each product once. */
export interface Rankings {
  readonly pictures: readonly Ranked[];
  readonly words: readonly Ranked[];
  readonly titles: readonly Ranked[];
}

/** How much each ranking counts, from 0; only their proportions matter. */
export interface FusionWeights {
  readonly pictures: number;
  readonly titles: number;
  /** Of products that have all the words. */
  readonly words: number;
  /** Of products that lack some of them; at most as much as `words`. */
  readonly someWords: number;
}

/** How rankings are fused. */
export const fusion: {
  /** The constant of reciprocal rank fusion: how little the first places differ. */
  readonly k: number;
  readonly weights: FusionWeights;
  /** Where the model does not know the question's language: words are all that can be trusted. */
  readonly weightsNotCovered: FusionWeights;
} = {
  k: 2,
  weights: { pictures: 0.3, titles: 0.4, words: 1, someWords: 0.4 },
  weightsNotCovered: { pictures: 0.06, titles: 0.08, words: 1, someWords: 0.4 },
};

/**
 * Rankings fused by rank: Cormack, Clarke and Büttcher, Reciprocal Rank Fusion, SIGIR 2009. Equal ones stand by id.
 * @param exact how many of the first words' ones stand before all others, in their order
 * @param whole how many of the first words' ones have all the words
 */
export function fuse(
  rankings: Rankings,
  { exact, whole }: Pick<WordsRanking, 'exact' | 'whole'>,
  weights: FusionWeights,
): Ranked[] {
  const weightOf = (name: keyof Rankings, at: number) =>
    name === 'words' && at >= whole ? weights.someWords : weights[name];
  const found = new Map<bigint, { ranked: Ranked; weight: number }>();
  const add = (name: keyof Rankings, merge: (known: Ranked, other: Ranked) => Ranked) => {
    for (const [at, one] of rankings[name].entries()) {
      const known = found.get(one.productId);
      const weight = (known?.weight ?? 0) + weightOf(name, at) / (fusion.k + at + 1);
      found.set(one.productId, { ranked: known === undefined ? one : merge(known.ranked, one), weight });
    }
  };
  add('pictures', (known) => known);
  add('words', (known, { textRank }) => ({ ...known, textRank }));
  add('titles', (known, { titleRank }) => ({ ...known, titleRank }));
  const isExact = ({ textRank }: Ranked) => textRank !== null && textRank <= exact;
  const byWeight = [...found.values()].sort(
    (a, b) => b.weight - a.weight || (a.ranked.productId < b.ranked.productId ? -1 : 1),
  );
  const fused = byWeight.map(({ ranked }) => ranked);
  const first = fused.filter(isExact).sort((a, b) => (a.textRank ?? 0) - (b.textRank ?? 0));
  return [...first, ...fused.filter((ranked) => !isExact(ranked))];
}
