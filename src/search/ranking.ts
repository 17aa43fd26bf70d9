import type { RawBuilder, SqlBool } from 'kysely';
import type { IndexFacts } from './facts.ts';
import type { SearchPlan } from './types.ts';

/** One product of an answer. */
export interface Ranked {
  readonly productId: bigint;
  /** Null where words alone matched. */
  readonly imageId: bigint | null;
  /** Cosine similarity in single precision, as it is kept; null where words alone matched. */
  readonly score: number | null;
  /** Where it stands, from 1, by its pictures, its words, the meaning of its title; null where it was not found so. */
  readonly vectorRank: number | null;
  readonly textRank: number | null;
  readonly titleRank: number | null;
  /** Nearly equal products that were folded into this one, best first. */
  readonly variants: readonly bigint[];
}

/** A product found by one of its pictures, at this place from 0. */
export function rankedByVector(
  place: { productId: bigint; imageId: bigint; score: number },
  at: number,
): Ranked {
  return { ...place, vectorRank: at + 1, textRank: null, titleRank: null, variants: [] };
}

/** A product found by its words alone, at this place from 0. */
export function rankedByWords(productId: bigint, at: number): Ranked {
  return {
    productId,
    imageId: null,
    score: null,
    vectorRank: null,
    textRank: at + 1,
    titleRank: null,
    variants: [],
  };
}

/** Products in order, best first, each once. */
export interface Ranking {
  readonly plan: SearchPlan;
  readonly ranked: readonly Ranked[];
}

/** What products are ranked by, and which of them. */
export interface VectorAsk {
  readonly vector: Float32Array;
  readonly index: IndexFacts;
  /** Over the alias `products`; undefined for all. */
  readonly condition: RawBuilder<SqlBool> | undefined;
  /** Products that are left out, such as the one that is asked about. */
  readonly excluded: readonly bigint[];
  readonly minScore: number | undefined;
  /** How many products. */
  readonly wanted: number;
  readonly signal: AbortSignal | undefined;
}
