import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Tokenizer } from '@huggingface/tokenizers';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import sharp from 'sharp';
import { type Manifest, parseManifest } from '../../src/embedding/manifest.ts';

/** A model folder's two towers with nothing around them. */
export interface BareTowers {
  /** A JPEG as the pixels that the model takes: planes of red, green, blue. */
  decode(jpeg: Buffer): Promise<Float32Array>;
  /** The vectors of decoded pictures, in one run. */
  embedPictures(pixels: readonly Float32Array[]): Promise<Float32Array>;
  embedText(text: string): Promise<Float32Array>;
}

const fit = { pad: 'contain', squash: 'fill', cover: 'cover' } as const;
const kernel = { bicubic: 'cubic', bilinear: 'linear' } as const;

/** @param spinning whether the runtime's threads wait for work by turning, as they do unless told otherwise */
export async function openTowers(folder: string, threads: number, spinning: boolean): Promise<BareTowers> {
  const { image, text } = parseManifest(readFileSync(join(folder, 'model.json'), 'utf8'), 'model.json');
  const json = (name: string): object => JSON.parse(readFileSync(join(folder, name), 'utf8'));
  const tokenizer = new Tokenizer(json(text.tokenizer), json(text.tokenizerConfig));
  const options: InferenceSession.SessionOptions = {
    intraOpNumThreads: threads,
    graphOptimizationLevel: 'all',
    extra: { session: { intra_op: { allow_spinning: spinning ? '1' : '0' } } },
  };
  const [seeing, reading] = [
    await InferenceSession.create(join(folder, image.file), options),
    await InferenceSession.create(join(folder, text.file), options),
  ];

  return {
    async decode(jpeg) {
      const raw = await sharp(jpeg)
        .autoOrient()
        .resize(image.size, image.size, {
          fit: fit[image.resize],
          kernel: kernel[image.kernel],
          background: '#fff',
        })
        .removeAlpha()
        .raw()
        .toBuffer();
      return planes(raw, image);
    },

    async embedPictures(pixels) {
      const [first = new Float32Array()] = pixels;
      let input = first;
      if (pixels.length > 1) {
        input = new Float32Array(pixels.length * first.length);
        for (const [index, picture] of pixels.entries()) input.set(picture, index * first.length);
      }
      const shape = [pixels.length, 3, image.size, image.size];
      return await run(seeing, { [image.input]: new Tensor('float32', input, shape) }, image.output);
    },

    async embedText(words) {
      const ids = tokenizer.encode(words).ids.slice(0, text.context);
      while (ids.length < (text.pad?.length ?? 0)) ids.push(text.pad?.id ?? 0);
      const input = new Tensor('int64', BigInt64Array.from(ids, BigInt), [1, ids.length]);
      return await run(reading, { [text.input]: input }, text.output);
    },
  };
}

function planes(raw: Buffer, { size, mean, std }: Manifest['image']): Float32Array {
  const area = size * size;
  const pixels = new Float32Array(3 * area);
  for (let channel = 0; channel < 3; channel++) {
    const [m, d] = [255 * (mean[channel] ?? 0), 255 * (std[channel] ?? 1)];
    for (let at = 0; at < area; at++) pixels[channel * area + at] = ((raw[3 * at + channel] ?? 0) - m) / d;
  }
  return pixels;
}

async function run(
  session: InferenceSession,
  feeds: Readonly<Record<string, Tensor>>,
  output: string,
): Promise<Float32Array> {
  const { [output]: tensor } = await session.run({ ...feeds }, [output]);
  if (!(tensor?.data instanceof Float32Array)) throw new Error('the model gave no float32');
  return tensor.data;
}
