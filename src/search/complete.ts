import type { StoredRanking } from './memory.ts';
import type { Ranking } from './ranking.ts';

/** How many results paging reaches. */
export const maxReachable = 1000;

/**
 * A first page with the rest of its answer, looked up later: the page stays as it was shown, and what follows holds
 * none of it and, ranked by one score, scores no higher than its last, whatever was added or changed in between.
 */
export function completed(firstPage: Ranking, fresh: Ranking): StoredRanking {
  const shown = new Set(firstPage.ranked.map(({ productId }) => productId));
  const isByScore = fresh.plan === 'APPROXIMATE' || fresh.plan === 'EXACT';
  const lowest = isByScore ? (firstPage.ranked.at(-1)?.score ?? Infinity) : Infinity;
  const rest = fresh.ranked.filter(
    ({ productId, score }) => !shown.has(productId) && (score ?? -Infinity) <= lowest,
  );
  return {
    plan: fresh.plan,
    ranked: [...firstPage.ranked, ...rest].slice(0, maxReachable),
    complete: true,
    ...(fresh.truncated && { truncated: true }),
  };
}

/** What is kept of an answer: where there was no time to look for all, its first page, so that the rest is looked for again. */
export function keepable(ranking: StoredRanking, first: number): StoredRanking {
  return ranking.truncated
    ? { ...ranking, ranked: ranking.ranked.slice(0, first), complete: false }
    : ranking;
}
