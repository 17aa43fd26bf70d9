import { afterAll, beforeAll, expect, test } from 'vitest';
import { type OpenedCatalog, openCatalog } from './opened.ts';

let opened: OpenedCatalog;
beforeAll(async () => {
  opened = await openCatalog();
});
afterAll(() => opened.stop());

const product = { externalId: 'x', title: 'X' };
const long = (length: number) => 'a'.repeat(length);
const price = (amount: string, currency = 'EUR') => ({ price: { amount, currency } });

test.each<[string, object, string[]]>([
  ['an empty externalId', { externalId: ' ' }, ['externalId']],
  ['an externalId of 201 characters', { externalId: long(201) }, ['externalId']],
  ['a blank title', { title: ' \n ' }, ['title']],
  ['a title of 501 characters', { title: long(501) }, ['title']],
  ['no title', { title: null }, ['title']],
  ['a NUL character', { title: 'a\0b' }, ['title']],
  ['a description of 20,001 characters', { description: long(20_001) }, ['description']],
  ['a negative price', price('-1'), ['price', 'amount']],
  ['a price of 15 digits', price('123456789012345'), ['price', 'amount']],
  ['a price in words', price('NaN'), ['price', 'amount']],
  ['an endless price', price('Infinity'), ['price', 'amount']],
  ['a price with an exponent', price('1e3'), ['price', 'amount']],
  ['a currency that is none', price('1', 'EURO'), ['price', 'currency']],
  ['a relative URL', { url: '/lamp' }, ['url']],
  ['a script as URL', { url: 'javascript:alert(1)' }, ['url']],
  ['a URL of 2,049 characters', { url: `https://example.com/${long(2049)}` }, ['url']],
  ['a picture in a file', { images: [{ sourceUrl: 'file:///etc/passwd' }] }, ['images', '0', 'sourceUrl']],
  ['a picture from nowhere', { images: [{}] }, ['images', '0']],
  [
    '51 pictures',
    { images: Array.from({ length: 51 }, (_, i) => ({ sourceUrl: `https://example.com/${i}` })) },
    ['images'],
  ],
  ['201 attributes', { attributes: Array(201).fill({ name: 'a', value: 'b' }) }, ['attributes']],
  ['an attribute without a name', { attributes: [{ name: '', value: 'b' }] }, ['attributes', '0', 'name']],
])('%s is refused where it stands', async (_what, fields, path) => {
  const input = { ...product, ...fields };
  await expect(opened.catalog.createProduct(input)).rejects.toMatchObject({
    code: 'BAD_USER_INPUT',
    inputPath: ['input', ...path],
  });
  expect(await opened.catalog.countProducts()).toBe(0);
});

test('a title cannot be cleared', async () => {
  const patch = JSON.parse('{ "title": null }');
  await expect(opened.catalog.updateProduct({ externalId: 'x' }, patch)).rejects.toMatchObject({
    code: 'BAD_USER_INPUT',
    inputPath: ['input', 'title'],
  });
});

test('an amount keeps every digit that it came with', async () => {
  const amount = '99999999999999.123450';
  const made = await opened.catalog.createProduct({ ...product, ...price(amount) });
  expect(made.price?.amount).toBe(amount);
  await opened.catalog.deleteProduct({ id: made.id });
});

test('the longest and strangest texts that are allowed are stored, and found to be unchanged', async () => {
  const strange = {
    externalId: '€'.repeat(200),
    title: '😀-'.repeat(166),
    description: '\u{fdfa}-a\ud800b '.repeat(3000),
    category: '\u{10ffff}'.repeat(250),
    attributes: Array.from({ length: 200 }, (_, i) => ({ name: `n${i}`, value: 'ﬃ-漢'.repeat(250) })),
  };
  const [first] = await opened.catalog.upsertProducts([strange]);
  expect(first).toMatchObject({ status: 'CREATED' });
  const [second] = await opened.catalog.upsertProducts([strange]);
  expect(second).toMatchObject({ status: 'UNCHANGED' });
  await opened.catalog.deleteProduct({ externalId: strange.externalId });
});

test.each<[string, object, string[]]>([
  ['a price range turned round', { price: { min: '10', max: '9.99' } }, ['price']],
  ['a minimum in words', { price: { min: 'NaN' } }, ['price', 'min']],
  ['a category with NUL', { category: ['a\0'] }, ['category', '0']],
  ['1,001 categories', { category: Array(1001).fill('a') }, ['category']],
  ['a state that is none', { indexing: ['DONE'] }, ['indexing', '0']],
])('a filter with %s is refused where it stands', async (_what, filter, path) => {
  await expect(opened.catalog.products({ filter, first: 1 })).rejects.toMatchObject({
    code: 'BAD_USER_INPUT',
    inputPath: ['filter', ...path],
  });
});

test.each([0, 101, 100_000, 1.5, Number.NaN])('a page of %d is refused', async (first) => {
  await expect(opened.catalog.products({ first })).rejects.toMatchObject({
    code: 'BAD_USER_INPUT',
    inputPath: ['first'],
  });
});
