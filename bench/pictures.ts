import { readdir, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import sharp from 'sharp';
import { createRandom } from './random.ts';

/** A 3D figurine on a rough, lit table: what a phone photo costs to decode, made the same way every time. */
export interface Scene {
  /** Path of the figurine, with transparency around it. */
  readonly figurine: string;
  /** Pixels of each side. */
  readonly size: number;
  /** How rough the background is, as the deviation of its finest noise in 1/255. */
  readonly roughness: number;
  readonly seed: number;
}

/** Paths of the demo's figurines, in a fixed order, without people (their skin tones come six times). */
export async function figurines(): Promise<string[]> {
  const folder = join(
    dirname(createRequire(import.meta.url).resolve('@lobehub/fluent-emoji-3d/package.json')),
    'assets',
  );
  const names = (await readdir(folder)).filter((name) => !/1f3f[b-f]|200d/.test(name));
  return names.sort().map((name) => join(folder, name));
}

/** The scene as a JPEG of quality 85. */
export async function photograph(scene: Scene): Promise<Buffer> {
  const { size } = scene;
  const side = Math.round(size * 0.62);
  const offset = Math.round((size - side) / 2);
  const figurine = await sharp(scene.figurine).resize(side, side).png().toBuffer();
  const shadow = await sharp(figurine)
    .extractChannel('alpha')
    .toColourspace('b-w')
    .blur(side / 24)
    .linear(0.45)
    .raw()
    .toBuffer();
  const shadowOnBlack = await sharp({
    create: { width: side, height: side, channels: 3, background: '#000' },
  })
    .joinChannel(shadow, { raw: { width: side, height: side, channels: 1 } })
    .png()
    .toBuffer();
  return sharp(table(scene), { raw: { width: size, height: size, channels: 3 } })
    .composite([
      { input: shadowOnBlack, left: offset + Math.round(size / 40), top: offset + Math.round(size / 30) },
      { input: figurine, left: offset, top: offset },
    ])
    .jpeg({ quality: 85 })
    .toBuffer();
}

/** The first `count` scenes of the indexing set: 512 px, each another figurine, then the same on another table. */
export async function* indexingPictures(count: number): AsyncGenerator<Buffer> {
  const all = await figurines();
  for (let index = 0; index < count; index++) {
    const figurine = all[index % all.length];
    if (figurine === undefined) throw new Error('there are no figurines; run npm ci');
    yield await photograph({ figurine, size: 512, roughness: 6, seed: index + 1 });
  }
}

/** Puts the first `count` pictures of the indexing set into a folder, in the order of their names. */
export async function writePictures(folder: string, count: number): Promise<void> {
  let written = 0;
  for await (const picture of indexingPictures(count)) {
    await writeFile(join(folder, `${String(written++).padStart(6, '0')}.jpg`), picture);
  }
}

/** Warm wood under a lamp: a gradient, long grain, and noise, as raw RGB. */
function table({ size, roughness, seed }: Scene): Buffer {
  const random = createRandom(seed);
  const hue = [150 + 70 * random.uniform(), 110 + 70 * random.uniform(), 80 + 70 * random.uniform()];
  const grainPhase = random.uniform() * 10;
  const pixels = Buffer.alloc(size * size * 3);
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) {
      const light = 30 * (1 - Math.hypot(x / size - 0.3, y / size - 0.2));
      const grain = 8 * Math.sin(grainPhase + (y / size) * 60 + 3 * Math.sin((x / size) * 7));
      const value = light + grain + roughness * random.normal();
      const at = (y * size + x) * 3;
      for (let channel = 0; channel < 3; channel++) {
        pixels[at + channel] = Math.min(255, Math.max(0, Math.round((hue[channel] ?? 0) + value)));
      }
    }
  }
  return pixels;
}
