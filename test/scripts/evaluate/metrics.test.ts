import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createRandom } from '../../../bench/random.ts';
import { estimate, scoresOf } from '../../../scripts/evaluate/metrics.ts';

const scores = (found: readonly string[], relevant: readonly string[]) => scoresOf(found, new Set(relevant));

test('measures are those that were computed by hand', () => {
  expect(scores(['a', 'b', 'c'], ['a'])).toEqual({ r1: 1, r10: 1, mrr: 1, ndcg10: 1 });
  // places 2 and 4 of two that are relevant: (1/log2 3 + 1/log2 5) / (1/log2 2 + 1/log2 3) = 1.06161 / 1.63093
  const two = scores(['a', 'b', 'c', 'd'], ['d', 'b']);
  expect(two).toMatchObject({ r1: 0, r10: 1, mrr: 1 / 2 });
  expect(two.ndcg10).toBeCloseTo(0.65092, 4);
  // one of three, in the first place: 1 / (1 + 0.63093 + 0.5)
  expect(scores(['a'], ['a', 'x', 'y']).ndcg10).toBeCloseTo(0.46928, 4);
  expect(scores([], ['a'])).toEqual({ r1: 0, r10: 0, mrr: 0, ndcg10: 0 });
});

test('the tenth place is among the first ten, the eleventh is not', () => {
  const ten = Array.from({ length: 10 }, (_none, at) => `wrong ${at}`);
  expect(scores([...ten.slice(1), 'a'], ['a'])).toMatchObject({ r10: 1, mrr: 1 / 10 });
  expect(scores([...ten, 'a'], ['a'])).toEqual({ r1: 0, r10: 0, mrr: 1 / 11, ndcg10: 0 });
});

test('more relevant products than places can still be all right', () => {
  const many = Array.from({ length: 15 }, (_none, at) => `right ${at}`);
  expect(scores(many, many).ndcg10).toBeCloseTo(1, 12);
});

test('what stands higher is never worth less', () => {
  const ids = ['a', 'b', 'c', 'd', 'e', 'f'];
  fc.assert(
    fc.property(
      fc.shuffledSubarray(ids, { minLength: 2 }),
      fc.subarray(ids, { minLength: 1 }),
      fc.nat(),
      (found, relevant, seed) => {
        const at = seed % (found.length - 1);
        const [one = '', other = ''] = found.slice(at);
        if (relevant.includes(one) || !relevant.includes(other)) return;
        const before = scores(found, relevant);
        const after = scores([...found.slice(0, at), other, one, ...found.slice(at + 2)], relevant);
        expect(after.mrr).toBeGreaterThanOrEqual(before.mrr);
        expect(after.ndcg10).toBeGreaterThan(before.ndcg10);
      },
    ),
  );
});

test('an interval is that of the binomial distribution, and none where all are alike', () => {
  const halves = Array.from({ length: 400 }, (_none, at) => at % 2);
  const { mean, low, high } = estimate(halves, createRandom(1));
  expect(mean).toBe(0.5);
  // 1.96 · √(.5 · .5 / 400) = .049
  expect(low).toBeCloseTo(0.451, 1.9);
  expect(high).toBeCloseTo(0.549, 1.9);
  expect(estimate(halves, createRandom(1))).toEqual({ mean, low, high });
  expect(estimate([0.25, 0.25], createRandom(1))).toEqual({ mean: 0.25, low: 0.25, high: 0.25 });
});
