import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createCatalog } from '../../src/catalog/catalog.ts';
import type { Catalog } from '../../src/catalog/types.ts';
import { connectDatabase } from '../../src/database/connect.ts';
import type { Database } from '../../src/database/database.ts';
import { registerModel } from '../../src/database/models.ts';
import { upsertEmbeddings } from '../../src/database/vectors.ts';
import { createEmbedder } from '../../src/embedding/embedder.ts';
import type { Embedder } from '../../src/embedding/types.ts';
import { createMedia } from '../../src/media/media.ts';
import { createSearch, type SearchNeeds } from '../../src/search/search.ts';
import type { Search } from '../../src/search/types.ts';
import { type FreshDatabase, freshDatabase, silent } from '../helpers/database.ts';
import { dot } from './world.ts';

const folder = 'test/fixtures/noto';
const names = new Map([
  ['1f418.png', 'elephant'],
  ['1f355.png', 'pizza'],
  ['1f34e.png', 'red apple'],
  ['1f6b2.png', 'bicycle'],
  ['1f3b8.png', 'guitar'],
]);

let fresh: FreshDatabase;
let database: Database;
let embedder: Embedder;
let catalog: Catalog;
let needs: SearchNeeds;
let search: Search;
const productIds = new Map<string, bigint>();
const imageIds = new Map<string, bigint>();

beforeAll(async () => {
  fresh = await freshDatabase({ EMBEDDER_THREADS: '1' });
  [embedder, database] = await Promise.all([
    createEmbedder({ config: fresh.config, log: silent }),
    connectDatabase(fresh.config, silent),
  ]);
  if (embedder.model === undefined) throw new Error('the starter model is not there');
  const model = await registerModel(database, embedder.model);
  const media = createMedia({ config: fresh.config, database, pictures: embedder, log: silent });
  catalog = createCatalog({ config: fresh.config, database, files: media });
  await catalog.prepare();
  needs = { config: fresh.config, database, embedder, media, pictures: embedder, log: silent };
  search = createSearch(needs);
  for (const [file, title] of names) {
    const bytes = await readFile(join(folder, file));
    const { hash } = await media.store(bytes);
    const product = await catalog.createProduct({ externalId: file, title, images: [{ mediaHash: hash }] });
    const [image] = (await catalog.imagesOfProducts([product.id])).get(product.id) ?? [];
    const imageId = image?.id ?? 0n;
    productIds.set(file, product.id);
    imageIds.set(file, imageId);
    // the guitar is left pending
    if (title === 'guitar') continue;
    const { vector } = await embedder.embedImage(bytes, { waitMs: 60_000 });
    await upsertEmbeddings(database.kysely, model, [{ imageId, productId: product.id, vector }]);
  }
});
afterAll(async () => {
  await embedder.stop();
  await database.stop();
  await fresh.stop();
});

const photo = (file: string) => ({ read: () => readFile(join(folder, file)) });

test('a photo finds the product it shows, and why one may lack is said', async () => {
  const { hits, notices, plan, timing } = await search.byImage(photo('1f355.png'), { first: 4 });
  expect(hits.map(({ productId }) => productId)[0]).toBe(productIds.get('1f355.png'));
  expect(hits).toHaveLength(4);
  expect(hits[0]?.score).toBeGreaterThan(0.99);
  expect(plan).toBe('EXACT');
  expect(notices.map(({ code }) => code)).toContain('INDEX_INCOMPLETE');
  expect(timing.totalMs).toBeGreaterThanOrEqual(timing.embedMs);
});

test('words are compared with pictures', async () => {
  const words = await embedder.embedText('a pizza');
  const right: [bigint | undefined, number][] = [];
  for (const [file, title] of names) {
    if (title === 'guitar') continue;
    const { vector } = await embedder.embedImage(await readFile(join(folder, file)));
    right.push([productIds.get(file), dot(vector, words)]);
  }
  const request = { first: 10, options: { mode: 'VECTOR' } } as const;
  const { hits, plan } = await search.byText('a pizza', request);
  expect(plan).toBe('EXACT');
  right.sort(([, a], [, b]) => b - a);
  expect(hits.map(({ productId }) => productId)).toEqual(right.map(([id]) => id));
  expect(hits[0]?.score).toBeCloseTo(right[0]?.[1] ?? 0, 5);
});

test('a picture of the catalogue that is not indexed yet is embedded from its file', async () => {
  const imageId = imageIds.get('1f3b8.png') ?? 0n;
  const { hits } = await search.byImage({ imageId }, { first: 10 });
  expect(hits).toHaveLength(4);
  await expect(search.byImage({ imageId: 999_999n }, { first: 1 })).rejects.toMatchObject({
    code: 'NOT_FOUND',
  });
});

test('a product whose picture is pending has nothing similar yet, and is not remembered', async () => {
  const {
    hits,
    notices,
    search: remembered,
  } = await search.similar({ externalId: '1f3b8.png' }, { first: 5 });
  expect(hits).toEqual([]);
  expect(remembered).toBeNull();
  expect(notices[0]?.code).toBe('INDEX_INCOMPLETE');
  await expect(search.similar({ externalId: 'nowhere' }, { first: 5 })).rejects.toMatchObject({
    code: 'NOT_FOUND',
  });
});

test('a file that is no picture is refused', async () => {
  const notPicture = { read: async () => Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>') };
  await expect(search.byImage(notPicture, { first: 1 })).rejects.toMatchObject({
    code: 'UNSUPPORTED_FORMAT',
  });
});

test('a caller who leaves is not embedded for', async () => {
  const left = AbortSignal.abort();
  await expect(search.byImage(photo('1f355.png'), { first: 1, signal: left })).rejects.toThrow(/abort/i);
  await expect(search.byText('gone', { first: 1, signal: left })).rejects.toThrow(/abort/i);
});

test('what works is all of it', async () => {
  const whole = { available: true, degraded: false, loading: false, reason: null };
  expect(await search.capabilities()).toEqual({
    searchByImage: whole,
    searchByText: whole,
    similarProducts: whole,
  });
});

test('after the model has changed, words are embedded again and a photo is asked for again', async () => {
  const [byPhoto, byText] = await Promise.all([
    search.byImage(photo('1f418.png'), { first: 2 }),
    search.byText('an elephant', { first: 2 }),
  ]);
  await Promise.all([byPhoto.saved(), byText.saved()]);
  // as if a model before this one had answered both
  const before = await registerModel(database, {
    name: 'before',
    version: '1',
    dimensions: 256,
    fingerprint: 'before',
  });
  await database.kysely.updateTable('searches').set({ model_id: before.id }).execute();
  if (embedder.model !== undefined) await registerModel(database, embedder.model);
  // a process that starts now
  const later = createSearch(needs);

  const again = await later.results(byText.search?.id ?? '', { first: 2 });
  expect(again.hits.map(({ productId }) => productId)).toEqual(byText.hits.map(({ productId }) => productId));
  const cursor = { first: 2, after: byText.hits[0]?.cursor ?? '' };
  expect((await later.results(byText.search?.id ?? '', cursor)).hits).toHaveLength(2);
  await expect(later.results(byPhoto.search?.id ?? '', { first: 2 })).rejects.toMatchObject({
    code: 'BAD_USER_INPUT',
    message: expect.stringContaining('send the photo again'),
  });
});
