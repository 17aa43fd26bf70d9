import fc from 'fast-check';
import { expect, test } from 'vitest';
import { completed, keepable, maxReachable } from '../../src/search/complete.ts';
import { type Ranked, type Ranking, rankedBy, rankedByWords } from '../../src/search/ranking.ts';

/** Products of few ids and few scores, so that the same ones and ties come often. */
const ranking = (maxLength: number): fc.Arbitrary<Ranking> =>
  fc
    .uniqueArray(
      fc.record({
        productId: fc.bigInt(1n, 60n),
        imageId: fc.bigInt(1n, 99n),
        score: fc.integer({ min: -4, max: 4 }),
      }),
      { maxLength, selector: ({ productId }) => productId },
    )
    .map((ranked) => ({
      plan: 'EXACT',
      ranked: ranked
        .toSorted((a, b) => b.score - a.score)
        .map((each) => ({ ...each, score: each.score / 4 }))
        .map(rankedBy.pictures),
    }));

test('what was shown stays, each product comes once, scores never rise', () => {
  fc.assert(
    fc.property(ranking(10), ranking(60), (firstPage, fresh) => {
      const { ranked, complete } = completed(firstPage, fresh);
      expect(complete).toBe(true);
      expect(ranked.slice(0, firstPage.ranked.length)).toEqual(firstPage.ranked);
      expect(new Set(ranked.map(({ productId }) => productId)).size).toBe(ranked.length);
      const scores = ranked.map(({ score }) => score ?? 0);
      expect(scores).toEqual(scores.toSorted((a, b) => b - a));
    }),
  );
});

test('nothing is lost that does not score above what was shown', () => {
  fc.assert(
    fc.property(ranking(10), ranking(60), (firstPage, fresh) => {
      const found = new Set(completed(firstPage, fresh).ranked.map(({ productId }) => productId));
      const lowest = firstPage.ranked.at(-1)?.score ?? 1;
      const missing = fresh.ranked.filter(
        ({ productId, score }) => !found.has(productId) && (score ?? 0) <= lowest,
      );
      expect(missing).toEqual([]);
    }),
  );
});

test('words have no scores: all that follows is kept, up to 1,000', () => {
  const words = (from: number, count: number): Ranking => ({
    plan: 'FULL_TEXT',
    ranked: Array.from({ length: count }, (_, at): Ranked => rankedByWords(BigInt(from + at), at)),
  });
  expect(completed(words(1, 20), words(1, 50)).ranked).toHaveLength(50);
  expect(completed(words(1, 20), words(10, 1500)).ranked).toHaveLength(maxReachable);
});

test('what was cut short by time is told so, and only its first page is kept, as one that goes on', () => {
  const ranked = [1n, 2n, 3n].map((productId, at) =>
    rankedBy.pictures({ productId, imageId: productId, score: 0.9 - at / 10 }, at),
  );
  const first = { plan: 'EXACT', ranked: ranked.slice(0, 1), complete: false } as const;
  const cut = completed(first, { plan: 'EXACT', ranked, truncated: true });
  expect(cut).toMatchObject({ complete: true, truncated: true });
  expect(keepable(cut, 1)).toMatchObject({ ranked: ranked.slice(0, 1), complete: false });
  const whole = completed(first, { plan: 'EXACT', ranked });
  expect(whole.truncated).toBeUndefined();
  expect(keepable(whole, 1)).toBe(whole);
});
