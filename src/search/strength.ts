import type { Question } from './question.ts';
import type { MatchStrength, SearchOptions } from './types.ts';

/** What scores mean. */
export interface Strengths {
  /** The score from which on results are shown, by both options together; undefined for all. */
  leastScore(
    question: Pick<Question, 'kind' | 'vector'>,
    options: SearchOptions,
  ): Promise<number | undefined>;
  /** How strong scores are as answers to this question; null where it is not known. */
  of(answer: {
    readonly kind: Question['kind'];
    readonly modelId: number | null;
  }): Promise<(score: number) => MatchStrength | null>;
}

export function createStrengths(): Strengths {
  return {
    leastScore: async (_question, { minScore }) => minScore,
    of: async () => () => null,
  };
}
