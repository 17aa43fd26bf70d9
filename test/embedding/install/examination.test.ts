import { readFileSync, writeFileSync } from 'node:fs';
import { cp, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { checkModel } from '../../../src/embedding/install/check.ts';
import { examineModel } from '../../../src/embedding/install/examination.ts';
import { type ManifestDraft, parseDraft } from '../../../src/embedding/manifest.ts';
import { childrenOf } from '../helpers.ts';
import { freshFolder, starterFolder } from './registry.ts';
import { type Graph, onnx, type TensorType, type Value } from './tiny-onnx.ts';

const dimensions = 3;
const vector: Value = { name: 'vector', type: 'float32', shape: ['N', dimensions] };
const pixels: Value = { name: 'pixels', type: 'float32', shape: ['N', 3, 16, 16] };

/** The mean colour of a picture. */
const image: Graph = {
  inputs: [pixels],
  outputs: [vector],
  nodes: [
    { op: 'GlobalAveragePool', inputs: ['pixels'], output: 'means' },
    { op: 'Flatten', inputs: ['means'], output: 'vector' },
  ],
};

const vocabulary = 30_522;
const ids = (type: TensorType = 'int64', tokens: number | string = 'T'): Value => ({
  name: 'ids',
  type,
  shape: [1, tokens],
});
/** The mean of what each token stands for. */
const text = (...inputs: Value[]): Graph => ({
  inputs,
  outputs: [vector],
  constants: [
    {
      name: 'table',
      shape: [vocabulary, dimensions],
      values: Array.from({ length: vocabulary * dimensions }, (_, at) => Math.sin(at * 12.9898) + 0.1),
    },
  ],
  nodes: [
    { op: 'Gather', inputs: ['table', inputs[0]?.name ?? ''], output: 'words' },
    {
      op: 'ReduceMean',
      inputs: ['words'],
      output: 'vector',
      attributes: [
        ['axes', 'ints', [1]],
        ['keepdims', 'int', [0]],
      ],
    },
  ],
});

const draft = {
  name: 'tiny',
  version: '1',
  dimensions,
  languages: ['en'],
  licence: 'MIT',
  image: {
    file: 'image.onnx',
    size: 16,
    resize: 'squash',
    kernel: 'bilinear',
    mean: [0.5, 0.4, 0.3],
    std: [0.5, 0.5, 0.5],
    maxBatch: 2,
  },
  text: {
    file: 'text.onnx',
    tokenizer: 'tokenizer.json',
    tokenizerConfig: 'tokenizer_config.json',
    context: 32,
  },
};

let folder: string;
beforeEach(async () => {
  folder = await freshFolder();
  for (const file of ['tokenizer.json', 'tokenizer_config.json'])
    await cp(join(starterFolder, file), join(folder, file));
  writeFileSync(join(folder, 'image.onnx'), onnx(image));
  writeFileSync(join(folder, 'text.onnx'), onnx(text(ids())));
});

type Altered = Partial<Omit<typeof draft, 'image' | 'text'>> & { image?: object; text?: object };

const drafted = (altered: Altered = {}): ManifestDraft =>
  parseDraft(
    JSON.stringify({
      ...draft,
      ...altered,
      image: { ...draft.image, ...altered.image },
      text: { ...draft.text, ...altered.text },
    }),
    'model.json',
  );

const examine = (altered?: Altered) =>
  examineModel({ folder, draft: drafted(altered), threads: 1, tolerance: 0.005 });

test('what a model takes and gives is found, and what it answers is kept', async () => {
  const found = await examine();
  expect(found.image).toEqual({ input: 'pixels', output: 'vector', maxBatch: 2 });
  expect(found.text).toEqual({ input: 'ids', inputType: 'int64', mask: false, output: 'vector' });
  expect(found.selfCheck?.image).toMatchObject({ file: 'self-check.png', vector: { length: dimensions } });
  expect(found.selfCheck?.text.vector).toHaveLength(dimensions);
  expect(await readdir(folder)).toContain('self-check.png');
  expect(found.residentMb).toBeGreaterThan(10);
});

test('token ids may be int32, with a mask beside them', async () => {
  const mask: Value = { name: 'attention_mask', type: 'int32', shape: [1, 'T'] };
  writeFileSync(join(folder, 'text.onnx'), onnx(text(ids('int32'), mask)));
  const found = await examine();
  expect(found.text).toMatchObject({ inputType: 'int32', mask: 'attention_mask' });
});

test('a model that takes one picture at a time is given one', async () => {
  writeFileSync(
    join(folder, 'image.onnx'),
    onnx({ ...image, inputs: [{ ...pixels, shape: [1, 3, 16, 16] }] }),
  );
  expect((await examine()).image.maxBatch).toBe(1);
});

describe('what makes no model is told, with what to do', () => {
  const png = (name: string) =>
    writeFileSync(join(folder, name), readFileSync(join(starterFolder, 'self-check.png')));
  const write = (name: string, graph: Graph) => writeFileSync(join(folder, name), onnx(graph));
  const ending = (op: string, ...inputs: string[]): Graph => ({
    ...image,
    constants: [{ name: 'zero', shape: [1], values: [0] }],
    nodes: [
      { op: 'GlobalAveragePool', inputs: ['pixels'], output: 'means' },
      { op: 'Flatten', inputs: ['means'], output: 'flat' },
      { op, inputs, output: 'vector' },
    ],
  });
  const same: Graph = {
    ...image,
    constants: [
      { name: 'zero', shape: [1], values: [0] },
      { name: 'one', shape: [1, dimensions], values: [1, 2, 3] },
    ],
    nodes: [
      ...ending('Mul', 'flat', 'zero').nodes.slice(0, 2),
      { op: 'Mul', inputs: ['flat', 'zero'], output: 'none' },
      { op: 'Add', inputs: ['none', 'one'], output: 'vector' },
    ],
  };
  const cases: [string, () => void, Altered, RegExp][] = [
    [
      'a picture in place of ONNX',
      () => png('image.onnx'),
      {},
      /^image\.onnx is no ONNX file, or one that is cut or damaged: fetch it again/,
    ],
    [
      'half an ONNX',
      () => writeFileSync(join(folder, 'text.onnx'), onnx(text(ids())).subarray(0, 40_000)),
      {},
      /^text\.onnx is no ONNX file/,
    ],
    ['nothing', () => writeFileSync(join(folder, 'image.onnx'), ''), {}, /^image\.onnx /],
    [
      'an unknown operator',
      () => write('image.onnx', ending('Frobnicate', 'flat')),
      {},
      /^image\.onnx asks for operators that onnxruntime does not know \(Frobnicate\): export it with the standard operators/,
    ],
    ['NaN', () => write('image.onnx', ending('Div', 'zero', 'zero')), {}, /^image\.onnx /],
    [
      'what is no finite number',
      () => write('image.onnx', ending('Div', 'flat', 'zero')),
      {},
      /^image\.onnx answers, but the vector holds what is no finite number/,
    ],
    [
      'zeros',
      () => write('image.onnx', ending('Mul', 'flat', 'zero')),
      {},
      /^image\.onnx answers, but the vector is zero/,
    ],
    [
      'the same for everything',
      () => write('image.onnx', same),
      {},
      /^image\.onnx gives the same vector for every picture/,
    ],
    [
      'other dimensions',
      () => {},
      { dimensions: 4 },
      /^image\.onnx gives vector float32 \[N, 3\]; none of them can be the vector of 4 float32 numbers/,
    ],
    [
      'other dimensions, of a named tensor',
      () => {},
      { dimensions: 4, image: { output: 'vector' } },
      /gives vector float32 \[N, 3\], model\.json says 4 dimensions: correct dimensions/,
    ],
    [
      'wrong lengths that it does not announce',
      () => {
        const unannounced: Value = { ...vector, shape: ['N', 'D'] };
        write('image.onnx', {
          ...image,
          inputs: [{ ...pixels, shape: ['N', 'C', 'H', 'W'] }],
          outputs: [unannounced],
        });
        write('text.onnx', {
          ...text(ids()),
          outputs: [unannounced],
          constants: [{ name: 'table', shape: [10, 5], values: Array(50).fill(0.5) }],
        });
      },
      { dimensions: 5 },
      /^image\.onnx answers, but the model gave float32 1×3, expected float32 1×5/,
    ],
    [
      'a tensor that is not there',
      () => {},
      { image: { input: 'pixel_values' } },
      /^image\.onnx has no input pixel_values; it takes pixels float32 \[N, 3, 16, 16\]: correct image\.input/,
    ],
    [
      'two that can be meant',
      () =>
        write('image.onnx', {
          ...image,
          outputs: [vector, { ...vector, name: 'other' }],
          nodes: [...image.nodes, { op: 'Flatten', inputs: ['means'], output: 'other' }],
        }),
      {},
      /gives vector float32 \[N, 3\]; other float32 \[N, 3\]; more than one of them can be .*: name it in image\.output/,
    ],
    [
      'another size',
      () => {},
      { image: { size: 32 } },
      /takes pixels float32 \[N, 3, 16, 16\], model\.json says 3 channels of 32 × 32: correct image\.size/,
    ],
    [
      'another type of token',
      () => {},
      { text: { inputType: 'int32' } },
      /^text\.onnx takes ids int64 \[1, T\], model\.json says int32: set text\.inputType to int64/,
    ],
    [
      'a fixed number of tokens',
      () => write('text.onnx', text(ids('int64', 77))),
      {},
      /^text\.onnx takes exactly 77 tokens: set text\.pad to \{ "length": 77/,
    ],
    [
      'more than pictures',
      () =>
        write('image.onnx', { ...image, inputs: [pixels, { name: 'depth', type: 'float32', shape: ['N'] }] }),
      {},
      /^image\.onnx asks for depth float32 \[N\] too/,
    ],
    [
      'no tokenizer',
      () => writeFileSync(join(folder, 'tokenizer.json'), '{"model": 1}'),
      {},
      /^tokenizer\.json and tokenizer_config\.json make no tokenizer/,
    ],
  ];
  test.each(cases)('%s', async (_, spoil, altered, message) => {
    spoil();
    await expect(examine(altered)).rejects.toThrow(message);
  });

  test('a tokenizer of another model', async () => {
    const small = {
      ...text(ids()),
      constants: [{ name: 'table', shape: [10, dimensions], values: Array(30).fill(0.5) }],
    };
    writeFileSync(join(folder, 'text.onnx'), onnx(small));
    await expect(examine()).rejects.toThrow(/^text\.onnx could not be opened or run: .*: use another export/);
  });
});

test('its process ends with it, and at once where it is stopped', async () => {
  const stopping = new AbortController();
  const order = { folder, draft: drafted(), threads: 1, tolerance: null };
  const stopped = examineModel(order, {
    signal: stopping.signal,
    onPassed: () => stopping.abort(new Error('by hand')),
  });
  await expect(stopped).rejects.toThrow('by hand');
  await examineModel(order);
  await vi.waitFor(() => expect(childrenOf(process.pid)).toEqual([]));
});

test('one that takes too long is ended', async () => {
  const order = { folder, draft: drafted(), threads: 1, tolerance: null };
  await expect(examineModel(order, { timeoutMs: 1 })).rejects.toThrow(/did not answer within 0\.001 s/);
});

describe('check', () => {
  const check = (where: string) => {
    const passed: string[] = [];
    return checkModel(where, { threads: 1, onPassed: (step) => passed.push(step) }).then((checked) => ({
      ...checked,
      passed,
    }));
  };

  test('passes the starter, step by step', async () => {
    const { manifest, passed } = await check(starterFolder);
    expect(manifest?.name).toBe('starter');
    expect(passed).toEqual(['model.json', 'hashes', 'files', 'loading', 'pictures', 'texts', 'self-check']);
  });

  test('tries a draft, and leaves its folder as it was', async () => {
    writeFileSync(join(folder, 'model.json'), JSON.stringify(draft));
    const before = await readdir(folder);
    const { manifest, found } = await check(folder);
    expect(manifest).toBeUndefined();
    expect(found.image.input).toBe('pixels');
    expect(await readdir(folder)).toEqual(before);
  });

  test.each<[string, () => Promise<void>, RegExp]>([
    ['a folder without a manifest', async () => {}, /has no readable model\.json: write one/],
    [
      'a manifest that says too little',
      async () => writeFileSync(join(folder, 'model.json'), '{"name": "x"}'),
      /is not as expected .*dimensions/,
    ],
    [
      'a file that is not the one that is named',
      async () => {
        await cp(starterFolder, folder, { recursive: true });
        writeFileSync(join(folder, 'text.onnx'), 'other');
      },
      /text\.onnx with sha256 .* is known: it is damaged/,
    ],
    [
      'more pictures at a time than it takes',
      async () => {
        writeFileSync(
          join(folder, 'image.onnx'),
          onnx({ ...image, inputs: [{ ...pixels, shape: [1, 3, 16, 16] }] }),
        );
        writeFileSync(join(folder, 'model.json'), JSON.stringify(draft));
      },
      /takes 1 picture\(s\) at a time, model\.json says 2: set image\.maxBatch to 1/,
    ],
  ])('tells of %s', async (_, spoil, message) => {
    await spoil();
    await expect(check(folder)).rejects.toThrow(message);
  });
});
