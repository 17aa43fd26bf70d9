import { readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { loadTokenizer, type TokenIds } from '../../src/embedding/child/text.ts';
import type { TextTower } from '../../src/embedding/manifest.ts';
import { clipTokenizerFolder } from '../helpers/clip-tokenizer.ts';

const golden = fileURLToPath(new URL('../fixtures/golden/', import.meta.url));
const unzipped = (name: string): unknown =>
  JSON.parse(gunzipSync(readFileSync(`${golden}${name}`)).toString('utf8'));
const ids = z.array(z.array(z.int()));
const texts = z.array(z.string()).parse(unzipped('texts.json.gz'));

const tower: TextTower = {
  file: 'text.onnx',
  tokenizer: 'tokenizer.json',
  tokenizerConfig: 'tokenizer_config.json',
  input: 'input_ids',
  inputType: 'int64',
  mask: false,
  output: 'text_embeds',
  context: 77,
  lowerCase: false,
  stripPunctuation: false,
};

describe('a text that is fed to CLIP', () => {
  let folder: string;
  let tokenize: (text: string) => TokenIds;

  beforeAll(async () => {
    folder = await clipTokenizerFolder();
    tokenize = await loadTokenizer(folder, { ...tower, endId: 49_407 });
  });
  afterAll(() => rm(folder, { recursive: true }));

  test('has the ids that its authors give', () => {
    const { ids, mask } = tokenize('a photo of a cat');
    expect(ids).toEqual([49_406, 320, 1125, 539, 320, 2368, 49_407]);
    expect(mask).toEqual(ids.map(() => 1));
  });

  test('has the reference implementation’s ids, in 20 languages, cut where it is too long', () => {
    const expected = ids.parse(unzipped('clip-ids.json.gz'));
    expect(new Set(texts).size).toBe(1000);
    expect(expected.filter(({ length }) => length === 77).length).toBeGreaterThan(100);
    for (const [index, text] of texts.entries()) expect(tokenize(text).ids, text).toEqual(expected[index]);
  });
});

describe('a text that is fed to a model of the kind of', () => {
  const { step, siglip, siglip2 } = z
    .object({ step: z.int(), siglip: ids, siglip2: ids })
    .parse(unzipped('siglip-ids.json.gz'));
  const some = texts.filter((_, index) => index % step === 0);
  const small = {
    ...tower,
    tokenizer: 'small-tokenizer.json',
    tokenizerConfig: 'small-tokenizer_config.json',
    context: 64,
    endId: 1,
    lowerCase: true,
  };

  test.each([
    ['SigLIP 2', { ...small, pad: { length: 64, id: 0 } }, siglip2],
    ['SigLIP', { ...small, pad: { length: 64, id: 1 }, stripPunctuation: true }, siglip],
  ] as const)(
    '%s has the reference implementation’s ids, cut and filled up to 64',
    async (_, of, expected) => {
      const tokenize = await loadTokenizer(golden, of);
      expect(expected).toHaveLength(some.length);
      expect(expected.filter((list) => list.at(-1) === 1 && list.at(-2) !== 1).length).toBeGreaterThan(10);
      for (const [index, text] of some.entries()) {
        const { ids, mask } = tokenize(text);
        expect(ids, text).toEqual(expected[index]);
        expect(mask).toHaveLength(64);
      }
    },
  );
});
