import { afterAll, beforeAll, expect, test } from 'vitest';
import { dataOf } from '../helpers/client.ts';
import { startServer, type TestServer } from '../helpers/server.ts';
import { indexStatus, searchByText } from '../operations.ts';

const titles = ['Running shoes', 'Umbrella for rainy days', 'Bicycle', 'Elephant', 'Hot beverage mug'];

let server: TestServer;

beforeAll(async () => {
  server = await startServer({ EMBEDDER_THREADS: '1' });
  // without any picture
  await server.parts.catalog.upsertProducts(titles.map((title) => ({ externalId: title, title })));
  await server.indexed();
});
afterAll(() => server.stop());

async function found(text: string) {
  return dataOf(await server.graphql(searchByText, { text, first: 10 })).searchByText;
}

test.each([
  ['sneakers', 'Running shoes'],
  ['protection from the wet', 'Umbrella for rainy days'],
  ['a vehicle with two wheels', 'Bicycle'],
  ['something to drink', 'Hot beverage mug'],
])('a product without a picture is found by what it is called otherwise: %s', async (text, title) => {
  const { edges, plan, notices } = await found(text);
  expect(edges[0]).toMatchObject({ node: { externalId: title }, score: null, image: null });
  expect(plan).toBe('HYBRID');
  expect(notices).toEqual([]);
});

test('a title that changes changes what is found', async () => {
  const { catalog } = server.parts;
  await catalog.createProduct({ externalId: 'changing', title: 'Guitar' });
  await server.indexed();
  const best = async (text: string) => (await found(text)).edges[0]?.node.externalId;
  expect(await best('stringed instrument')).toBe('changing');
  await catalog.updateProduct({ externalId: 'changing' }, { title: 'Pizza' });
  await server.indexed();
  expect(await best('something to eat')).toBe('changing');
  expect(await best('stringed instrument')).not.toBe('changing');
  await catalog.deleteProduct({ externalId: 'changing' });
});

test('indexStatus counts titles and descriptions beside pictures', async () => {
  const { texts, images } = dataOf(await server.graphql(indexStatus)).indexStatus;
  expect(texts).toEqual({ total: titles.length, indexed: titles.length, pending: 0, failed: 0 });
  expect(images.total).toBe(0);
});
