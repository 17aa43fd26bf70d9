import type { KnownFile, KnownModel } from '../registry.ts';
import { clipTowers, immich } from './shared.ts';

interface ClipVariant {
  readonly name: string;
  readonly weights: string;
  readonly about: string;
  readonly vision: KnownFile;
  readonly text: KnownFile;
  readonly tolerance: number;
  readonly maxBatch: number;
}

/**
 * OpenAI's CLIP ViT-B/32 (MIT, github.com/openai/CLIP), as exported to ONNX in Xenova/clip-vit-base-patch32. Sizes and
 * sha256 as public projects pin them for this revision; tensor names as transformers.js reads them.
 */
function openaiClip({ name, weights, about, vision, text, tolerance, maxBatch }: ClipVariant): KnownModel {
  return {
    title: `CLIP ViT-B/32 by OpenAI, ${weights}`,
    about,
    repository: 'Xenova/clip-vit-base-patch32',
    revision: 'd15189d7028b43f1d3e65039190477f6af591c2a',
    files: [
      vision,
      text,
      {
        path: 'tokenizer.json',
        name: 'tokenizer.json',
        bytes: 2_224_119,
        sha256: 'f7f3b7af117d467b58374797691a6438d3e6b9e9cef800dfd5dced7f697a90cd',
      },
      {
        path: 'tokenizer_config.json',
        name: 'tokenizer_config.json',
        bytes: 775,
        sha256: '60ba2912bc6344c94bc16bbdec27fa1209409167b6f2fdf3cfe9e65462ea3967',
      },
    ],
    quality: immich({ en: 59.37, fr: 35.17, es: 29.84, pt: 21.3 }),
    tolerance,
    draft: {
      name,
      version: `openai-${weights}`,
      dimensions: clipTowers.dimensions,
      languages: ['en'],
      licence: 'MIT',
      image: { ...clipTowers.image, file: vision.name, maxBatch },
      text: { ...clipTowers.text, file: text.name },
      sha256: {},
    },
  };
}

export const clipInt8 = openaiClip({
  name: 'clip-vit-base-patch32',
  weights: 'int8',
  about: 'The usual first choice for English: small, quick, and knows nearly everything a shop sells.',
  vision: {
    path: 'onnx/vision_model_quantized.onnx',
    name: 'vision_model_quantized.onnx',
    bytes: 89_117_001,
    sha256: '583fd1110a514667812fee7d684952aaf82a99b959760c8d7dca7e0ab9839299',
  },
  text: {
    path: 'onnx/text_model_quantized.onnx',
    name: 'text_model_quantized.onnx',
    bytes: 64_504_507,
    sha256: '73baab855d406190da9faa498cfedf65f15cf309f4cc7385b7b032e6d08e5c3a',
  },
  // measured by others: up to 0.032 between processors with and without int8 instructions
  tolerance: 0.05,
  // activations are scaled over the whole run: beside others a picture's vector is another one, at a cosine near .9995
  maxBatch: 1,
});

export const clipFp16 = openaiClip({
  name: 'clip-vit-base-patch32-fp16',
  weights: 'fp16',
  about: 'The vectors of the full weights at half their size on disk.',
  vision: {
    path: 'onnx/vision_model_fp16.onnx',
    name: 'vision_model_fp16.onnx',
    bytes: null,
    sha256: null,
    aboutBytes: 176e6,
  },
  text: {
    path: 'onnx/text_model_fp16.onnx',
    name: 'text_model_fp16.onnx',
    bytes: null,
    sha256: null,
    aboutBytes: 127e6,
  },
  tolerance: 0.01,
  maxBatch: 8,
});

export const clipFp32 = openaiClip({
  name: 'clip-vit-base-patch32-fp32',
  weights: 'fp32',
  about: 'The full weights: the same vectors on every processor.',
  vision: {
    path: 'onnx/vision_model.onnx',
    name: 'vision_model.onnx',
    bytes: 351_685_709,
    sha256: 'fd6e1402a588279d1723c7534d4bcba5bc0b14b47dfab0e46f8c47b8270d7d40',
  },
  text: {
    path: 'onnx/text_model.onnx',
    name: 'text_model.onnx',
    bytes: 254_058_553,
    sha256: '3f6571f5bad13a97c469c1622e1cfc4d9aef78b79fdbfcff804ca357bfada8cc',
  },
  tolerance: 0.005,
  maxBatch: 8,
});
