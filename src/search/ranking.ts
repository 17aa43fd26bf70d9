import type { RawBuilder, SqlBool } from 'kysely';
import type { VectorTable } from './facts.ts';
import type { SearchPlan } from './types.ts';

/** One product of an answer. */
export interface Ranked {
  readonly productId: bigint;
  /** Null where no picture matched. */
  readonly imageId: bigint | null;
  /** Cosine similarity in single precision, as it is kept; null where no picture matched. */
  readonly score: number | null;
  /** Where it stands, from 1, by its pictures, its words, the meaning of its title; null where it was not found so. */
  readonly vectorRank: number | null;
  readonly textRank: number | null;
  readonly titleRank: number | null;
  /** Nearly equal products that were folded into this one, best first. */
  readonly variants: readonly bigint[];
}

/** A vector of the catalogue that is near. */
export interface Near {
  readonly productId: bigint;
  /** Null where it is a title's. */
  readonly imageId: bigint | null;
  readonly score: number;
}

const unranked = { vectorRank: null, textRank: null, titleRank: null, variants: [] };

/** Products found by a picture or by the meaning of their titles, at this place from 0. */
export const rankedBy: Readonly<Record<VectorTable['subject'], (near: Near, at: number) => Ranked>> = {
  pictures: ({ productId, imageId, score }, at) => ({
    ...unranked,
    productId,
    imageId,
    score,
    vectorRank: at + 1,
  }),
  // how near a title is says nothing about how near a picture is
  titles: ({ productId }, at) => ({ ...unranked, productId, imageId: null, score: null, titleRank: at + 1 }),
};

/** A product found by its words alone, at this place from 0. */
export function rankedByWords(productId: bigint, at: number): Ranked {
  return { ...unranked, productId, imageId: null, score: null, textRank: at + 1 };
}

/** Products in order, best first, each once. */
export interface Ranking {
  readonly plan: SearchPlan;
  readonly ranked: readonly Ranked[];
  /** There was no time to look for all. */
  readonly truncated?: boolean;
}

/** How sure an answer has to be. */
export interface Effort {
  /** How many times as many vectors are looked at as are needed on average. */
  readonly spare: number;
  /** The same where more than 50 products are wanted. */
  readonly deepSpare: number;
  /** The share of the products asked for that is enough: where it was reached, nobody looks whether more were missed. */
  readonly enough: number;
  /** Whether the index is gone through only once where there is no filter: what falls out is not made up for. */
  readonly once: boolean;
}

export const efforts = {
  /** Results, as they are shown. Of the hundred nearest, an index finds fewer than of the ten where many lie close. */
  shown: { spare: 2, deepSpare: 4, enough: 1, once: false },
  /** To be fused with other rankings: what stands far behind hardly counts. */
  fused: { spare: 1.25, deepSpare: 1.25, enough: 1, once: false },
  /** To be counted: a few less are no other picture of a catalogue. */
  counted: { spare: 1, deepSpare: 1, enough: 0.9, once: true },
} as const satisfies Record<string, Effort>;

/** What products are ranked by, and which of them. */
export interface VectorAsk {
  readonly vector: Float32Array;
  /** What it is compared with. */
  readonly index: VectorTable;
  /** Over the alias `products`; undefined for all. */
  readonly condition: RawBuilder<SqlBool> | undefined;
  /** Products that are left out, such as the one that is asked about. */
  readonly excluded: readonly bigint[];
  readonly minScore: number | undefined;
  /** How many products. */
  readonly wanted: number;
  readonly effort: Effort;
  /** Until when it may take, on the clock of `performance.now()`. */
  readonly deadlineMs: number;
  readonly signal: AbortSignal | undefined;
}
