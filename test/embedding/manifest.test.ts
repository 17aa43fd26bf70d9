import { readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import {
  fingerprintOf,
  identityOf,
  type Manifest,
  parseManifest,
  readManifest,
} from '../../src/embedding/manifest.ts';
import { alteredModel, starterFolder } from './helpers.ts';

const starter = parseManifest(readFileSync(join(starterFolder, 'model.json'), 'utf8'), 'model.json');
const hash = (digit: string) => digit.repeat(64);

/** The manifest of a model in the form of CLIP ViT-B/32. */
const clip = {
  name: 'clip-vit-base-patch32',
  version: 'openai',
  dimensions: 512,
  languages: ['en'],
  licence: 'MIT',
  image: {
    file: 'vision_model_quantized.onnx',
    input: 'pixel_values',
    output: 'image_embeds',
    size: 224,
    resize: 'cover',
    kernel: 'bicubic',
    mean: [0.48145466, 0.4578275, 0.40821073],
    std: [0.26862954, 0.26130258, 0.27577711],
    maxBatch: 8,
  },
  text: {
    file: 'text_model_quantized.onnx',
    tokenizer: 'tokenizer.json',
    tokenizerConfig: 'tokenizer_config.json',
    input: 'input_ids',
    mask: false,
    output: 'text_embeds',
    context: 77,
    endId: 49407,
  },
  sha256: {
    'vision_model_quantized.onnx': hash('1'),
    'text_model_quantized.onnx': hash('2'),
    'tokenizer.json': hash('3'),
    'tokenizer_config.json': hash('4'),
    'cat.png': hash('5'),
  },
  selfCheck: {
    tolerance: 0.02,
    image: { file: 'cat.png', vector: [0.1, 0.2, 0.3, 0.4] },
    text: { text: 'a photo of a cat', vector: [0.1, 0.2, 0.3, 0.4] },
  },
};

/** And one in the form of SigLIP: squashed pictures, every text filled up, no mask. */
const siglip = {
  ...clip,
  name: 'siglip2-base',
  dimensions: 768,
  image: {
    ...clip.image,
    size: 256,
    resize: 'squash',
    kernel: 'bilinear',
    mean: [0.5, 0.5, 0.5],
    std: [0.5, 0.5, 0.5],
  },
  text: {
    ...clip.text,
    context: 64,
    pad: { length: 64, id: 0 },
    endId: 1,
    lowerCase: true,
    stripPunctuation: true,
  },
};

const bounds = { identical: 0.9, strong: 0.7, related: 0.5, weak: 0.2 };

test.each([clip, siglip])('$name can be described', (manifest) => {
  expect(parseManifest(JSON.stringify(manifest), 'model.json')).toMatchObject(manifest);
});

test('it may say what the scores mean', () => {
  const calibration = { image: bounds, text: { ...bounds, identical: 0.6, strong: 0.6 } };
  const manifest = parseManifest(JSON.stringify({ ...clip, calibration }), 'model.json');
  expect(identityOf(manifest).calibration).toEqual(calibration);
});

describe('a broken manifest', () => {
  const cases: [string, unknown, RegExp][] = [
    ['a field that is missing', { ...clip, dimensions: undefined }, /dimensions/],
    ['a field that nobody knows', { ...clip, dimension: 512 }, /dimension/],
    ['more dimensions than can be indexed', { ...clip, dimensions: 4096 }, /dimensions: .*2000/],
    [
      'a file outside of the folder',
      { ...clip, image: { ...clip.image, file: '../weights.onnx' } },
      /image\.file: must be the name/,
    ],
    [
      'an absolute file',
      { ...clip, text: { ...clip.text, tokenizer: '/etc/passwd' } },
      /text\.tokenizer: must be the name/,
    ],
    [
      'a file without a hash',
      { ...clip, sha256: { ...clip.sha256, 'cat.png': undefined } },
      /sha256\.cat\.png/,
    ],
    ['a standard deviation of zero', { ...clip, image: { ...clip.image, std: [0, 1, 1] } }, /image\.std\.0/],
    [
      'bounds of strength that rise',
      { ...clip, calibration: { image: { ...bounds, strong: 0.4 }, text: bounds } },
      /calibration\.image: must fall from identical/,
    ],
    ['bounds for pictures alone', { ...clip, calibration: { image: bounds } }, /calibration\.text/],
    [
      'texts filled up past the context',
      { ...clip, text: { ...clip.text, pad: { length: 78, id: 0 } } },
      /text\.pad\.length/,
    ],
  ];
  test.each(cases)('%s', (_, manifest, message) => {
    const parse = () => parseManifest(JSON.stringify(manifest), '/models/clip/model.json');
    expect(parse).toThrow(message);
    expect(parse).toThrow(/\/models\/clip\/model\.json.*correct it, see models\/README\.md/);
  });

  test('no JSON', () => {
    expect(() => parseManifest('{', '/models/clip/model.json')).toThrow(
      /model\.json is no JSON .*restore the file/,
    );
  });

  test('a file that is missing', async () => {
    const { folder } = await alteredModel((manifest) => manifest);
    await rm(join(folder, 'text.onnx'));
    await expect(readManifest(folder)).rejects.toThrow(/model\.json names text\.onnx, which is missing/);
  });
});

describe('the fingerprint', () => {
  const differs = (alter: (manifest: Manifest) => Manifest) =>
    fingerprintOf(alter(starter)) !== fingerprintOf(starter);

  test('changes with what decides a vector', () => {
    expect(differs((m) => ({ ...m, sha256: { ...m.sha256, 'image.onnx': hash('0') } }))).toBe(true);
    expect(differs((m) => ({ ...m, sha256: { ...m.sha256, 'tokenizer.json': hash('0') } }))).toBe(true);
    expect(differs((m) => ({ ...m, sha256: { ...m.sha256, 'image.onnx_data': hash('0') } }))).toBe(true);
    expect(differs((m) => ({ ...m, image: { ...m.image, resize: 'cover' } }))).toBe(true);
    expect(differs((m) => ({ ...m, image: { ...m.image, mean: [0, 0, 0] } }))).toBe(true);
    expect(differs((m) => ({ ...m, text: { ...m.text, context: 16 } }))).toBe(true);
    expect(differs((m) => ({ ...m, text: { ...m.text, lowerCase: true } }))).toBe(true);
  });

  test('and with nothing else', () => {
    expect(differs((m) => ({ ...m, name: 'other', version: '9', languages: ['tr'], licence: 'MIT' }))).toBe(
      false,
    );
    expect(differs((m) => ({ ...m, image: { ...m.image, maxBatch: 8 } }))).toBe(false);
    expect(differs((m) => ({ ...m, text: { ...m.text, inputType: 'int32' } }))).toBe(false);
    expect(differs((m) => ({ ...m, standIn: true }))).toBe(false);
    expect(differs((m) => ({ ...m, calibration: { image: bounds, text: bounds } }))).toBe(false);
    expect(differs((m) => ({ ...m, sha256: { ...m.sha256, 'self-check.png': hash('0') } }))).toBe(false);
  });
});
