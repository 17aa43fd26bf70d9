import fc from 'fast-check';
import { expect, test } from 'vitest';
import { deeperStep, firstStep, maxEfSearch, type PlanInput } from '../../src/search/plan.ts';

const input: fc.Arbitrary<PlanInput> = fc.record({
  indexReady: fc.boolean(),
  vectors: fc.integer({ min: 0, max: 5_000_000 }),
  picturesPerProduct: fc.double({ min: 1, max: 20, noNaN: true }),
  share: fc.double({ min: 0, max: 1, noNaN: true }),
  wanted: fc.integer({ min: 2, max: 1000 }),
  spare: fc.constantFrom(1, 1.25, 2),
  once: fc.boolean(),
});
const usual: PlanInput = {
  indexReady: true,
  vectors: 76_462,
  picturesPerProduct: 1,
  share: 1,
  wanted: 21,
  spare: 2,
  once: false,
};

test('without a filter, a large index is searched approximately with ef_search 100', () => {
  expect(firstStep(usual)).toEqual({
    plan: 'APPROXIMATE',
    efSearch: 100,
    limit: 90,
    maxScanTuples: 20_000,
    iterative: true,
  });
});

test('what is cheaper to compare in full is compared in full', () => {
  expect(firstStep({ ...usual, vectors: 1500 }).plan).toBe('EXACT');
  expect(firstStep({ ...usual, share: 0.005 }).plan).toBe('EXACT');
  expect(firstStep({ ...usual, share: 0 }).plan).toBe('EXACT');
  expect(firstStep({ ...usual, share: 0.1 }).plan).toBe('EXACT');
  expect(firstStep({ ...usual, share: 0.5 }).plan).toBe('APPROXIMATE');
  expect(firstStep({ ...usual, vectors: 1_000_000, share: 0.1 }).plan).toBe('APPROXIMATE');
});

test('what is counted is found by one way through the index', () => {
  const counted = { ...usual, wanted: 1000, spare: 1, once: true };
  expect(firstStep(counted)).toMatchObject({ plan: 'APPROXIMATE', limit: 1000, iterative: false });
  expect(firstStep({ ...counted, share: 0.99 })).toMatchObject({ plan: 'APPROXIMATE', iterative: true });
});

test('without an index every search is exact', () => {
  fc.assert(fc.property(input, (given) => firstStep({ ...given, indexReady: false }).plan === 'EXACT'));
});

test('the index looks deep enough for what is wanted, within what pgvector allows', () => {
  fc.assert(
    fc.property(input, (given) => {
      const step = firstStep(given);
      if (step.plan !== 'APPROXIMATE') return;
      expect(step.efSearch).toBeGreaterThanOrEqual(
        Math.min(maxEfSearch, Math.max(100, given.spare * given.wanted)),
      );
      expect(step.efSearch).toBeLessThanOrEqual(maxEfSearch);
      expect(step.limit).toBeGreaterThanOrEqual(
        Math.floor(given.spare * given.wanted * given.picturesPerProduct),
      );
      // room for the filter to be four times as strict as estimated
      expect(step.maxScanTuples).toBeGreaterThanOrEqual(Math.min(20_000, (4 * step.limit) / given.share));
    }),
  );
});

test('a stricter filter never turns an exact search into an approximate one', () => {
  fc.assert(
    fc.property(input, fc.double({ min: 0, max: 1, noNaN: true }), (given, factor) => {
      fc.pre(given.share < 1 && firstStep(given).plan === 'EXACT');
      expect(firstStep({ ...given, share: given.share * factor }).plan).toBe('EXACT');
    }),
  );
});

test('a search that lacks rows ends at comparing everything', () => {
  fc.assert(
    fc.property(input, (given) => {
      const steps = [firstStep(given)];
      while (steps.length < 3) steps.push(deeperStep(steps[steps.length - 1] ?? firstStep(given)));
      expect(steps.at(-1)).toEqual({ plan: 'EXACT', limit: null });
    }),
  );
});

test('the sizes of statements are few', () => {
  const limits = new Set<number | null>();
  fc.assert(
    fc.property(input, (given) => {
      limits.add(firstStep(given).limit);
    }),
    { numRuns: 1000 },
  );
  expect(limits.size).toBeLessThanOrEqual(22);
});
