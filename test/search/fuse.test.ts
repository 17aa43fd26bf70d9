import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type FusionWeights, fuse, fusion, type Rankings } from '../../src/search/fuse.ts';
import { rankedBy, rankedByWords } from '../../src/search/ranking.ts';

const byPicture = (id: number, at: number) =>
  rankedBy.pictures({ productId: BigInt(id), imageId: BigInt(id + 100), score: 1 - at / 100 }, at);
const byTitle = (id: number, at: number) =>
  rankedBy.titles({ productId: BigInt(id), imageId: null, score: 1 - at / 100 }, at);

function rankingsOf(
  pictures: readonly number[],
  words: readonly number[],
  titles: readonly number[],
): Rankings {
  return {
    pictures: pictures.map(byPicture),
    words: words.map((id, at) => rankedByWords(BigInt(id), at)),
    titles: titles.map(byTitle),
  };
}

const idsOf = (fused: readonly { readonly productId: bigint }[]) =>
  fused.map(({ productId }) => Number(productId));
const equal: FusionWeights = { pictures: 1, words: 1, someWords: 1, titles: 1 };
const noneExact = { exact: 0, whole: 0 };
const ids = fc.uniqueArray(fc.integer({ min: 1, max: 12 }), { maxLength: 12 });
const weight = fc.double({ min: 0.01, max: 5, noNaN: true });
const weights: fc.Arbitrary<FusionWeights> = fc
  .record({
    pictures: weight,
    words: weight,
    titles: weight,
    share: fc.double({ min: 0.01, max: 1, noNaN: true }),
  })
  .map(({ share, ...weights }) => ({ ...weights, someWords: share * weights.words }));

test('each product is there once, with its place in each ranking', () => {
  fc.assert(
    fc.property(ids, ids, ids, weights, (pictures, words, titles, weights) => {
      const fused = fuse(rankingsOf(pictures, words, titles), noneExact, weights);
      expect(idsOf(fused).toSorted()).toEqual([...new Set([...pictures, ...words, ...titles])].toSorted());
      const placeIn = (ranking: readonly number[], id: bigint) => ranking.indexOf(Number(id)) + 1 || null;
      for (const { productId, vectorRank, textRank, titleRank, imageId, score } of fused) {
        expect({ vectorRank, textRank, titleRank }).toEqual({
          vectorRank: placeIn(pictures, productId),
          textRank: placeIn(words, productId),
          titleRank: placeIn(titles, productId),
        });
        // a score is that of a picture
        expect(imageId === null).toBe(vectorRank === null);
        expect(score === null).toBe(vectorRank === null);
      }
    }),
  );
});

test('what is higher in every ranking is higher in the end', () => {
  fc.assert(
    fc.property(ids, ids, ids, weights, (pictures, words, titles, weights) => {
      const order = idsOf(fuse(rankingsOf(pictures, words, titles), noneExact, weights));
      const placeIn = (ranking: readonly number[], id: number) => ranking.indexOf(id) + 1 || Infinity;
      for (const [at, id] of order.entries()) {
        for (const later of order.slice(at + 1)) {
          const above = [pictures, words, titles].map(
            (ranking) => placeIn(ranking, later) - placeIn(ranking, id),
          );
          expect(above.every((distance) => distance < 0)).toBe(false);
        }
      }
    }),
  );
});

test('an empty ranking changes nothing', () => {
  fc.assert(
    fc.property(ids, weights, (only, weights) => {
      expect(idsOf(fuse(rankingsOf(only, [], []), noneExact, weights))).toEqual(only);
      expect(idsOf(fuse(rankingsOf([], only, []), noneExact, weights))).toEqual(only);
      expect(idsOf(fuse(rankingsOf([], [], only), noneExact, weights))).toEqual(only);
    }),
  );
});

test('what is called so stands first, in its order, whatever the rest', () => {
  fc.assert(
    fc.property(ids, ids, ids, fc.nat(12), weights, (pictures, words, titles, exact, weights) => {
      const fused = idsOf(fuse(rankingsOf(pictures, words, titles), { exact, whole: exact }, weights));
      const first = words.slice(0, exact);
      expect(fused.slice(0, first.length)).toEqual(first);
      const rest = idsOf(fuse(rankingsOf(pictures, words, titles), noneExact, weights)).filter(
        (id) => !first.includes(id),
      );
      expect(fused.slice(first.length)).toEqual(rest);
    }),
  );
});

test('equal ones stand by id, and a weight moves a ranking', () => {
  const rankings = rankingsOf([3], [1], [2]);
  expect(idsOf(fuse(rankings, noneExact, equal))).toEqual([1, 2, 3]);
  expect(idsOf(fuse(rankings, noneExact, { ...equal, pictures: 1.1 }))).toEqual([3, 1, 2]);
});

test('what has all the words counts more than what has some', () => {
  const some = { ...equal, someWords: 0.1 };
  // a title's first place is worth more than having some of the words, and less than having all
  const rankings = rankingsOf([], [1, 2, 3], [3, 4]);
  expect(idsOf(fuse(rankings, { exact: 0, whole: 2 }, { ...some, titles: 0.5 }))).toEqual([1, 2, 3, 4]);
  expect(idsOf(fuse(rankings, noneExact, { ...some, titles: 0.5 }))).toEqual([3, 4, 1, 2]);
});

test('where the model does not know the language, words count more and meaning less', () => {
  const { weights, weightsNotCovered } = fusion;
  expect(weightsNotCovered.words / weightsNotCovered.pictures).toBeGreaterThan(
    weights.words / weights.pictures,
  );
  expect(weightsNotCovered.words / weightsNotCovered.titles).toBeGreaterThan(weights.words / weights.titles);
});
