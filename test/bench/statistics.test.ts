import fc from 'fast-check';
import { expect, test } from 'vitest';
import { percentile, recall, summarize } from '../../bench/statistics.ts';

test('a percentile is a sample, with at least that share of the samples at or below it', () => {
  const samples = fc.array(fc.double({ noNaN: true }), { minLength: 1 });
  fc.assert(
    fc.property(samples, fc.double({ min: 0, max: 1, noNaN: true }), (values, share) => {
      const value = percentile(values, share);
      expect(values).toContain(value);
      const atOrBelow = values.filter((other) => other <= value).length;
      const below = values.filter((other) => other < value).length;
      expect(atOrBelow / values.length).toBeGreaterThanOrEqual(share);
      expect(below).toBeLessThan(Math.max(1, share * values.length));
    }),
  );
});

test('percentiles of the numbers from 1 to 100 are those numbers', () => {
  const samples = Array.from({ length: 100 }, (_, index) => 100 - index);
  expect(summarize(samples)).toEqual({ count: 100, p50: 50, p95: 95, p99: 99 });
});

test('recall counts what was found of what was expected, in any order', () => {
  expect(recall(['b', 'x', 'a'], ['a', 'b', 'c', 'd'])).toBe(0.5);
  expect(recall([], ['a'])).toBe(0);
  expect(recall(['a'], [])).toBe(1);
});
