import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Config, readConfig } from '../../src/config.ts';
import { createLog } from '../../src/log.ts';
import { type Running, startVitrine } from '../../src/server.ts';
import { dataOf, type Operation, send } from '../helpers/client.ts';
import { type FreshDatabase, freshDatabase } from '../helpers/database.ts';
import { until } from '../helpers/program.ts';
import {
  deleteSearch,
  deleteSearches,
  duplicates,
  search,
  searchByImage,
  searchByText,
  searches,
} from '../operations.ts';

const files = ['1f355.png', '1f34e.png', '1f6b2.png', '1f418.png'];
const bytesOf = (file: string) => readFileSync(new URL(`../fixtures/noto/${file}`, import.meta.url));
const pizza = new Blob([bytesOf('1f355.png')], { type: 'image/png' });

let database: FreshDatabase;
let running: Running;

/** Starts the server, or another one over the same database once the first is stopped. */
function start(settings: Readonly<Record<string, string>> = {}): Promise<Running> {
  const defaults = { PORT: '0', EMBEDDER_THREADS: '1', LOG_LEVEL: 'silent', LOG_FORMAT: 'json' };
  const config: Config = readConfig({ ...defaults, ...database.environment, ...settings });
  return startVitrine(config, createLog({ level: config.LOG_LEVEL, format: 'json' }));
}

async function ask<Data, Variables>(
  operation: Operation<Data, Variables>,
  variables?: Variables,
  uploads?: Readonly<Record<string, Blob>>,
): Promise<Data> {
  return dataOf(await send(running.url, operation, variables, uploads));
}

beforeAll(async () => {
  database = await freshDatabase();
  running = await start();
  const { media, catalog, indexer } = running.parts;
  for (const [at, file] of [...files, ...files.slice(0, 2)].entries()) {
    const { hash } = await media.store(bytesOf(file));
    const externalId = `${at} ${file}`;
    await catalog.createProduct({ externalId, title: `Thing ${file}`, images: [{ mediaHash: hash }] });
  }
  await until(async () => (await indexer.status()).images.pending === 0, 60_000, 'all is indexed');
});
afterAll(async () => {
  await running.stop();
  await database.stop();
});

const photo = { image: { upload: null } };

async function searchByPizza() {
  const { searchByImage: found } = await ask(
    searchByImage,
    { photo, first: 2 },
    { 'photo.image.upload': pizza },
  );
  return found;
}

const listed = async (variables: Parameters<typeof ask<unknown, object>>[1] = {}) =>
  (await ask(searches, variables)).searches;

async function thumbnailOf(id: string): Promise<string> {
  let url: string | null | undefined;
  await until(
    async () => {
      url = (await listed()).nodes.find((node) => node.id === id)?.thumbnailUrl;
      return typeof url === 'string';
    },
    10_000,
    'a thumbnail is kept',
  );
  return url ?? '';
}

test('what was searched for is listed, with a small picture of the photo', async () => {
  const words = (await ask(searchByText, { text: 'something to eat', first: 2 })).searchByText;
  const found = await searchByPizza();
  const url = await thumbnailOf(found.search?.id ?? '');
  const list = await listed();
  expect(list.totalCount).toBe(2);
  expect(list.nodes).toMatchObject([
    { id: found.search?.id, kind: 'IMAGE', text: null, resultCount: 2, thumbnailUrl: url },
    { id: words.search?.id, kind: 'TEXT', text: 'something to eat', resultCount: 2, thumbnailUrl: null },
  ]);
  const answer = await fetch(url);
  expect(answer.headers.get('content-type')).toBe('image/webp');
  expect(answer.headers.get('cache-control')).toMatch(/^private/);
  const bytes = Buffer.from(await answer.arrayBuffer());
  expect(bytes.length).toBeLessThanOrEqual(10_000);
  expect((await sharp(bytes).metadata()).width).toBeLessThanOrEqual(160);
  for (const path of ['/searches/', `/searches/${randomUUID()}/thumbnail`, '/searches/../thumbnail']) {
    expect((await fetch(`${running.url}${path}`)).status).toBe(404);
  }
});

test('of the list, pages, kinds, and those that found nothing', async () => {
  const filter = { category: ['no such'] };
  await ask(searchByText, { text: 'nowhere to be found', filter, first: 2 });
  const nothing = await listed({ foundNothing: true, first: 10 });
  expect(nothing.nodes.map(({ text, resultCount }) => [text, resultCount])).toEqual([
    ['nowhere to be found', 0],
  ]);
  const one = await listed({ first: 1, kind: ['TEXT'] });
  expect(one).toMatchObject({ totalCount: 2, pageInfo: { hasNextPage: true, hasPreviousPage: false } });
  const two = await listed({ first: 1, kind: ['TEXT'], after: one.pageInfo.endCursor });
  expect(two).toMatchObject({ totalCount: 2, pageInfo: { hasNextPage: false, hasPreviousPage: true } });
  const answer = await send(running.url, searches, { after: 'nonsense' });
  expect(answer.errors?.[0]?.extensions?.code).toBe('BAD_USER_INPUT');
});

test('after a restart, and without a model, it is reopened with other pages and filters', async () => {
  const found = await searchByPizza();
  const id = found.search?.id ?? '';
  const url = await thumbnailOf(id);
  await running.stop();
  running = await start({ MODEL: 'none' });
  const next = await ask(search, { id, first: 2, after: found.pageInfo.endCursor });
  const seen = [...found.nodes, ...(next.search?.results.nodes ?? [])].map(({ externalId }) => externalId);
  expect(seen).toHaveLength(4);
  expect(new Set(seen).size).toBe(4);
  const filtered = await ask(search, { id, first: 10, filter: { externalId: [`1 ${files[1]}`] } });
  expect(filtered.search?.results.nodes.map(({ externalId }) => externalId)).toEqual([`1 ${files[1]}`]);
  expect((await fetch(`${running.url}${new URL(url).pathname}`)).status).toBe(200);
});

test('one is deleted with its picture, and all are', async () => {
  const [first] = (await listed({ kind: ['IMAGE'] })).nodes;
  const id = first?.id ?? '';
  expect((await ask(deleteSearch, { id })).deleteSearch).toMatchObject({
    __typename: 'DeleteSearchSuccess',
    search: { id },
  });
  expect((await ask(search, { id })).search).toBeNull();
  expect((await fetch(first?.thumbnailUrl ?? '')).status).toBe(404);
  expect((await ask(deleteSearch, { id })).deleteSearch).toMatchObject({ __typename: 'NotFound' });
  const others = (await listed()).totalCount;
  expect(others).toBeGreaterThan(0);
  const before = new Date(Date.now() + 60_000).toISOString();
  expect((await ask(deleteSearches, { before })).deleteSearches).toMatchObject({ deleted: others });
  expect((await listed()).nodes).toEqual([]);
});

test('products that show the same picture are told as duplicates', async () => {
  const all = (await ask(duplicates, { minScore: 0.95, first: 10 })).duplicates;
  expect(all.pageInfo).toMatchObject({ hasNextPage: false, hasPreviousPage: false });
  const groups = all.nodes.map(({ products }) => products.map(({ product }) => product.externalId));
  expect(groups).toEqual([
    ['0 1f355.png', '4 1f355.png'],
    ['1 1f34e.png', '5 1f34e.png'],
  ]);
  expect(all.nodes[0]).toMatchObject({ score: 1, products: [{ score: 1 }, { score: 1 }] });
  const one = (await ask(duplicates, { first: 1 })).duplicates;
  expect(one.nodes).toEqual(all.nodes.slice(0, 1));
  expect(one.pageInfo.hasNextPage).toBe(true);
  const two = (await ask(duplicates, { first: 1, after: one.pageInfo.endCursor })).duplicates;
  expect(two.nodes).toEqual(all.nodes.slice(1));
});

test.each([
  ['a cursor that is none', { after: 'nonsense' }],
  ['a bound that says nothing', { minScore: 0.1 }],
  ['a page too large', { first: 101 }],
])('of duplicates, %s is refused', async (_what, variables) => {
  const { errors } = await send(running.url, duplicates, variables);
  expect(errors?.[0]?.extensions?.code).toBe('BAD_USER_INPUT');
});
