import type { StrengthBounds } from '../embedding/types.ts';
import type { Calibrations } from './calibrations.ts';
import type { Question } from './question.ts';
import { type MatchStrength, matchStrengths, type SearchOptions } from './types.ts';

/** Of a question, what decides how its scores are to be read. */
export interface Asked {
  readonly kind: Question['kind'];
  /** COMPOSED: what it is made of. */
  readonly parts?:
    | { readonly photos: readonly unknown[]; readonly products: readonly unknown[] }
    | null
    | undefined;
}

/** What scores mean. */
export interface Strengths {
  /** The score from which on results are shown, by both options together; undefined for all. */
  leastScore(question: Asked & Pick<Question, 'vector'>, options: SearchOptions): Promise<number | undefined>;
  /**
   * How strong scores are as answers to this question; null where it is not known, or less than WEAK.
   * @param modelId whose scores they are; null for words alone
   */
  of(asked: Asked, modelId: number | null): Promise<(score: number) => MatchStrength | null>;
  /** The cosine from which on two pictures are nearly the same. */
  identical(modelId: number): Promise<number>;
}

/** Where a model's scores are not known yet. */
const usualIdentical = 0.97;

export function createStrengths(calibrations: Pick<Calibrations, 'of'>): Strengths {
  async function boundsFor(asked: Asked, modelId: number): Promise<StrengthBounds | null> {
    return (await calibrations.of(modelId))[isOfWords(asked) ? 'text' : 'image'];
  }

  return {
    async leastScore(question, { minScore, minMatch }) {
      if (minMatch === undefined || question.vector === null) return minScore;
      const bounds = await boundsFor(question, question.vector.index.modelId);
      if (bounds === null) return minScore;
      return Math.max(minScore ?? -1, boundOf(bounds, minMatch));
    },

    async of(asked, modelId) {
      const bounds = modelId === null ? null : await boundsFor(asked, modelId);
      if (bounds === null) return () => null;
      return (score) => matchStrengths.find((strength) => score >= boundOf(bounds, strength)) ?? null;
    },

    async identical(modelId) {
      return (await calibrations.of(modelId)).image?.identical ?? usualIdentical;
    },
  };
}

/** A model puts words and pictures farther apart than two pictures. */
function isOfWords({ kind, parts }: Asked): boolean {
  if (kind !== 'COMPOSED') return kind === 'TEXT';
  return parts?.photos.length === 0 && parts.products.length === 0;
}

function boundOf({ identical, strong, related, weak }: StrengthBounds, strength: MatchStrength): number {
  return { IDENTICAL: identical, STRONG: strong, RELATED: related, WEAK: weak }[strength];
}
