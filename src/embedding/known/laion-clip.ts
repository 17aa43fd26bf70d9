import type { KnownModel } from '../registry.ts';
import { asWritten, clipNormalisation, immich, tokenizerFiles } from './shared.ts';

/**
 * LAION's CLIP ViT-B/32 (MIT), as Immich exports it from OpenCLIP: inputs `image` float32 and `text` int32, output
 * `embedding`, one at a time, texts filled up to 77 tokens (immich-app/immich, machine-learning exporter). Sizes and
 * sha256 of the weights as public projects pin them for this revision.
 */
export const laionClip: KnownModel = {
  title: 'CLIP ViT-B/32 by LAION (LAION-2B), fp32',
  about:
    'Better than OpenAI’s on English, and of use in French, at the same speed per picture as its full weights.',
  repository: 'immich-app/ViT-B-32__laion2b-s34b-b79k',
  revision: '19a057a0fb927cf239541300e74237cd56c7ffe2',
  files: [
    {
      path: 'visual/model.onnx',
      name: 'image.onnx',
      bytes: 351_613_724,
      sha256: 'b9ce24b91a8c62ef8d40ea786051709c93140104cbf2b6b4a2cc270df3838f9c',
    },
    {
      path: 'textual/model.onnx',
      name: 'text.onnx',
      bytes: 254_193_396,
      sha256: '48c25be37b352398f2533c9426dab6f9340535e14e46f884cc894236a5060722',
    },
    { path: 'textual/tokenizer.json', name: 'tokenizer.json', bytes: null, sha256: null, aboutBytes: 2.3e6 },
    {
      path: 'textual/tokenizer_config.json',
      name: 'tokenizer_config.json',
      bytes: null,
      sha256: null,
      aboutBytes: 1000,
    },
  ],
  quality: immich({ en: 68.78, fr: 56.08, es: 42.5, de: 36.6, it: 33.8, pt: 32.62, nl: 29.54 }),
  tolerance: 0.005,
  draft: {
    name: 'clip-vit-b-32-laion2b',
    version: 'laion2b-s34b-b79k',
    dimensions: 512,
    languages: ['en', 'fr'],
    licence: 'MIT',
    image: {
      file: 'image.onnx',
      input: 'image',
      output: 'embedding',
      size: 224,
      resize: 'cover',
      kernel: 'bicubic',
      ...clipNormalisation,
      maxBatch: 1,
    },
    text: {
      file: 'text.onnx',
      ...tokenizerFiles,
      input: 'text',
      inputType: 'int32',
      mask: false,
      output: 'embedding',
      context: 77,
      // what follows the first end token is not looked at
      pad: { length: 77, id: 49_407 },
      endId: 49_407,
      ...asWritten,
    },
    sha256: {},
  },
};
