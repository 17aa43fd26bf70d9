import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Database } from '../../src/database/database.ts';
import type { Search } from '../../src/search/types.ts';
import { createWorld, type World } from './world.ts';

const dimensions = 4;
const vector = Float32Array.of(1, 0, 0, 0);
const embedder = {
  model: { name: 'made-up', version: '1', dimensions, languages: [], fingerprint: `made-up ${dimensions}` },
  state: () => ({ state: 'ready' }) as const,
  embedText: async () => vector,
  embedImage: async () => ({ vector, picture: { format: 'png', width: 1, height: 1 } as const }),
};

let world: World;
let search: Search;
/** How often vectors were compared. */
let compared = 0;

beforeAll(async () => {
  world = await createWorld(dimensions);
  await world.add(
    Array.from({ length: 5 }, (_none, at) => ({
      externalId: `thing-${at}`,
      vectors: [Float32Array.of(1, at / 10, 0, 0)],
    })),
  );
  const database: Database = {
    ...world.database,
    query: (statement) => {
      if (statement.text.startsWith('with taken')) compared += 1;
      return world.database.query(statement);
    },
  };
  search = world.searchWith({ embedder, database });
});
afterAll(() => world.stop());

async function found(
  text: string,
  request: Partial<Parameters<Search['byText']>[1]> = {},
): Promise<bigint[]> {
  const { hits } = await search.byText(text, { first: 10, ...request });
  return hits.map(({ productId }) => productId);
}

test('words that come again are answered as before, without comparing anything', async () => {
  const first = await found('a lamp');
  expect(first).toHaveLength(5);
  expect(compared).toBeGreaterThan(0);
  compared = 0;
  expect(await found('a lamp')).toEqual(first);
  expect(compared).toBe(0);

  await found('another lamp');
  expect(compared).toBeGreaterThan(0);
  compared = 0;
  await found('a lamp', { first: 3 });
  expect(compared).toBeGreaterThan(0);
  compared = 0;
  await found('a lamp', { filter: { externalId: ['thing-1'] } });
  expect(compared).toBeGreaterThan(0);
});

test('each answer is kept as a search of its own', async () => {
  const [one, two] = [
    await search.byText('a chair', { first: 2 }),
    await search.byText('a chair', { first: 2 }),
  ];
  expect(one.search?.id).not.toBe(two.search?.id);
  await Promise.all([one.saved(), two.saved()]);
  const reopened = await search.results(two.search?.id ?? '', { first: 2 });
  expect(reopened.hits.map(({ productId }) => productId)).toEqual(one.hits.map(({ productId }) => productId));
});

test('what was changed a moment ago is in the answer, and what was deleted is not', async () => {
  const before = await found('zebra');
  const { id } = await world.catalog.createProduct({ externalId: 'zebra', title: 'Zebra' });
  expect(await found('zebra')).toEqual([id, ...before]);
  await world.catalog.deleteProduct({ externalId: 'zebra' });
  expect(await found('zebra')).toEqual(before);
});
