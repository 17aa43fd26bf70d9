import { encodeCursor } from './cursor.ts';
import type { StoredRanking } from './memory.ts';
import type { MatchStrength, SearchHit } from './types.ts';

/** Which part of which answer. */
export interface PagePlace {
  readonly searchId: string;
  readonly variant: string;
  /** How many results lie before it. */
  readonly offset: number;
  readonly first: number;
}

export interface Page {
  readonly hits: readonly SearchHit[];
  readonly hasNextPage: boolean;
  readonly hasPreviousPage: boolean;
}

/** Whether the part of an answer that is kept holds a page. */
export function holdsPage({ ranked, complete }: StoredRanking, { offset, first }: PagePlace): boolean {
  return complete || offset + first <= ranked.length;
}

/** A page out of an answer that holds it. */
export function pageOf(
  { ranked, complete }: StoredRanking,
  place: PagePlace,
  matchOf: (score: number) => MatchStrength | null,
): Page {
  const { searchId, variant, offset, first } = place;
  const hits = ranked.slice(offset, offset + first).map(
    ({ productId, imageId, score, vectorRank, textRank, titleRank, variants }, at): SearchHit => ({
      productId,
      imageId,
      score,
      match: score === null ? null : matchOf(score),
      ranks: { vector: vectorRank, text: textRank, titles: titleRank, fused: offset + at + 1 },
      variants,
      cursor: encodeCursor({ searchId, variant, offset: offset + at + 1 }),
    }),
  );
  return {
    hits,
    hasNextPage: offset + first < ranked.length || !complete,
    hasPreviousPage: offset > 0,
  };
}
