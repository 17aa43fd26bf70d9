import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  between,
  contains,
  type Edge,
  isWhole,
  moved,
  quarterOn,
  type Rotation,
  stretched,
  turned,
  turnedSize,
  unturned,
  whole,
} from '../../../src/web/search/ask/geometry.ts';
import type { Crop } from '../../../src/web/search/question.ts';

const share = fc.double({ min: 0, max: 1, noNaN: true });
const rotation = fc.constantFrom<Rotation>(0, 90, 180, 270);
const point = fc.record({
  x: fc.double({ min: -2, max: 2, noNaN: true }),
  y: fc.double({ min: -2, max: 2, noNaN: true }),
});
const crop: fc.Arbitrary<Crop> = fc
  .tuple(share, share, share, share)
  .map(([a, b, c, d]) => between({ x: a, y: b }, { x: c, y: d }));

function expectClose(part: Crop, other: Crop) {
  for (const key of ['x', 'y', 'width', 'height'] as const) expect(part[key]).toBeCloseTo(other[key], 9);
}

function expectWithin({ x, y, width, height }: Crop) {
  for (const value of [x, y, width, height]) expect(value).toBeGreaterThanOrEqual(0);
  expect(x + width).toBeLessThanOrEqual(1 + 1e-9);
  expect(y + height).toBeLessThanOrEqual(1 + 1e-9);
}

describe('a part of a turned picture', () => {
  test('a quarter clockwise takes the upper left corner to the upper right', () => {
    expectClose(turned({ x: 0, y: 0, width: 0.2, height: 0.1 }, 90), {
      x: 0.9,
      y: 0,
      width: 0.1,
      height: 0.2,
    });
    expectClose(turned({ x: 0, y: 0, width: 0.2, height: 0.1 }, 180), {
      x: 0.8,
      y: 0.9,
      width: 0.2,
      height: 0.1,
    });
    expectClose(turned({ x: 0, y: 0, width: 0.2, height: 0.1 }, 270), {
      x: 0,
      y: 0.8,
      width: 0.1,
      height: 0.2,
    });
  });

  test('comes back when it is turned back', () => {
    fc.assert(
      fc.property(crop, rotation, (part, rotate) => {
        expectClose(unturned(turned(part, rotate), rotate), part);
        expectClose(turned(unturned(part, rotate), rotate), part);
      }),
    );
  });

  test('turning twice is turning by the sum', () => {
    fc.assert(
      fc.property(crop, rotation, (part, rotate) => {
        expectClose(turned(turned(part, rotate), 90), turned(part, quarterOn(rotate)));
      }),
    );
  });

  test('stays within the picture, as the server demands', () => {
    fc.assert(fc.property(crop, rotation, (part, rotate) => expectWithin(unturned(part, rotate))));
  });

  test('keeps its size in pixels, sides swapped with those of the picture', () => {
    const size = { width: 4032, height: 3024 };
    fc.assert(
      fc.property(crop, rotation, (part, rotate) => {
        const seen = turned(part, rotate);
        const seenSize = turnedSize(size, rotate);
        const area = seen.width * seenSize.width * seen.height * seenSize.height;
        expect(area).toBeCloseTo(part.width * size.width * part.height * size.height, 3);
      }),
    );
  });
});

describe('cropping', () => {
  const least = { width: 0.05, height: 0.05 };

  test('drawn between two points, whichever way, even from outside', () => {
    fc.assert(
      fc.property(point, point, (one, other) => {
        const part = between(one, other);
        expectWithin(part);
        expect(part).toEqual(between(other, one));
      }),
    );
  });

  test('moving keeps the size and the part within the picture', () => {
    fc.assert(
      fc.property(crop, point, (part, by) => {
        const next = moved(part, by);
        expectWithin(next);
        expect([next.width, next.height]).toEqual([part.width, part.height]);
      }),
    );
  });

  test('stretching moves the named edges alone, never past the opposite ones', () => {
    const edges = fc.uniqueArray(fc.constantFrom<Edge>('left', 'top', 'right', 'bottom'), { minLength: 1 });
    const large = crop.filter(({ width, height }) => width >= least.width && height >= least.height);
    fc.assert(
      fc.property(large, edges, point, (part, named, by) => {
        const next = stretched(part, named, by, least);
        expectWithin(next);
        expect(next.width).toBeGreaterThanOrEqual(least.width - 1e-9);
        expect(next.height).toBeGreaterThanOrEqual(least.height - 1e-9);
        if (!named.includes('left')) expect(next.x).toBe(part.x);
        if (!named.includes('top')) expect(next.y).toBe(part.y);
        if (!named.includes('right')) expect(next.x + next.width).toBeCloseTo(part.x + part.width, 9);
        if (!named.includes('bottom')) expect(next.y + next.height).toBeCloseTo(part.y + part.height, 9);
      }),
    );
  });

  test('what leaves out nearly nothing is the whole picture', () => {
    expect(isWhole(whole)).toBe(true);
    expect(isWhole({ x: 0.002, y: 0, width: 0.998, height: 1 })).toBe(true);
    expect(isWhole({ x: 0, y: 0, width: 1, height: 0.9 })).toBe(false);
    expect(contains(whole, { x: 1, y: 0 })).toBe(true);
    expect(contains(whole, { x: 1.1, y: 0 })).toBe(false);
  });
});
