import sharp, { type Sharp } from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Embedder } from '../../src/embedding/types.ts';
import { codeOf, cosine, drawing, embedderForTest, newEmbedder } from './helpers.ts';

let embedder: Embedder;
/** 900 × 600, different in every corner. */
let scene: Buffer;
let sceneVector: Float32Array;

/** What is costly to make is made once. */
function memoise<Value>(make: () => Promise<Value>): () => Promise<Value> {
  let made: Promise<Value> | undefined;
  return () => {
    made ??= make();
    return made;
  };
}

const vectorOf = async (bytes: Buffer) => (await embedder.embedImage(bytes, { waitMs: 60_000 })).vector;

beforeAll(async () => {
  embedder = await newEmbedder();
  scene = await sharp({ create: { width: 900, height: 600, channels: 3, background: '#ffffff' } })
    .composite([
      { input: await sharp(drawing('1f34e')).resize(450).toBuffer(), left: 30, top: 60 },
      { input: await sharp(drawing('1f697')).resize(330).toBuffer(), left: 540, top: 240 },
    ])
    .png()
    .toBuffer();
  sceneVector = await vectorOf(scene);
});
afterAll(() => embedder.stop());

describe('the same picture in another form gives the same vector', () => {
  const jpeg = { quality: 100, chromaSubsampling: '4:4:4' };
  const forms: [string, number, () => Promise<Buffer>][] = [
    ['JPEG', 0.999, () => sharp(scene).jpeg(jpeg).toBuffer()],
    [
      'JPEG, turned and marked so in EXIF',
      0.999,
      () => sharp(scene).rotate(270).withMetadata({ orientation: 6 }).jpeg(jpeg).toBuffer(),
    ],
    [
      'JPEG, mirrored and marked so in EXIF',
      0.999,
      () => sharp(scene).flop().withMetadata({ orientation: 2 }).jpeg(jpeg).toBuffer(),
    ],
    // printing inks don't hold every colour
    ['CMYK JPEG', 0.95, () => sharp(scene).toColourspace('cmyk').jpeg(jpeg).toBuffer()],
    ['PNG of 16 bit', 0.999, () => sharp(scene).toColourspace('rgb16').png().toBuffer()],
    ['WebP', 0.999, () => sharp(scene).webp({ lossless: true }).toBuffer()],
    ['AVIF', 0.995, () => sharp(scene).avif({ quality: 90, chromaSubsampling: '4:4:4' }).toBuffer()],
    ['GIF', 0.98, () => sharp(scene).gif().toBuffer()],
  ];
  test.each(forms)('%s', async (_, least, make) => {
    expect(cosine(await vectorOf(await make()), sceneVector)).toBeGreaterThan(least);
  });

  test('PNG with alpha, on white', async () => {
    const cutOut = drawing('1f3b8');
    const onWhite = await sharp(cutOut).flatten({ background: '#ffffff' }).png().toBuffer();
    const onBlack = await sharp(cutOut).flatten({ background: '#000000' }).png().toBuffer();
    const vector = await vectorOf(cutOut);
    expect(cosine(vector, await vectorOf(onWhite))).toBeGreaterThan(0.999);
    expect(cosine(vector, await vectorOf(onBlack))).toBeLessThan(0.99);
  });

  test('animated GIF, its first frame', async () => {
    const frames = [drawing('1f34e'), drawing('1f697'), drawing('1f3b8')];
    const animated = await sharp(frames, { join: { animated: true } })
      .gif()
      .toBuffer();
    const first = await sharp(drawing('1f34e')).gif().toBuffer();
    expect(cosine(await vectorOf(animated), await vectorOf(first))).toBeGreaterThan(0.99);
  });

  test('greyscale, with and without alpha', async () => {
    const grey = await sharp(scene).greyscale().toColourspace('b-w').png().toBuffer();
    const greyRgb = await sharp(scene).greyscale().toColourspace('srgb').png().toBuffer();
    expect(cosine(await vectorOf(grey), await vectorOf(greyRgb))).toBeGreaterThan(0.999);
  });
});

test('vectors have unit length and the dimensions of the manifest', () => {
  expect(sceneVector).toHaveLength(256);
  expect(Math.hypot(...sceneVector)).toBeCloseTo(1, 5);
});

test('what the picture is comes with its vector, upright', async () => {
  const turned = await sharp(scene).withMetadata({ orientation: 6 }).jpeg().toBuffer();
  const { picture } = await embedder.embedImage(turned);
  expect(picture).toEqual({ format: 'jpeg', width: 600, height: 900 });
});

test('a word is nearer to its drawing than to any other', async () => {
  const word = await embedder.embedText('guitar');
  const score = async (code: string) => cosine(word, await vectorOf(drawing(code)));
  const others = await Promise.all(
    ['1f34e', '1f355', '1f418', '1f436', '1f45f', '1f4f7', '1f697', '1f6b2', '2615'].map(score),
  );
  expect(await score('1f3b8')).toBeGreaterThan(Math.max(...others) + 0.1);
});

describe('what is no usable picture is refused, by content', () => {
  const noise = { type: 'gaussian', mean: 128, sigma: 40 } as const;
  const photo = () => sharp({ create: { width: 400, height: 400, channels: 3, background: '#888', noise } });
  const svg =
    '<svg xmlns="http://www.w3.org/2000/svg" width="64" height="64"><rect width="64" height="64"/></svg>';
  const cut = async (whole: Promise<Buffer>) => (await whole).subarray(0, -2000);
  const bomb = memoise(() => blank(20_000, 15_000));
  const blank = (width: number, height: number) =>
    sharp({ create: { width, height, channels: 3, background: '#777' }, limitInputPixels: false })
      .png()
      .toBuffer();

  const interlaced = memoise(async () =>
    sharp(await blank(6400, 6400))
      .png({ progressive: true })
      .toBuffer(),
  );

  const cases: [string, string, () => Buffer | Promise<Buffer>][] = [
    ['empty', 'BAD_IMAGE', () => Buffer.alloc(0)],
    ['text', 'UNSUPPORTED_FORMAT', () => Buffer.from('Dear sir or madam, this is no picture at all.')],
    ['SVG', 'UNSUPPORTED_FORMAT', () => Buffer.from(svg)],
    ['SVG with an XML declaration', 'UNSUPPORTED_FORMAT', () => Buffer.from(`<?xml version="1.0"?>${svg}`)],
    ['TIFF', 'UNSUPPORTED_FORMAT', () => photo().tiff().toBuffer()],
    ['truncated JPEG', 'BAD_IMAGE', () => cut(photo().jpeg().toBuffer())],
    ['truncated PNG', 'BAD_IMAGE', () => cut(photo().png().toBuffer())],
    ['truncated WebP', 'BAD_IMAGE', () => cut(photo().webp().toBuffer())],
    ['truncated AVIF', 'BAD_IMAGE', () => cut(photo().avif().toBuffer())],
    ['the first bytes of a PNG', 'BAD_IMAGE', async () => (await photo().png().toBuffer()).subarray(0, 20)],
    ['300 megapixels', 'PAYLOAD_TOO_LARGE', bomb],
    ['one row past the limit', 'PAYLOAD_TOO_LARGE', () => blank(10_000, 10_001)],
    ['an interlaced one of 41 megapixels', 'PAYLOAD_TOO_LARGE', interlaced],
  ];
  test.each(cases)('%s: %s', async (_, code, make) => {
    const bytes = await make();
    expect(await codeOf(embedder.embedImage(bytes))).toBe(code);
    expect(await codeOf(embedder.inspect(bytes))).toBe(code);
    expect(await codeOf(embedder.resize(bytes, 100))).toBe(code);
  });

  test('at the limit it is opened', async () => {
    expect(await embedder.inspect(await blank(10_000, 10_000))).toEqual({
      format: 'png',
      width: 10_000,
      height: 10_000,
    });
  });

  test('a picture that is one pixel wide is no reason to fail', async () => {
    expect(await codeOf(embedder.embedImage(await blank(1, 5000)))).toBe('none');
  });

  test('the message says what to do', async () => {
    await expect(embedder.inspect(await bomb())).rejects.toThrow('300 megapixels (20000 × 15000)');
    await expect(embedder.inspect(Buffer.from(svg))).rejects.toThrow('send a JPEG, PNG, WebP, GIF or AVIF');
  });
});

describe('resize', () => {
  test('gives an upright WebP without metadata, never enlarged', async () => {
    const turned = await sharp(scene).withMetadata({ orientation: 6 }).jpeg().toBuffer();
    const smaller = await sharp(await embedder.resize(turned, 100)).metadata();
    expect([smaller.format, smaller.width, smaller.height]).toEqual(['webp', 100, 150]);
    expect([smaller.exif, smaller.orientation]).toEqual([undefined, undefined]);
    const same = await sharp(await embedder.resize(turned, 5000)).metadata();
    expect([same.width, same.height]).toEqual([600, 900]);
  });

  test('keeps what is transparent so', async () => {
    const { hasAlpha } = await sharp(await embedder.resize(drawing('1f3b8'), 32)).metadata();
    expect(hasAlpha).toBe(true);
  });

  test('shows a view of it, within a height too', async () => {
    const crop = { x: 0.5, y: 0, width: 0.5, height: 0.5 };
    const options = { height: 100, view: { crop, rotate: 90 } } as const;
    const small = sharp(await embedder.resize(scene, 100, options));
    const { width, height } = await small.metadata();
    expect([width, height]).toEqual([67, 100]);
    const expected = sharp(scene).extract({ left: 450, top: 0, width: 450, height: 300 }).rotate(90);
    const pixels = async (picture: Sharp) => await picture.resize(67, 100).removeAlpha().raw().toBuffer();
    const [seen, wanted] = [
      await pixels(sharp(await small.toBuffer())),
      await pixels(sharp(await expected.toBuffer())),
    ];
    const difference = seen.reduce((sum, value, at) => sum + Math.abs(value - (wanted[at] ?? 0)), 0);
    expect(difference / seen.length).toBeLessThan(5);
  });

  test('takes a picture that is taller than WebP can be', async () => {
    const tall = await sharp({ create: { width: 8, height: 20_000, channels: 3, background: '#777' } })
      .png()
      .toBuffer();
    expect((await sharp(await embedder.resize(tall, 400)).metadata()).height).toBe(16_383);
  });
});

test('without a model, pictures are opened all the same, by a process that starts with the first', async () => {
  const bare = await embedderForTest({ MODEL: 'none' });
  expect(bare.model).toBeUndefined();
  expect(bare.state()).toEqual({ state: 'off', reason: 'MODEL is none.' });
  expect(await bare.inspect(scene)).toEqual({ format: 'png', width: 900, height: 600 });
  expect((await bare.resize(scene, 50)).length).toBeGreaterThan(0);
  expect(await codeOf(bare.embedImage(scene))).toBe('MODEL_UNAVAILABLE');
  expect(await codeOf(bare.embedText('shoe'))).toBe('MODEL_UNAVAILABLE');
});
