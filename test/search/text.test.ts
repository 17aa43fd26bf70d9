import { afterAll, beforeAll, expect, test } from 'vitest';
import { VitrineError } from '../../src/errors.ts';
import type { SearchNeeds } from '../../src/search/search.ts';
import { createWorld, type World } from './world.ts';

let world: World;

beforeAll(async () => {
  world = await createWorld(8);
  await world.catalog.upsertProducts([
    { externalId: 'dress', title: 'Red summer dress', category: 'clothing' },
    { externalId: 'shoes', title: 'Red running shoes', category: 'footwear' },
    { externalId: 'ja', title: '赤いドレスと白い靴' },
    { externalId: 'zh', title: '红色连衣裙' },
    { externalId: 'ru', title: 'Красное платье' },
  ]);
});
afterAll(() => world.stop());

async function titlesFor(text: string, search = world.search): Promise<string[]> {
  const { hits } = await search.byText(text, { first: 10 });
  const products = await world.catalog.productsById(hits.map(({ productId }) => productId));
  return hits.map(({ productId }) => products.get(productId)?.externalId ?? '');
}

test('without a model, words find by full text and the answer says why', async () => {
  const { hits, plan, notices, search } = await world.search.byText('red dress', { first: 10 });
  expect(plan).toBe('FULL_TEXT');
  expect(hits).toHaveLength(1);
  expect(hits[0]).toMatchObject({ score: null, imageId: null });
  expect(notices).toEqual([{ code: 'MODEL_UNAVAILABLE', message: 'MODEL is none. Found by words alone.' }]);
  expect(search).toMatchObject({ kind: 'TEXT', text: 'red dress' });
});

test.each([
  ['ドレス', 'ja'],
  ['白い靴', 'ja'],
  ['连衣裙', 'zh'],
  ['платье', 'ru'],
])('%s is found', async (text, externalId) => {
  expect(await titlesFor(text)).toEqual([externalId]);
});

test('a filter holds for words', async () => {
  const { hits } = await world.search.byText('red', { first: 10, filter: { category: ['footwear'] } });
  expect(hits).toHaveLength(1);
});

test('words are paged by the remembered answer', async () => {
  const one = await world.search.byText('red', { first: 1 });
  await one.saved;
  expect(one.hasNextPage).toBe(true);
  expect(await one.totalCount()).toBe(2);
  const after = one.hits[0]?.cursor ?? '';
  const two = await world.search.byText('red', { first: 1, after });
  expect(two.hits).toHaveLength(1);
  expect(two.hits[0]?.productId).not.toBe(one.hits[0]?.productId);
  expect(two.hasNextPage).toBe(false);
});

const ready: SearchNeeds['embedder'] = {
  model: { name: 'made-up', version: '1', dimensions: 8, languages: [], fingerprint: 'made-up 8' },
  state: () => ({ state: 'ready' }),
  embedText: async () => Float32Array.of(1, 0, 0, 0, 0, 0, 0, 0),
  embedImage: () => Promise.reject(new Error('no picture is embedded here')),
};

test('while the model loads, words answer at once', async () => {
  const loading = world.searchWith({
    embedder: {
      ...ready,
      state: () => ({ state: 'loading', reason: 'The model is loading.', retryAfterSeconds: 3 }),
      embedText: () => new Promise(() => {}),
    },
  });
  const { plan, notices } = await loading.byText('red', { first: 10 });
  expect(plan).toBe('FULL_TEXT');
  expect(notices[0]?.code).toBe('MODEL_LOADING');
});

test('a model that dies under the question is no failure of the question', async () => {
  const dying = world.searchWith({
    embedder: {
      ...ready,
      embedText: () =>
        Promise.reject(new VitrineError('MODEL_LOADING', 'It restarts.', { retryAfterSeconds: 1 })),
    },
  });
  await world.add([{ externalId: 'pictured', vectors: [Float32Array.of(1, 0, 0, 0, 0, 0, 0, 0)] }]);
  expect(await titlesFor('dress', dying)).toEqual(['dress']);
});

test('words under a model never meet the vectors of another', async () => {
  const other = world.searchWith({
    embedder: {
      ...ready,
      model: { name: 'other', version: '1', dimensions: 8, languages: [], fingerprint: 'other' },
    },
  });
  const { plan, notices } = await other.byText('red', { first: 10 });
  expect(plan).toBe('FULL_TEXT');
  // a model that runs is about to be the one that is searched
  expect(notices[0]).toMatchObject({ code: 'MODEL_LOADING' });
  expect((await other.capabilities()).searchByImage.available).toBe(false);
});
