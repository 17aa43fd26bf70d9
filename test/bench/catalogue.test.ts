import { expect, test } from 'vitest';
import { createCatalogue, filters, nearestExactly } from '../../bench/catalogue.ts';
import { countPassing } from '../../bench/load.ts';

const catalogue = createCatalogue(6000, 32);

test('the catalogue is the same each time, of unit vectors, and the filters let pass what they say', () => {
  const again = createCatalogue(6000, 32);
  expect(again.products).toEqual(catalogue.products);
  expect(again.vector(5999)).toEqual(catalogue.vector(5999));
  expect(Math.hypot(...catalogue.vector(123))).toBeCloseTo(1, 5);
  expect(countPassing(catalogue.products, filters['10 %'].passes) / 6000).toBeCloseTo(0.1, 1);
  expect(countPassing(catalogue.products, filters['1 %'].passes) / 6000).toBeCloseTo(0.01, 2);
});

test('the exact answer is sorted, leaves the product itself out and holds to the filter', () => {
  const { passes } = filters['10 %'];
  const found = nearestExactly(catalogue, 7, 10, passes);
  const indexes = found.map((externalId) =>
    catalogue.products.findIndex((each) => each.externalId === externalId),
  );
  const query = catalogue.vector(7);
  const score = (index: number) =>
    catalogue.vector(index).reduce((sum, value, at) => sum + value * (query[at] ?? 0), 0);
  const scores = indexes.map(score);
  expect(found).toHaveLength(10);
  expect(indexes).not.toContain(7);
  expect(scores).toEqual(scores.toSorted((a, b) => b - a));
  const worst = scores.at(-1) ?? 0;
  const missed = catalogue.products.filter(
    (product, index) => index !== 7 && passes(product) && !indexes.includes(index) && score(index) > worst,
  );
  expect(missed).toEqual([]);
});
