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
  /** A product that is left out; null for none. */
  readonly exclude: bigint | null;
  readonly minScore: number | undefined;
  /** How many products. */
  readonly wanted: number;
  readonly signal: AbortSignal | undefined;
}
