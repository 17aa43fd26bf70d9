import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Crop } from '../../src/embedding/types.ts';
import {
  closerWindows,
  coarseWindows,
  containment,
  overlap,
  placedIn,
  wholePicture,
} from '../../src/search/windows.ts';

const aspects = fc.double({ min: 0.001, max: 1000, noNaN: true });
const fraction = fc.double({ min: 0, max: 1, noNaN: true });
const windows = fc
  .record({ x: fraction, y: fraction, width: fraction, height: fraction })
  .map(({ x, y, width, height }): Crop => ({ x, y, width: width * (1 - x), height: height * (1 - y) }))
  .filter(({ width, height }) => width > 0.01 && height > 0.01);

function expectWithin(part: Crop, { x, y, width, height }: Crop) {
  expect(x).toBeGreaterThanOrEqual(part.x - 1e-9);
  expect(y).toBeGreaterThanOrEqual(part.y - 1e-9);
  expect(x + width).toBeLessThanOrEqual(part.x + part.width + 1e-9);
  expect(y + height).toBeLessThanOrEqual(part.y + part.height + 1e-9);
}

test('coarse windows lie in the picture and are few, however long it is', () => {
  fc.assert(
    fc.property(aspects, (aspect) => {
      const coarse = coarseWindows(aspect);
      expect(coarse[0]).toEqual(wholePicture);
      expect(coarse.length).toBeLessThanOrEqual(40);
      for (const window of coarse) expectWithin(wholePicture, window);
    }),
  );
});

test('coarse windows are square in pixels where they fit', () => {
  for (const { width, height } of coarseWindows(1.5).slice(1)) expect(width * 1.5).toBeCloseTo(height);
});

test('whatever is not too small lies for the most part in one of them', () => {
  fc.assert(
    fc.property(fc.double({ min: 0.5, max: 2, noNaN: true }), fraction, fraction, (aspect, atX, atY) => {
      const [width, height] = [0.4 / Math.sqrt(aspect), 0.4 * Math.sqrt(aspect)];
      const thing = { x: atX * (1 - width), y: atY * (1 - height), width, height };
      const best = Math.max(...coarseWindows(aspect).map((window) => overlap(window, thing)));
      expect(best).toBeGreaterThan(0.35);
    }),
  );
});

test('closer windows stay in the part that is searched with, and near', () => {
  fc.assert(
    fc.property(windows, windows, (part, within) => {
      const window = placedIn(part, within);
      for (const closer of closerWindows(window, part)) {
        expectWithin(part, closer);
        expect(containment(closer, window)).toBeGreaterThan(0.4);
      }
    }),
  );
});

test('a window overlaps itself whole, another as much as that one it, and none that is apart', () => {
  fc.assert(
    fc.property(windows, windows, (a, b) => {
      expect(overlap(a, a)).toBeCloseTo(1);
      expect(overlap(a, b)).toBeCloseTo(overlap(b, a));
      expect(containment(a, b)).toBeGreaterThanOrEqual(overlap(a, b) - 1e-9);
    }),
  );
  const left = { x: 0, y: 0, width: 0.5, height: 1 };
  expect(overlap(left, { ...left, x: 0.5 })).toBe(0);
  expect(overlap(left, { ...left, x: 0.25 })).toBeCloseTo(1 / 3);
  expect(containment(left, { x: 0.1, y: 0.1, width: 0.1, height: 0.1 })).toBeCloseTo(1);
});
