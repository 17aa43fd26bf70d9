import fc from 'fast-check';
import { expect, test } from 'vitest';
import { combined, type WeightedVector } from '../../src/search/compose.ts';
import { dot, unit } from './world.ts';

const vectors = fc
  .array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: 8, maxLength: 8 })
  .filter((values) => Math.hypot(...values) > 0.1)
  .map((values) => unit(Float32Array.from(values)));
const weights = fc.double({ min: 0.01, max: 10, noNaN: true });
const parts = fc.array(fc.record({ vector: vectors, weight: weights }), { minLength: 1, maxLength: 8 });

const axis = (at: number) => Float32Array.from({ length: 4 }, (_, i) => (i === at ? 1 : 0));

function together(of: readonly WeightedVector[]): Float32Array {
  const vector = combined(of);
  if (vector === undefined) throw new Error('the parts cancel each other out');
  return vector;
}

test('parts together are a unit vector, or cancel each other out', () => {
  fc.assert(
    fc.property(parts, (of) => {
      const vector = combined(of);
      if (vector !== undefined) expect(Math.hypot(...vector)).toBeCloseTo(1, 4);
    }),
  );
});

test('their order and the unit of their weights do not matter', () => {
  fc.assert(
    fc.property(parts, fc.double({ min: 0.1, max: 10, noNaN: true }), (of, factor) => {
      const vector = combined(of);
      fc.pre(vector !== undefined);
      const other = together(
        of.toReversed().map(({ vector, weight }) => ({ vector, weight: weight * factor })),
      );
      expect(dot(vector ?? other, other)).toBeCloseTo(1, 3);
    }),
  );
});

test('one part alone is itself, however much it weighs', () => {
  const vector = together([{ vector: axis(1), weight: 0.001 }]);
  expect([...vector]).toEqual([0, 1, 0, 0]);
});

test('what weighs more is nearer', () => {
  const vector = together([
    { vector: axis(0), weight: 1 },
    { vector: axis(1), weight: 3 },
  ]);
  expect(dot(vector, axis(1))).toBeGreaterThan(dot(vector, axis(0)));
  expect(dot(vector, axis(0))).toBeGreaterThan(0);
});

test('a negative weight pushes away', () => {
  const vector = together([
    { vector: axis(0), weight: 1 },
    { vector: axis(1), weight: -0.5 },
  ]);
  expect(dot(vector, axis(1))).toBeLessThan(0);
});

test('opposite parts leave nothing to search for', () => {
  const vector = unit(Float32Array.from([0.3, 0.1, -0.7, 0.2]));
  expect(
    combined([
      { vector, weight: 7 },
      { vector: vector.slice(), weight: -7 },
    ]),
  ).toBeUndefined();
  expect(combined([])).toBeUndefined();
});
