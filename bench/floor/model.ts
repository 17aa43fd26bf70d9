import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Tokenizer } from '@huggingface/tokenizers';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import sharp from 'sharp';

/** What the floor knows of the starter model, by heart. */
const side = 260;
const dimensions = 256;
const mean = 127;
const deviation = 128;

/** The starter model with nothing around it. */
export interface BareModel {
  readonly dimensions: number;
  /** A JPEG as pixels of the model's size: planes of R, G, B. */
  decode(jpeg: Buffer): Promise<Float32Array>;
  /** Unit vectors of decoded pictures, in one run. */
  embedImages(pixels: readonly Float32Array[]): Promise<Float32Array[]>;
  embedText(text: string): Promise<Float32Array>;
}

/** @param spinning whether the runtime's threads wait for work by turning, which is quick where nobody else wants a core */
export async function loadModel(folder: string, threads: number, spinning = true): Promise<BareModel> {
  const options: InferenceSession.SessionOptions = {
    intraOpNumThreads: threads,
    graphOptimizationLevel: 'all',
    extra: { session: { intra_op: { allow_spinning: spinning ? '1' : '0' } } },
  };
  const json = (name: string): object => JSON.parse(readFileSync(join(folder, name), 'utf8'));
  const tokenizer = new Tokenizer(json('tokenizer.json'), json('tokenizer_config.json'));
  const image = await InferenceSession.create(join(folder, 'image.onnx'), options);
  const text = await InferenceSession.create(join(folder, 'text.onnx'), options);

  return {
    dimensions,

    async decode(jpeg) {
      const raw = await sharp(jpeg)
        .autoOrient()
        .resize(side, side, { fit: 'contain', background: '#fff', kernel: 'cubic' })
        .removeAlpha()
        .raw()
        .toBuffer();
      const plane = side * side;
      const pixels = new Float32Array(3 * plane);
      for (let at = 0, from = 0; at < plane; at++, from += 3) {
        pixels[at] = ((raw[from] ?? 0) - mean) / deviation;
        pixels[at + plane] = ((raw[from + 1] ?? 0) - mean) / deviation;
        pixels[at + 2 * plane] = ((raw[from + 2] ?? 0) - mean) / deviation;
      }
      return pixels;
    },

    async embedImages(pixels) {
      const [first] = pixels;
      if (first === undefined) return [];
      let input = first;
      if (pixels.length > 1) {
        input = new Float32Array(pixels.length * first.length);
        for (const [index, picture] of pixels.entries()) input.set(picture, index * first.length);
      }
      const shape = [pixels.length, 3, side, side];
      const { image_embeds: output } = await image.run({ pixel_values: new Tensor('float32', input, shape) });
      return rows(output, pixels.length);
    },

    async embedText(words) {
      const ids = tokenizer.encode(words).ids.slice(0, 32);
      const shape = [1, ids.length];
      const { text_embeds: output } = await text.run({
        input_ids: new Tensor('int64', BigInt64Array.from(ids, BigInt), shape),
        attention_mask: new Tensor('int64', new BigInt64Array(ids.length).fill(1n), shape),
      });
      const [vector] = rows(output, 1);
      if (vector === undefined) throw new Error('the text tower gave nothing');
      return vector;
    },
  };
}

function rows(output: Tensor | undefined, count: number): Float32Array[] {
  const data = output?.data;
  if (!(data instanceof Float32Array)) throw new Error('the model gave no float32');
  return Array.from({ length: count }, (_, row) => data.slice(row * dimensions, (row + 1) * dimensions));
}
