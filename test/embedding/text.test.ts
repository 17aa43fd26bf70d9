import { beforeAll, describe, expect, test } from 'vitest';
import { loadTokenizer, type TokenIds } from '../../src/embedding/child/text.ts';
import { readManifest, type TextTower } from '../../src/embedding/manifest.ts';
import { starterFolder } from './helpers.ts';

let tower: TextTower;
const tokens = async (text: string, altered: Partial<TextTower> = {}): Promise<TokenIds> =>
  (await loadTokenizer(starterFolder, { ...tower, ...altered }))(text);

beforeAll(async () => {
  tower = (await readManifest(starterFolder)).text;
});

describe('a text', () => {
  const long = 'red shoe with laces '.repeat(5000);

  test('is cut at the context, whatever its length', async () => {
    const { ids, mask } = await tokens(long);
    expect(ids).toHaveLength(32);
    expect(mask).toEqual(Array(32).fill(1));
    expect((await tokens('red shoe with laces '.repeat(40))).ids).toEqual(ids);
  });

  test('keeps its last token where it is cut and the model asks for that', async () => {
    expect((await tokens(long, { endId: 7 })).ids.at(-1)).toBe(7);
    expect((await tokens('shoe', { endId: 7 })).ids).toEqual((await tokens('shoe')).ids);
  });

  test('is filled up where the model asks for that', async () => {
    const plain = (await tokens('shoe')).ids;
    const { ids, mask } = await tokens('shoe', { pad: { length: 8, id: 5 } });
    expect(ids).toEqual([...plain, ...Array(8 - plain.length).fill(5)]);
    expect(mask).toEqual([...plain.map(() => 1), ...Array(8 - plain.length).fill(0)]);
  });

  test('is prepared as the manifest says before it is tokenized', async () => {
    const altered = { lowerCase: true, stripPunctuation: true };
    expect((await tokens('  Red,  SHOE! ', altered)).ids).toEqual((await tokens('red shoe')).ids);
  });

  test('may be empty, or of any script', async () => {
    expect((await tokens('')).ids.length).toBeGreaterThan(0);
    expect((await tokens('赤いドレス')).ids.length).toBeGreaterThan(1);
  });
});
