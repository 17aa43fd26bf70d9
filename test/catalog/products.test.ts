import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { ProductInput } from '../../src/catalog/types.ts';
import { type OpenedCatalog, openCatalog, storedPicture } from './opened.ts';

let opened: OpenedCatalog;
beforeAll(async () => {
  opened = await openCatalog();
});
afterAll(() => opened.stop());
beforeEach(async () => {
  await opened.database.kysely.deleteFrom('products').execute();
  opened.forgotten.length = 0;
});

const lamp: ProductInput = {
  externalId: 'lamp-1',
  title: 'Desk lamp',
  description: 'Bends both ways.',
  brand: 'Lumen',
  category: 'Lighting',
  price: { amount: '012.90', currency: 'eur' },
  url: 'https://shop.example.com/lamp',
  inStock: false,
  attributes: [
    { name: 'colour', value: 'red' },
    { name: 'colour', value: 'black' },
  ],
  images: [{ sourceUrl: 'https://img.example.com/1.jpg' }, { sourceUrl: 'https://img.example.com/2.jpg' }],
};

async function urlsOf(productId: bigint): Promise<(string | null)[]> {
  const images = (await opened.catalog.imagesOfProducts([productId])).get(productId) ?? [];
  expect(images.map(({ position }) => position)).toEqual(images.map((_image, index) => index + 1));
  return images.map(({ sourceUrl }) => sourceUrl);
}

test('a product comes back as it was sent', async () => {
  const product = await opened.catalog.createProduct(lamp);
  const { images: _images, ...fields } = lamp;
  expect(product).toMatchObject({
    ...fields,
    price: { amount: '12.90', currency: 'EUR' },
  });
  expect(product.createdAt).toEqual(product.updatedAt);
  expect(await urlsOf(product.id)).toEqual([
    'https://img.example.com/1.jpg',
    'https://img.example.com/2.jpg',
  ]);
  expect(await opened.catalog.productBy({ externalId: 'lamp-1' })).toEqual(product);
  expect(await opened.catalog.productBy({ id: product.id })).toEqual(product);
  expect(await opened.catalog.productBy({ externalId: 'lamp-2' })).toBeNull();
});

test('what is left out has its default, and blank is nothing', async () => {
  const product = await opened.catalog.createProduct({ externalId: 'x', title: ' X ', brand: '  ' });
  expect(product).toMatchObject({
    title: 'X',
    description: null,
    brand: null,
    price: null,
    url: null,
    inStock: true,
    attributes: [],
  });
});

test('an externalId that is taken is a conflict, also between two who create at once', async () => {
  const results = await Promise.allSettled([1, 2, 3].map(() => opened.catalog.createProduct(lamp)));
  expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  for (const result of results.filter(({ status }) => status === 'rejected')) {
    expect(result).toMatchObject({ reason: { code: 'CONFLICT', inputPath: ['input', 'externalId'] } });
  }
  await opened.catalog.createProduct({ externalId: 'lamp-2', title: 'Other' });
  await expect(
    opened.catalog.updateProduct({ externalId: 'lamp-2' }, { externalId: 'lamp-1' }),
  ).rejects.toMatchObject({ code: 'CONFLICT', inputPath: ['input', 'externalId'] });
});

test('a patch that changes nothing leaves updatedAt alone; one that does moves it', async () => {
  const product = await opened.catalog.createProduct(lamp);
  await delay(5);
  expect(await opened.catalog.updateProduct({ id: product.id }, lamp)).toEqual(product);
  const changed = await opened.catalog.updateProduct({ id: product.id }, { brand: null });
  expect(changed).toEqual({ ...product, brand: null, updatedAt: expect.any(Date) });
  expect(changed.updatedAt.getTime()).toBeGreaterThan(product.updatedAt.getTime());
});

test('pictures whose URL stays keep their row, so that they are not fetched again', async () => {
  const { id } = await opened.catalog.createProduct(lamp);
  const before = (await opened.catalog.imagesOfProducts([id])).get(id) ?? [];
  const sourceUrl = 'https://img.example.com/3.jpg';
  const images = [{ sourceUrl: 'https://img.example.com/2.jpg' }, { sourceUrl }, { sourceUrl }];
  await opened.catalog.updateProduct({ id }, { images });
  const after = (await opened.catalog.imagesOfProducts([id])).get(id) ?? [];
  expect(after).toMatchObject([
    { id: before[1]?.id, position: 1 },
    { sourceUrl, position: 2 },
  ]);
  await opened.catalog.updateProduct({ id }, { images: null });
  expect(await urlsOf(id)).toEqual([]);
});

test('two patches of one product at once both hold', async () => {
  const { id } = await opened.catalog.createProduct(lamp);
  await Promise.all([
    opened.catalog.updateProduct({ id }, { title: 'New title' }),
    opened.catalog.updateProduct({ id }, { brand: 'New brand' }),
    opened.catalog.updateProduct({ id }, { images: [{ sourceUrl: 'https://img.example.com/9.jpg' }] }),
    opened.catalog.addProductImage({ id }, { sourceUrl: 'https://img.example.com/8.jpg' }),
    opened.catalog.updateProduct({ id }, { price: null }),
  ]);
  expect(await opened.catalog.productBy({ id })).toMatchObject({
    title: 'New title',
    brand: 'New brand',
    price: null,
  });
  expect(await urlsOf(id)).toContain('https://img.example.com/9.jpg');
});

test('deleting takes pictures and claims, and asks for the files to be tidied', async () => {
  const mediaHash = await storedPicture(opened.database, 7);
  await opened.database.kysely
    .insertInto('models')
    .values({ name: 'm', version: '1', fingerprint: 'f', dimensions: 4, active: true })
    .execute();
  const { id } = await opened.catalog.createProduct({ ...lamp, images: [{ mediaHash }] });
  const claims = () => opened.database.kysely.selectFrom('image_indexing').selectAll().execute();
  expect(await claims()).toHaveLength(1);
  expect(await opened.catalog.deleteProduct({ externalId: 'lamp-1' })).toMatchObject({
    id,
    title: 'Desk lamp',
  });
  expect(opened.forgotten).toEqual([[mediaHash.toString('hex')]]);
  expect(await claims()).toHaveLength(0);
  expect((await opened.catalog.imagesOfProducts([id])).size).toBe(0);
  await expect(opened.catalog.deleteProduct({ id })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  await opened.database.kysely.deleteFrom('models').execute();
});

test('a picture is added at its position and removed, and the others close up', async () => {
  const { id } = await opened.catalog.createProduct(lamp);
  const mediaHash = await storedPicture(opened.database, 8);
  const added = await opened.catalog.addProductImage({ id }, { mediaHash }, 2);
  expect(added).toMatchObject({ productId: id, position: 2, mediaHash, width: 40, height: 30 });
  expect(await urlsOf(id)).toEqual(['https://img.example.com/1.jpg', null, 'https://img.example.com/2.jpg']);
  const last = await opened.catalog.addProductImage(
    { id },
    { sourceUrl: 'https://img.example.com/3.jpg' },
    40,
  );
  expect(last.position).toBe(4);
  await expect(opened.catalog.addProductImage({ id }, { mediaHash })).rejects.toMatchObject({
    code: 'CONFLICT',
  });
  await opened.catalog.removeProductImage(added.id);
  expect(await urlsOf(id)).toEqual(['1', '2', '3'].map((name) => `https://img.example.com/${name}.jpg`));
  expect(opened.forgotten).toEqual([[mediaHash.toString('hex')]]);
  await expect(opened.catalog.removeProductImage(added.id)).rejects.toMatchObject({ code: 'NOT_FOUND' });
});

test('a product takes 50 pictures and no more', async () => {
  const images = Array.from({ length: 50 }, (_none, i) => ({ sourceUrl: `https://img.example.com/${i}` }));
  const { id } = await opened.catalog.createProduct({ ...lamp, images });
  await expect(
    opened.catalog.addProductImage({ id }, { sourceUrl: 'https://img.example.com/more' }),
  ).rejects.toMatchObject({ code: 'BAD_USER_INPUT', inputPath: ['image'] });
  const sourceUrl = 'https://img.example.com/more';
  await expect(
    opened.catalog.updateProduct({ id }, { images: [...images, { sourceUrl }] }),
  ).rejects.toMatchObject({
    code: 'BAD_USER_INPUT',
    inputPath: ['input', 'images'],
  });
});

test('a stored picture that is gone is a conflict, not a fault', async () => {
  await expect(
    opened.catalog.createProduct({ ...lamp, images: [{ mediaHash: Buffer.alloc(32, 99) }] }),
  ).rejects.toMatchObject({ code: 'CONFLICT' });
});

test('what changes is announced once it is there, and what does not is not', async () => {
  // announcements are gathered for a moment, those of the tests before included
  const settle = () => delay(150);
  await settle();
  const heard: string[] = [];
  const ends = (['work', 'index'] as const).map((topic) =>
    opened.database.events.subscribe(topic, () => heard.push(topic)),
  );
  const { id } = await opened.catalog.createProduct(lamp);
  await expect.poll(() => heard.toSorted()).toEqual(['index', 'work']);
  heard.length = 0;
  await opened.catalog.updateProduct({ id }, lamp);
  await settle();
  expect(heard).toEqual([]);
  await opened.catalog.updateProduct({ id }, { title: 'T' });
  await expect.poll(() => heard.toSorted()).toEqual(['index', 'work']);
  for (const end of ends) end();
});
