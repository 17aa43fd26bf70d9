import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { filterCondition } from '../../src/catalog/filter.ts';
import { createWords, type Words } from '../../src/search/words.ts';
import { type OpenedCatalog, openCatalog } from '../catalog/opened.ts';

let opened: OpenedCatalog;
let words: Words;
let names: ReadonlyMap<bigint, string>;

beforeAll(async () => {
  opened = await openCatalog('simple');
  await opened.catalog.upsertProducts([
    { externalId: 'AB-1234', title: 'Garden hose' },
    { externalId: 'hose', title: 'Hose clamp AB 1234 for garden hoses' },
    { externalId: 'by-ean', title: 'Tap', attributes: [{ name: 'ean', value: '4012345678901' }] },
    { externalId: 'air', title: 'Air Max runner', brand: 'Nike' },
    { externalId: 'air-42', title: 'Air Zoom', brand: 'Nike', attributes: [{ name: 'size', value: '42' }] },
    { externalId: 'nike-sock', title: 'Sock', brand: 'Nike' },
    { externalId: 'red-dress', title: 'Red summer dress', description: 'For a garden party by the beach.' },
    { externalId: 'red-shoe', title: 'Red running shoes' },
    { externalId: 'dress-long', title: 'Blue dress with very long sleeves, red buttons and pockets' },
    { externalId: 'guitar', title: 'Acoustic guitar' },
    { externalId: 'towel', title: 'Beach towel' },
    { externalId: 'cafe', title: 'Café crème mug' },
    { externalId: 'muller', title: 'Joghurt', brand: 'Müller' },
    { externalId: 'street', title: 'Straßenschuh' },
    { externalId: 'ja', title: '赤いドレス', description: '夏のパーティーに' },
    { externalId: 'ja2', title: 'ﾄﾞﾚｽ（赤い）', category: '衣類' },
    { externalId: 'zh', title: '红色连衣裙', brand: '花园' },
    ...Array.from({ length: 30 }, (_none, n) => ({
      externalId: `present-${n}`,
      title: 'Present',
      description: 'For the home of the one who has it all.',
    })),
    { externalId: 'ru', title: 'Красные кроссовки', description: 'Удобная обувь для бега' },
  ]);
  words = createWords(opened.database, 'simple');
  const rows = await opened.database.kysely.selectFrom('products').select(['id', 'external_id']).execute();
  names = new Map(rows.map(({ id, external_id }) => [id, external_id]));
});
afterAll(() => opened.stop());

async function found(text: string, wanted = 100): Promise<string[]> {
  const { ranked } = await words.rank({ text, condition: undefined, wanted });
  expect(ranked.map(({ textRank }) => textRank)).toEqual(ranked.map((_one, at) => at + 1));
  return ranked.map(({ productId }) => names.get(productId) ?? '');
}

test.each(['AB-1234', 'ab 1234', 'ab1234', ' Ab_1234 '])(
  '%s is a code: what is called so is first',
  async (text) => {
    const { ranked, exact } = await words.rank({ text, condition: undefined, wanted: 10 });
    expect(exact).toBe(1);
    expect(names.get(ranked[0]?.productId ?? 0n)).toBe('AB-1234');
  },
);

test('a code in an attribute is one too, and a filter holds for it', async () => {
  expect(await found('40-12345-678901')).toEqual(['by-ean']);
  const condition = filterCondition({ brand: ['Nike'] }, 'simple');
  const filtered = await words.rank({ text: '4012345678901', condition, wanted: 10 });
  expect(filtered).toEqual({ ranked: [], exact: 0, whole: 0 });
});

test.each<[string, string[]]>([
  // all words first, then most of them
  ['nike air 42', ['air-42', 'air']],
  ['nike air 47', ['air-42', 'air']],
  ['red dress', ['red-dress', 'dress-long']],
  ['dress red', ['red-dress', 'dress-long']],
  // in the title before the description, and in a short title before a long one
  ['beach', ['towel', 'red-dress']],
  ['garden', ['AB-1234', 'hose', 'red-dress']],
  // the last word may be unfinished
  ['summer dre', ['red-dress']],
  ['guit', ['guitar']],
  ['красные кросс', ['ru']],
  // accents
  ['cafe creme', ['cafe']],
  ['CAFÉ', ['cafe']],
  ['müller', ['muller']],
  ['muller', ['muller']],
  ['strassenschuh', ['street']],
  // slips
  ['guitra', ['guitar']],
  ['rde dress', ['red-dress', 'dress-long']],
  ['acustic gitar', ['guitar']],
  ['summmer dress', ['red-dress']],
  ['кросовки', ['ru']],
  ['muler', ['muller']],
  // unspaced scripts
  ['赤いドレス', ['ja', 'ja2']],
  ['パーティー', ['ja']],
  ['花园连衣裙', ['zh']],
  ['类', []],
  ['', []],
  ['?!', []],
])('%s finds %j first', async (text, expected) => {
  expect((await found(text)).slice(0, expected.length)).toEqual(expected);
  if (expected.length === 0) expect(await found(text)).toEqual([]);
});

test('a word that says nothing finds nothing beside one that does', async () => {
  expect((await found('something for the beach'))[0]).toBe('towel');
});

test('a code that nothing is called by does not find what has a part of it', async () => {
  await opened.catalog.upsertProducts(
    Array.from({ length: 60 }, (_none, n) => ({ externalId: `part-${n}00`, title: 'Spare' })),
  );
  // how frequent words are is counted anew
  const { rank } = createWords(opened.database, 'simple');
  const ask = { condition: undefined, wanted: 10 };
  expect(await rank({ ...ask, text: 'part-777' })).toEqual({ ranked: [], exact: 0, whole: 0 });
  expect((await rank({ ...ask, text: 'part-700' })).ranked).toHaveLength(1);
});

test('what has all the words is counted, and so is what has all they are corrected to', async () => {
  const { rank } = createWords(opened.database, 'simple');
  const counted = async (text: string) => {
    const { ranked, whole } = await rank({ text, condition: undefined, wanted: 10 });
    return ranked.slice(0, whole).map(({ productId }) => names.get(productId));
  };
  expect(await counted('shoes red')).toEqual(['red-shoe']);
  expect(await counted('shose rde')).toEqual(['red-shoe']);
  expect(await counted('red shoes zzzzzz')).toEqual([]);
});

test('a word that nothing had is known as soon as a product has it, and until none has', async () => {
  const { rank } = createWords(opened.database, 'simple');
  const ask = { text: 'kwyjibo qqqqqq', condition: undefined, wanted: 10 };
  const count = async () => (await rank(ask)).ranked.length;
  expect(await count()).toBe(0);
  await opened.catalog.upsertProducts([{ externalId: 'new', title: 'Kwyjibo' }]);
  await expect.poll(count).toBe(1);
  await opened.catalog.deleteProduct({ externalId: 'new' });
  await expect.poll(count).toBe(0);
});

test('what is called by these words and no other is first, however often others have them', async () => {
  const said = { attributes: [{ name: 'tag', value: 'poodle' }], description: 'Poodle, poodle and poodle.' };
  await opened.catalog.upsertProducts([
    { externalId: 'guide', title: 'Guide poodle', brand: 'Poodle', ...said },
    { externalId: 'poodle', title: 'Poodle' },
  ]);
  const rows = await opened.database.kysely.selectFrom('products').select(['id', 'external_id']).execute();
  names = new Map(rows.map(({ id, external_id }) => [id, external_id]));
  expect(await found('poodle')).toEqual(['poodle', 'guide']);
  expect((await found('guide poodle'))[0]).toBe('guide');
});

test('what is right stands before what is corrected', async () => {
  expect((await found('reed shoes'))[0]).toBe('red-shoe');
  await opened.catalog.createProduct({ externalId: 'reed', title: 'Reed' });
  const rows = await opened.database.kysely.selectFrom('products').select(['id', 'external_id']).execute();
  names = new Map(rows.map(({ id, external_id }) => [id, external_id]));
  expect(await found('reed')).toEqual(['reed']);
  await opened.catalog.deleteProduct({ externalId: 'reed' });
  // the vocabulary still has it, and no product
  expect((await found('reed shoes'))[0]).toBe('red-shoe');
});

test('slips are forgiven without trigrams too', async () => {
  const { rank } = createWords({ ...opened.database, trigrams: false }, 'simple');
  for (const [text, expected] of [
    ['guitra', 'guitar'],
    ['rde summer', 'red-dress'],
    ['кросовки', 'ru'],
  ] as const) {
    const { ranked } = await rank({ text, condition: undefined, wanted: 10 });
    expect(names.get(ranked[0]?.productId ?? 0n)).toBe(expected);
  }
});

test('operators and quotes are plain words', async () => {
  const signs = fc.constantFrom(
    '&',
    '|',
    '!',
    '(',
    ')',
    ':*',
    '<->',
    "'",
    '"',
    '\\',
    '%',
    '-',
    ' or ',
    '\0',
    '\u202e',
  );
  const pieces = fc.array(fc.oneof(signs, fc.constantFrom('red', 'dress', 'nike')), { maxLength: 8 });
  await fc.assert(
    fc.asyncProperty(pieces, async (given) => {
      const text = given.join(' ').replaceAll('\0', ' ');
      const plain = text.replaceAll(/[^a-z ]/g, ' ');
      expect(await found(text)).toEqual(await found(plain));
    }),
    { numRuns: 40 },
  );
});

test('no question throws', async () => {
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 200 }), async (given) => {
      const text = given.replaceAll('\0', ' ').toWellFormed();
      const ranked = await found(text, 5);
      expect(new Set(ranked).size).toBe(ranked.length);
    }),
    { numRuns: 60 },
  );
});

test('a word of the catalogue is never corrected', async () => {
  const all = await opened.database.kysely.selectFrom('products').select('title').execute();
  const titles = all.flatMap(({ title }) => title.match(/[\p{sc=Latin}\p{sc=Cyrillic}]{3,}/gu) ?? []);
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...titles), fc.constantFrom(...titles), async (one, other) => {
      const before = await found(`${one} ${other}`);
      for (const externalId of before) {
        const product = await opened.catalog.productBy({ externalId });
        const text = JSON.stringify(product, (_key, value) =>
          typeof value === 'bigint' ? '' : value,
        ).toLowerCase();
        expect(text.includes(one.toLowerCase()) || text.includes(other.toLowerCase())).toBe(true);
      }
    }),
    { numRuns: 40 },
  );
});

test('a smaller page is the beginning of a larger one', async () => {
  const all = await found('nike dress');
  expect(all.length).toBeGreaterThan(3);
  for (let wanted = 1; wanted < all.length; wanted++) {
    expect(await found('nike dress', wanted)).toEqual(all.slice(0, wanted));
  }
});
