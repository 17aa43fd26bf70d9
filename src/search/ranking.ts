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
}

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
  readonly signal: AbortSignal | undefined;
}
