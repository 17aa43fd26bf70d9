import fc from 'fast-check';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { boundsOf, cropWithin, rectangleOf } from '../../src/embedding/child/views.ts';
import type { Crop, Embedder, View } from '../../src/embedding/types.ts';
import { codeOf, cosine, drawing, newEmbedder } from './helpers.ts';

let embedder: Embedder;
/** 900 × 600: a pizza on the left, a car at the lower right. */
let scene: Buffer;
let alone: { readonly pizza: Float32Array; readonly car: Float32Array };

const patient = { waitMs: 60_000 };
const onPizza: Crop = { x: 0, y: 0, width: 0.5, height: 1 };
const onCar: Crop = { x: 0.55, y: 0.35, width: 0.45, height: 0.65 };

const embedded = async (bytes: Buffer, view: View = {}) =>
  (await embedder.embedImage(bytes, { ...patient, view })).vector;

beforeAll(async () => {
  embedder = await newEmbedder();
  const [pizza, car] = await Promise.all(
    [drawing('1f355'), drawing('1f697')].map((bytes) => sharp(bytes).resize(360).toBuffer()),
  );
  scene = await sharp({ create: { width: 900, height: 600, channels: 3, background: '#fff' } })
    .composite([
      { input: pizza, left: 40, top: 120 },
      { input: car, left: 520, top: 230 },
    ])
    .png()
    .toBuffer();
  alone = { pizza: await embedded(drawing('1f355')), car: await embedded(drawing('1f697')) };
});
afterAll(() => embedder.stop());

describe('a crop', () => {
  test('is what is embedded', async () => {
    const [pizza, car] = [await embedded(scene, { crop: onPizza }), await embedded(scene, { crop: onCar })];
    expect(cosine(pizza, alone.pizza)).toBeGreaterThan(cosine(pizza, alone.car) + 0.3);
    expect(cosine(car, alone.car)).toBeGreaterThan(cosine(car, alone.pizza) + 0.3);
  });

  test('is the same as cutting the part out by hand', async () => {
    const cut = sharp(scene).extract({ left: 495, top: 210, width: 405, height: 390 });
    const vector = await embedded(scene, { crop: onCar });
    expect(cosine(vector, await embedded(await cut.png().toBuffer()))).toBeGreaterThan(0.999);
  });

  test('is of the upright picture, whatever EXIF says of the stored one', async () => {
    const turned = await sharp(scene).rotate(270).withMetadata({ orientation: 6 }).png().toBuffer();
    const mirrored = await sharp(scene).flop().withMetadata({ orientation: 2 }).png().toBuffer();
    const vector = await embedded(scene, { crop: onCar });
    for (const stored of [turned, mirrored]) {
      expect(cosine(await embedded(stored, { crop: onCar }), vector)).toBeGreaterThan(0.999);
    }
  });

  test('tells of the whole picture all the same', async () => {
    const { picture } = await embedder.embedImage(scene, { ...patient, view: { crop: onCar } });
    expect(picture).toEqual({ format: 'png', width: 900, height: 600 });
  });

  test('of less than 16 pixels is refused, by what it would leave', async () => {
    const sliver: View = { crop: { x: 0.5, y: 0.5, width: 0.5, height: 0.02 } };
    expect(await codeOf(embedded(scene, sliver))).toBe('BAD_USER_INPUT');
    await expect(embedded(scene, sliver)).rejects.toThrow('450 × 12');
    expect(await codeOf(embedded(scene, { crop: { x: 0.5, y: 0.5, width: 0.5, height: 0.03 } }))).toBe(
      'none',
    );
  });
});

describe('a rotation', () => {
  test.each([90, 180, 270] as const)('of %i turns clockwise', async (rotate) => {
    const turned = await sharp(scene).rotate(rotate).png().toBuffer();
    expect(cosine(await embedded(scene, { rotate }), await embedded(turned))).toBeGreaterThan(0.999);
  });

  test('comes after the crop', async () => {
    const cut = sharp(scene).extract({ left: 0, top: 0, width: 450, height: 600 });
    const turned = await sharp(await cut.png().toBuffer())
      .rotate(90)
      .png()
      .toBuffer();
    const vector = await embedded(scene, { crop: onPizza, rotate: 90 });
    expect(cosine(vector, await embedded(turned))).toBeGreaterThan(0.999);
  });
});

test('several views of one picture are as each by itself', async () => {
  const views: View[] = [{}, { crop: onPizza }, { crop: onCar, rotate: 180 }];
  const together = await embedder.embedViews(scene, views, patient);
  expect(together).toHaveLength(3);
  for (const [at, view] of views.entries()) {
    const vector = together[at]?.vector ?? new Float32Array();
    expect(cosine(vector, await embedded(scene, view))).toBeGreaterThan(0.999);
  }
});

test('views of a small part of a large picture show it as sharp as it is', async () => {
  const large = await sharp(scene).resize(6000).jpeg().toBuffer();
  const crop: Crop = { x: 0.62, y: 0.42, width: 0.1, height: 0.1 };
  const [seen] = await embedder.embedViews(large, [{ crop }, { crop: { ...crop, width: 0.05 } }], patient);
  expect(cosine(seen?.vector ?? new Float32Array(), await embedded(large, { crop }))).toBeGreaterThan(0.99);
});

test('a view of nothing has no contrast, one of something has', async () => {
  const corner: Crop = { x: 0.46, y: 0, width: 0.2, height: 0.3 };
  const views = [{ crop: corner }, { crop: onPizza }];
  const [nothing, pizza] = await embedder.embedViews(scene, views, patient);
  expect(nothing?.contrast).toBeLessThan(1);
  expect(pizza?.contrast).toBeGreaterThan(30);
});

test('views are withdrawn with their caller', async () => {
  const caller = new AbortController();
  const views = Array.from({ length: 64 }, () => ({ crop: onCar }));
  const asked = embedder.embedViews(scene, views, { ...patient, signal: caller.signal });
  setTimeout(() => caller.abort(), 50);
  const startedMs = performance.now();
  await expect(asked).rejects.toThrow('aborted');
  await embedded(drawing('1f436'));
  const all = performance.now();
  await embedder.embedViews(scene, views, patient);
  expect(all - startedMs).toBeLessThan(performance.now() - all);
});

test('more views than one call takes are refused', async () => {
  const views = Array.from({ length: 65 }, () => ({}));
  expect(await codeOf(embedder.embedViews(scene, views, patient))).toBe('BAD_USER_INPUT');
});

const fraction = fc.double({ min: 0, max: 1, noNaN: true });
const crops = fc
  .record({ x: fraction, y: fraction, width: fraction, height: fraction })
  .map(({ x, y, width, height }): Crop => ({ x, y, width: width * (1 - x), height: height * (1 - y) }))
  .filter(({ width, height }) => width > 1e-6 && height > 1e-6);

test('what a crop cuts out lies in the picture, whatever it is', () => {
  fc.assert(
    fc.property(crops, fc.integer({ min: 1, max: 9999 }), fc.integer({ min: 1, max: 9999 }), (crop, w, h) => {
      const { left, top, width, height } = rectangleOf(crop, { width: w, height: h });
      expect(Math.min(left, top)).toBeGreaterThanOrEqual(0);
      expect(Math.min(width, height)).toBeGreaterThanOrEqual(1);
      expect(left + width).toBeLessThanOrEqual(w);
      expect(top + height).toBeLessThanOrEqual(h);
    }),
  );
});

test('a part that holds several views holds each of them whole', () => {
  fc.assert(
    fc.property(fc.array(crops, { minLength: 1, maxLength: 5 }), (several) => {
      const bounds = boundsOf(several.map((crop) => ({ crop })));
      for (const crop of several) {
        const { x, y, width, height } = cropWithin(bounds, { crop });
        expect(Math.min(x, y)).toBeGreaterThanOrEqual(0);
        expect(Math.max(x + width, y + height)).toBeLessThanOrEqual(1 + 1e-6);
        expect(bounds.x + x * bounds.width).toBeCloseTo(crop.x, 6);
        expect(width * bounds.width).toBeCloseTo(crop.width, 6);
      }
    }),
  );
});
