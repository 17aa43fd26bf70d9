import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { ProductInput } from '../../src/catalog/types.ts';
import { everythingIn, type OpenedCatalog, openCatalog } from './opened.ts';

let opened: OpenedCatalog;
beforeAll(async () => {
  opened = await openCatalog();
});
afterAll(() => opened.stop());
beforeEach(async () => {
  await opened.database.kysely.deleteFrom('products').execute();
});

const line = (n: number, more: Partial<ProductInput> = {}): ProductInput => ({
  externalId: `p${n}`,
  title: `Product ${n}`,
  images: [{ sourceUrl: `https://img.example.com/${n}.jpg` }],
  ...more,
});
const lines = (count: number) => Array.from({ length: count }, (_none, n) => line(n));
const statuses = (results: readonly { status: string }[]) => results.map(({ status }) => status);

test('a thousand are created, and sending them again writes nothing at all', async () => {
  const inputs = lines(1000);
  expect(new Set(statuses(await opened.catalog.upsertProducts(inputs)))).toEqual(new Set(['CREATED']));
  const before = await everythingIn(opened.database);
  const again = await opened.catalog.upsertProducts(inputs);
  expect(new Set(statuses(again))).toEqual(new Set(['UNCHANGED']));
  expect(await everythingIn(opened.database)).toEqual(before);
  expect(await opened.catalog.countProducts()).toBe(1000);
});

test('each line tells what became of it, in the order of the lines', async () => {
  await opened.catalog.upsertProducts([line(1), line(2)]);
  const results = await opened.catalog.upsertProducts([line(3), line(2, { title: 'Other' }), line(1)]);
  expect(statuses(results)).toEqual(['CREATED', 'UPDATED', 'UNCHANGED']);
  const ids = results.flatMap((result) => (result.status === 'FAILED' ? [] : [result.productId]));
  const products = await opened.catalog.productsById(ids);
  expect(ids.map((id) => products.get(id)?.externalId)).toEqual(['p3', 'p2', 'p1']);
});

test('a line that is bad fails alone', async () => {
  const results = await opened.catalog.upsertProducts([
    line(1),
    line(2, { title: '' }),
    line(3, { images: [{ mediaHash: Buffer.alloc(32, 1) }] }),
    line(4),
  ]);
  expect(results).toMatchObject([
    { status: 'CREATED' },
    { status: 'FAILED', error: { code: 'BAD_USER_INPUT', inputPath: ['inputs', '1', 'title'] } },
    { status: 'FAILED', error: { code: 'CONFLICT' } },
    { status: 'CREATED' },
  ]);
  expect(await opened.catalog.countProducts()).toBe(2);
});

test('of lines with the same externalId the first counts, and the others say which that is', async () => {
  const inputs = [...lines(60), line(0, { title: 'Again' }), line(59, { title: 'Again' })];
  const results = await opened.catalog.upsertProducts(inputs);
  const inputPath = ['inputs', '60', 'externalId'];
  expect(results[60]).toMatchObject({ status: 'FAILED', error: { code: 'CONFLICT', inputPath } });
  expect(results[61]).toMatchObject({ status: 'FAILED', error: { code: 'CONFLICT' } });
  expect(await opened.catalog.productBy({ externalId: 'p0' })).toMatchObject({ title: 'Product 0' });
});

test('more than a thousand are refused whole', async () => {
  await expect(opened.catalog.upsertProducts(lines(1001))).rejects.toMatchObject({
    code: 'BAD_USER_INPUT',
    inputPath: ['inputs'],
  });
  expect(await opened.catalog.countProducts()).toBe(0);
});

test('two who send the same products at once, in opposite order, both succeed', async () => {
  const inputs = lines(120);
  const results = await Promise.all([
    opened.catalog.upsertProducts(inputs),
    opened.catalog.upsertProducts(inputs.toReversed()),
    opened.catalog.upsertProducts(inputs.map((input) => ({ ...input, brand: 'B' }))),
  ]);
  expect(results.flat().filter(({ status }) => status === 'FAILED')).toEqual([]);
  expect(results.flat().filter(({ status }) => status === 'CREATED')).toHaveLength(120);
  expect(await opened.catalog.countProducts({ brand: ['B'] })).toBe(120);
});

test('what a line leaves out stays as it was', async () => {
  await opened.catalog.upsertProducts([line(1, { brand: 'B', inStock: false })]);
  await opened.catalog.upsertProducts([{ externalId: 'p1', title: 'New' }]);
  const product = await opened.catalog.productBy({ externalId: 'p1' });
  expect(product).toMatchObject({ title: 'New', brand: 'B', inStock: false });
  expect((await opened.catalog.imagesOfProducts([product?.id ?? 0n])).size).toBe(1);
});

test('what is written alongside is there if and only if the lines are', async () => {
  const { kysely } = opened.database;
  const noted: string[] = [];
  const fact = async () =>
    (await kysely.selectFrom('facts').select('value').where('name', '=', 'alongside').executeTakeFirst())
      ?.value;
  const upsert = (inputs: readonly ProductInput[], fails = false) =>
    opened.catalog.upsertProducts(inputs, async (transaction, stored) => {
      const value = [...stored].map(([index, { status }]) => `${index} ${status}`).join();
      await transaction
        .insertInto('facts')
        .values({ name: 'alongside', value })
        .onConflict((conflict) => conflict.column('name').doUpdateSet({ value }))
        .execute();
      noted.push(value);
      if (fails) throw new Error('broken off');
    });

  await upsert([line(1), line(2)]);
  expect(await fact()).toBe('0 CREATED,1 CREATED');
  await expect(upsert([line(3), line(1, { title: 'Other' })], true)).rejects.toThrow('broken off');
  expect(await fact()).toBe('0 CREATED,1 CREATED');
  expect(await opened.catalog.countProducts()).toBe(2);
  // nothing is stored, so nothing is told
  await upsert([line(1), line(2)]);
  expect(noted).toHaveLength(2);
});
