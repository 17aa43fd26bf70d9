import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { CatalogLanguage } from '../../src/catalog/words.ts';
import { wordsQuery } from '../../src/catalog/words.ts';
import { everythingIn, type OpenedCatalog, openCatalog } from './opened.ts';

let opened: OpenedCatalog;
beforeAll(async () => {
  opened = await openCatalog('simple');
  await opened.catalog.upsertProducts([
    {
      externalId: 'SKU-1234',
      title: 'Red summer dress',
      brand: 'Étoile',
      description: 'For a garden party.',
    },
    {
      externalId: 'shirt',
      title: 'T-shirt',
      category: 'Shirts',
      attributes: [{ name: 'colour', value: 'red' }],
    },
    { externalId: 'party', title: 'Party dresses 100% silk_mix' },
    { externalId: 'ja', title: '赤いドレス', description: '夏のパーティーに' },
    { externalId: 'ja2', title: 'ﾄﾞﾚｽ（赤い）', category: '衣類' },
    { externalId: 'zh', title: '红色连衣裙', brand: '花园' },
    { externalId: 'th', title: 'ชุดเดรสสีแดง' },
    { externalId: 'ru', title: 'Красные кроссовки', description: 'Удобная обувь для бега' },
    { externalId: 'mixed', title: 'iPhone用ケース' },
  ]);
});
afterAll(() => opened.stop());

async function found(
  question: string,
  scope: 'everything' | 'names' = 'everything',
  language: CatalogLanguage = 'simple',
): Promise<string[]> {
  const query = wordsQuery(question, language, scope);
  if (query === undefined) return [];
  const rows = await opened.database.kysely
    .selectFrom('products')
    .select('external_id')
    .where(query.condition)
    .orderBy(query.rank, 'desc')
    .orderBy('id')
    .execute();
  return rows.map(({ external_id }) => external_id);
}

test.each<[string, string[]]>([
  ['dress', ['SKU-1234', 'party']],
  ['RED', ['SKU-1234', 'shirt']],
  ['dress red', ['SKU-1234']],
  ['summer dr', ['SKU-1234']],
  ['summ dress', []],
  ['étoile', ['SKU-1234']],
  ['sku-1234', ['SKU-1234']],
  ['1234', ['SKU-1234']],
  ['t-shirt', ['shirt']],
  ['garden', ['SKU-1234']],
  ['赤いドレス', ['ja', 'ja2']],
  ['ドレス', ['ja', 'ja2']],
  ['赤い ﾄﾞﾚｽ', ['ja', 'ja2']],
  ['パーティー', ['ja']],
  ['连衣裙', ['zh']],
  ['红色', ['zh']],
  ['花园连衣裙', ['zh']],
  ['สีแดง', ['th']],
  ['КРОССОВКИ', ['ru']],
  ['красные кросс', ['ru']],
  ['iphone ケース', ['mixed']],
])('%s finds %j', async (question, expected) => {
  expect((await found(question)).toSorted()).toEqual(expected.toSorted());
});

test.each([
  'dress & !red',
  'dress or shirt',
  'dress:* | x',
  "dress' --",
  '"dress',
  '-dress',
  'dress\\',
  '(dress',
  '<->',
])('operators and quotes mean nothing: %s', async (question) => {
  const plain = question.replaceAll(/[^a-z ]/g, ' ');
  expect(await found(question)).toEqual(await found(plain));
});

test.each(['100%', '%', '_', 'silk_mix', '赤%ス', '赤_ドレス'])(
  'wildcards mean nothing: %s',
  async (question) => {
    expect(await found(question)).toEqual(await found(question.replaceAll(/[%_]/g, ' ')));
  },
);

test('names alone are title, brand, category and externalId', async () => {
  expect(await found('garden', 'names')).toEqual([]);
  expect(await found('red', 'names')).toEqual(['SKU-1234']);
  expect(await found('étoile dress', 'names')).toEqual(['SKU-1234']);
  expect(await found('パーティー', 'names')).toEqual([]);
  expect(await found('衣類', 'names')).toEqual(['ja2']);
  expect(await opened.catalog.countProducts({ query: 'shirt' })).toBe(1);
  expect(await opened.catalog.countProducts({ query: '!?' })).toBe(0);
  expect(await opened.catalog.countProducts({ query: '  ' })).toBe(9);
});

test('what is in the title ranks first', async () => {
  expect(await found('red')).toEqual(['SKU-1234', 'shirt']);
  expect((await found('party'))[0]).toBe('party');
});

test('a question of 100,000 characters is answered', async () => {
  expect(await found('dress '.repeat(17_000))).toEqual(['SKU-1234', 'party']);
  expect(await found(Array.from({ length: 20_000 }, (_none, n) => `w${n}`).join(' '))).toEqual([]);
  expect(await found('赤'.repeat(100_000))).toEqual(['ja', 'ja2']);
});

test('another language rewrites the words, goes on where it was stopped, and then leaves them alone', async () => {
  const { kysely } = opened.database;
  await opened.catalog.prepare();
  expect(await found('кроссовок')).toEqual([]);
  // as a start that was killed after the first half left it
  const { id } = await kysely
    .selectFrom('products')
    .select('id')
    .where('external_id', '=', 'party')
    .executeTakeFirstOrThrow();
  await kysely
    .insertInto('facts')
    .values({ name: 'catalog_language_progress', value: `russian ${id}` })
    .execute();
  await opened.inLanguage('russian').prepare(AbortSignal.abort());
  expect(await found('кроссовок', 'everything', 'russian')).toEqual([]);
  await opened.inLanguage('russian').prepare();
  expect(await found('удобной кроссовкой', 'everything', 'russian')).toEqual(['ru']);
  const words = sql<string>`words::text`.as('words');
  const untouched = await kysely
    .selectFrom('products')
    .select(words)
    .where('external_id', '=', 'party')
    .executeTakeFirst();
  expect(untouched?.words).toContain('dresses');

  // two processes that start at once share the work
  await Promise.all([opened.inLanguage('english').prepare(), opened.inLanguage('english').prepare()]);
  expect(await found('dresses', 'everything', 'english')).toEqual(['SKU-1234', 'party']);
  // a last word that the language ignores asks for nothing
  expect(await found('dresses for the', 'everything', 'english')).toEqual(['SKU-1234', 'party']);
  const before = await everythingIn(opened.database);
  await opened.inLanguage('english').prepare();
  expect(await everythingIn(opened.database)).toEqual(before);
  expect(await kysely.selectFrom('facts').selectAll().where('name', 'like', 'catalog%').execute()).toEqual([
    { name: 'catalog_language', value: 'english' },
  ]);
});
