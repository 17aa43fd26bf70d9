import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { codeOf, codesOf } from '../../src/catalog/codes.ts';
import { unaccented } from '../../src/catalog/text.ts';
import { type CatalogLanguage, namesCondition } from '../../src/catalog/words.ts';
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
      attributes: [{ name: 'EAN', value: '40 12345 67890 1' }],
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

async function found(question: string, language: CatalogLanguage = 'simple'): Promise<string[]> {
  const condition = namesCondition(question, language);
  if (condition === undefined) return [];
  const products = opened.database.kysely.selectFrom('products').select('external_id');
  const rows = await products.where(condition).orderBy('id').execute();
  return rows.map(({ external_id }) => external_id);
}

test.each<[string, string[]]>([
  ['dress', ['SKU-1234', 'party']],
  ['RED', ['SKU-1234']],
  ['dress red', ['SKU-1234']],
  ['summer dr', ['SKU-1234']],
  ['summ dress', []],
  ['étoile dress', ['SKU-1234']],
  ['etoile', ['SKU-1234']],
  ['sku-1234', ['SKU-1234']],
  ['1234', ['SKU-1234']],
  ['t-shirt', ['shirt']],
  ['garden', []],
  ['赤いドレス', ['ja', 'ja2']],
  ['ドレス', ['ja', 'ja2']],
  ['ス', ['ja', 'ja2', 'mixed']],
  ['赤い ﾄﾞﾚｽ', ['ja', 'ja2']],
  ['パーティー', []],
  ['衣類', ['ja2']],
  ['连衣裙', ['zh']],
  ['红色', ['zh']],
  ['花园连衣裙', ['zh']],
  ['สีแดง', ['th']],
  ['КРОССОВКИ', ['ru']],
  ['красные кросс', ['ru']],
  ['iphone ケース', ['mixed']],
])('of names, %s finds %j', async (question, expected) => {
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
  'dress%',
  '赤%ス',
  '赤_ドレス',
])('operators, quotes and wildcards mean nothing: %s', async (question) => {
  const plain = question.replaceAll(/[^\p{L} ]/gu, ' ');
  expect(await found(question)).toEqual(await found(plain));
});

test('products are listed and counted by their names', async () => {
  expect(await opened.catalog.countProducts({ query: 'shirt' })).toBe(1);
  expect(await opened.catalog.countProducts({ query: '!?' })).toBe(0);
  expect(await opened.catalog.countProducts({ query: '  ' })).toBe(9);
});

test('a question of 100,000 characters is answered', async () => {
  expect(await found('dress '.repeat(17_000))).toEqual(['SKU-1234', 'party']);
  expect(await found(Array.from({ length: 20_000 }, (_none, n) => `w${n}`).join(' '))).toEqual([]);
  expect(await found('赤'.repeat(100_000))).toEqual(['ja', 'ja2']);
});

test.each([
  ['café', 'cafe'],
  ['müller', 'muller'],
  ['straße', 'strasse'],
  ['smørrebrød', 'smorrebrod'],
  ['łódź', 'lodz'],
  ['œuvre', 'oeuvre'],
  ['ёлка', 'елка'],
  ['мой', 'мой'],
  ['καφές', 'καφες'],
  ['שָׁלוֹם', 'שלום'],
  // these marks are letters: without them it is another word
  ['हिन्दी', 'हिन्दी'],
  ['ドレス', 'ドレス'],
  ['한글', '한글'],
])('%s without accents is %s', (word, plain) => {
  expect(unaccented(word)).toBe(plain);
});

test('codes are compared without case, spaces and signs', async () => {
  expect(codeOf(' ab 12.34_x/Y ')).toBe('ab1234xy');
  const codes = codesOf({
    externalId: 'AB-1',
    attributes: [
      { name: 'SKU', value: 'ab 1' },
      { name: 'gtin-13', value: '4 012345 678901' },
      { name: 'mpn', value: '---' },
      { name: 'ean', value: '1'.repeat(500) },
      { name: 'skull', value: 'white' },
    ],
  });
  expect(codes).toEqual(['ab1', '4012345678901']);
  const stored = await opened.database.kysely
    .selectFrom('products')
    .select('codes')
    .where('external_id', '=', 'SKU-1234')
    .executeTakeFirst();
  expect(stored?.codes).toEqual(['sku1234', '4012345678901']);
});

test('the vocabulary holds the words of all texts, and of later ones', async () => {
  await opened.catalog.updateProduct(
    { externalId: 'mixed' },
    { description: 'Ein schöner Ledereinband, 20 cm' },
  );
  const rows = await opened.database.kysely.selectFrom('catalog_words').select('word').execute();
  const words = rows.map(({ word }) => word);
  expect(words).toEqual(
    expect.arrayContaining(['dress', 'etoile', 'garden', 'кроссовки', 'schoner', 'ledereinband']),
  );
  for (const other of ['étoile', 'schöner', '1234', '20', 'cm', 'ドレス']) expect(words).not.toContain(other);
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
    .values({ name: 'catalog_language_progress', value: `russian:2 ${id}` })
    .execute();
  await opened.inLanguage('russian').prepare(AbortSignal.abort());
  expect(await found('кроссовок', 'russian')).toEqual([]);
  await opened.inLanguage('russian').prepare();
  expect(await found('красной кроссовкой', 'russian')).toEqual(['ru']);
  const words = sql<string>`words::text`.as('words');
  const untouched = await kysely
    .selectFrom('products')
    .select(words)
    .where('external_id', '=', 'party')
    .executeTakeFirst();
  expect(untouched?.words).toContain('dresses');

  // two processes that start at once share the work
  await Promise.all([opened.inLanguage('english').prepare(), opened.inLanguage('english').prepare()]);
  expect(await found('dresses', 'english')).toEqual(['SKU-1234', 'party']);
  // a last word that the language ignores asks for nothing
  expect(await found('dresses for the', 'english')).toEqual(['SKU-1234', 'party']);
  const before = await everythingIn(opened.database);
  await opened.inLanguage('english').prepare();
  expect(await everythingIn(opened.database)).toEqual(before);
  expect(await kysely.selectFrom('facts').selectAll().where('name', 'like', 'catalog%').execute()).toEqual([
    { name: 'catalog_language', value: 'english:2' },
  ]);
});

test('words from before the rules changed are rewritten in the same language', async () => {
  const { kysely } = opened.database;
  await opened.inLanguage('english').prepare();
  await sql`update products set words = '', codes = '{}'`.execute(kysely);
  await sql`delete from catalog_words`.execute(kysely);
  // as a version without revisions left it
  await kysely
    .updateTable('facts')
    .set({ value: 'english' })
    .where('name', '=', 'catalog_language')
    .execute();
  await opened.inLanguage('english').prepare();
  expect(await found('summer dresses', 'english')).toEqual(['SKU-1234']);
  expect(await kysely.selectFrom('catalog_words').select('word').execute()).toContainEqual({
    word: 'summer',
  });
  expect(
    await kysely.selectFrom('products').select('id').where(sql<boolean>`codes = '{}'`).execute(),
  ).toEqual([]);
});
