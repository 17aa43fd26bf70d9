import fc from 'fast-check';
import { expect, test } from 'vitest';
import { priceBuckets } from '../../src/search/price-ranges.ts';

const price = fc.record({
  amount: fc.integer({ min: 0, max: 10_000_000 }).map((cents) => (cents / 100).toFixed(2)),
  currency: fc.constantFrom('EUR', 'USD'),
  count: fc.integer({ min: 1, max: 50 }),
});

const isIn = (amount: string, min: string | null, max: string | null) =>
  (min === null || Number(amount) >= Number(min)) && (max === null || Number(amount) <= Number(max));

test('each price is in one range of its currency, and the ranges count all that is in them', () => {
  fc.assert(
    fc.property(fc.array(price, { maxLength: 60 }), (prices) => {
      const buckets = priceBuckets(prices);
      for (const { amount, currency } of prices) {
        const own = buckets.filter(
          (bucket) => bucket.currency === currency && isIn(amount, bucket.min, bucket.max),
        );
        expect(own).toHaveLength(1);
      }
      for (const bucket of buckets) {
        const within = prices.filter(
          ({ amount, currency }) => currency === bucket.currency && isIn(amount, bucket.min, bucket.max),
        );
        expect(bucket.count).toBe(within.reduce((sum, { count }) => sum + count, 0));
      }
    }),
  );
});

test('ranges have round bounds, and about as many products each', () => {
  const prices = Array.from({ length: 1000 }, (_, at) => ({
    amount: `${at / 10}`,
    currency: 'EUR',
    count: 1,
  }));
  const buckets = priceBuckets(prices);
  expect(buckets.map(({ min, max }) => [min, max])).toEqual([
    [null, '19.99'],
    ['20', '39.99'],
    ['40', '59.99'],
    ['60', '74.99'],
    ['75', null],
  ]);
  expect(buckets.map(({ count }) => count)).toEqual([200, 200, 200, 150, 250]);
});

test('one price is one range', () => {
  expect(priceBuckets([{ amount: '5', currency: 'EUR', count: 3 }])).toEqual([
    { currency: 'EUR', min: null, max: null, count: 3 },
  ]);
});
