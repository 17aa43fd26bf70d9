import { join } from 'node:path';
import { Tokenizer } from '@huggingface/tokenizers';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import sharp from 'sharp';
import type { Manifest } from '../../src/embedding/manifest.ts';
import type { Form } from './forms.ts';
import type { TokenizerFiles } from './tokenizers.ts';

const components = 16;
/** Processors round 8 bit differently. */
const tolerance = 0.01;
const file = 'self-check.png';

/** A picture as raw RGB of the very size that the model sees, so that no resizing is part of the check. */
function drawing(size: number): Buffer {
  const pixels = Buffer.alloc(size * size * 3);
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) {
      const at = (y * size + x) * 3;
      pixels[at] = (x * 255) / size;
      pixels[at + 1] = (y * 255) / size;
      pixels[at + 2] = (x ^ y) & 255;
    }
  }
  return pixels;
}

/** The first components of the unit vector that a tower gives for one input. */
async function firstOf(
  path: string,
  output: string,
  feeds: Readonly<Record<string, Tensor>>,
  dimensions: number,
): Promise<number[]> {
  const session = await InferenceSession.create(path);
  const { [output]: tensor } = await session.run({ ...feeds }, [output]);
  await session.release();
  const values = tensor?.data;
  if (!(values instanceof Float32Array) || values.length !== dimensions) {
    throw new Error(`${path} gave ${tensor?.type} ${tensor?.dims.join('×')}, not ${dimensions} numbers`);
  }
  const length = Math.hypot(...values);
  return Array.from(values.slice(0, components), (value) => Number((value / length).toFixed(4)));
}

/** Draws the self-check's picture into a folder that has the weights, and runs both towers once, by the runtime alone. */
export async function makeSelfCheck(
  folder: string,
  { dimensions, image, text, selfCheckText }: Form,
  weights: { readonly image: string; readonly text: string },
  { tokenizer, config }: TokenizerFiles,
): Promise<Manifest['selfCheck']> {
  const { size, mean, std } = image;
  const rgb = drawing(size);
  await sharp(rgb, { raw: { width: size, height: size, channels: 3 } })
    .png()
    .toFile(join(folder, file));
  const area = size * size;
  const pixels = Float32Array.from({ length: 3 * area }, (_, at) => {
    const channel = Math.floor(at / area);
    return ((rgb[(at % area) * 3 + channel] ?? 0) / 255 - (mean[channel] ?? 0)) / (std[channel] ?? 1);
  });
  const ids = new Tokenizer(tokenizer, config).encode(selfCheckText).ids;
  const filled = [
    ...ids,
    ...Array<number>((text.pad?.length ?? ids.length) - ids.length).fill(text.pad?.id ?? 0),
  ];
  const feeds = {
    image: { [image.input]: new Tensor('float32', pixels, [1, 3, size, size]) },
    text: { [text.input]: new Tensor('int64', BigInt64Array.from(filled, BigInt), [1, filled.length]) },
  };
  return {
    tolerance,
    image: {
      file,
      vector: await firstOf(join(folder, weights.image), image.output, feeds.image, dimensions),
    },
    text: {
      text: selfCheckText,
      vector: await firstOf(join(folder, weights.text), text.output, feeds.text, dimensions),
    },
  };
}
