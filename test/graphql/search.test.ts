import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type {
  SearchByIdQueryVariables,
  SearchByImageQueryVariables,
  SearchByTextQueryVariables,
} from '../gql/graphql.ts';
import { type Answer, dataOf, subscribe } from '../helpers/client.ts';
import { startServer, type TestServer } from '../helpers/server.ts';
import {
  capabilities,
  capabilityChanges,
  node,
  productsWithSimilar,
  search,
  searchByImage,
  searchByText,
  similarProducts,
} from '../operations.ts';

const things = ['1f355.png', '1f34e.png', '1f6b2.png', '1f418.png', '1f45f.png', '1f9e6.png', '2615.png'];
const bytesOf = (file: string) => readFileSync(new URL(`../fixtures/noto/${file}`, import.meta.url));
const pizza = new Blob([bytesOf('1f355.png')], { type: 'image/png' });

let server: TestServer;

beforeAll(async () => {
  server = await startServer({ EMBEDDER_THREADS: '1' });
  const { media, catalog } = server.parts;
  for (const [at, file] of things.entries()) {
    const { hash } = await media.store(bytesOf(file));
    const price = { amount: String(10 * (at + 1)), currency: 'EUR' };
    await catalog.createProduct({
      externalId: file,
      title: `Thing ${file}`,
      price,
      images: [{ mediaHash: hash }],
    });
  }
  await server.indexed();
});
afterAll(() => server.stop());

const codeOf = ({ errors }: Answer<unknown>) => errors?.[0]?.extensions?.code;
const photo = { image: { upload: null } };
const files = { 'photo.image.upload': pizza };

function expectRefused(answer: Answer<unknown>, code: string) {
  expect(codeOf(answer)).toBe(code);
  expect(answer.errors?.[0]?.message).not.toBe('');
}

async function searchByPizza(first: number) {
  return dataOf(await server.graphql(searchByImage, { photo, first }, files)).searchByImage;
}

/** A search that was asked before, asked again. */
async function reopened(variables: SearchByIdQueryVariables) {
  const { search: found } = dataOf(await server.graphql(search, variables));
  if (found === null) throw new Error('there is no such search');
  return found.results;
}

test('an uploaded photo finds what it shows, with the picture that matched', async () => {
  const found = await searchByPizza(3);
  expect(found.edges).toHaveLength(3);
  const [best] = found.edges;
  expect(best?.node.externalId).toBe('1f355.png');
  expect(best?.score).toBeGreaterThan(0.99);
  expect(best?.image).toMatchObject({ position: 1, url: expect.stringContaining(server.url) });
  expect(found.nodes.map(({ externalId }) => externalId)).toEqual(
    found.edges.map(({ node }) => node.externalId),
  );
  expect(found).toMatchObject({ totalCount: things.length, plan: 'EXACT', notices: [] });
  expect(found.pageInfo).toMatchObject({ hasNextPage: true, hasPreviousPage: false });
  expect(found.search).toMatchObject({ kind: 'IMAGE', text: null });
  expect(found.timing.totalMs).toBeGreaterThan(0);
});

test('its later pages come from the search alone', async () => {
  const one = await searchByPizza(3);
  const id = one.search?.id ?? '';
  const pages: string[] = one.nodes.map(({ externalId }) => externalId);
  let after = one.pageInfo.endCursor;
  for (;;) {
    const results = await reopened({ id, first: 3, after });
    pages.push(...results.nodes.map(({ externalId }) => externalId));
    if (!results.pageInfo.hasNextPage) break;
    after = results.pageInfo.endCursor;
  }
  expect(pages.toSorted()).toEqual(things.toSorted());
  const filter = { price: { max: '30' } };
  const results = await reopened({ id, filter });
  expect(results.nodes.map(({ externalId }) => externalId).toSorted()).toEqual(things.slice(0, 3).toSorted());
});

test('a search is a node', async () => {
  const id = (await searchByPizza(1)).search?.id ?? '';
  const answer = dataOf(await server.graphql(node, { id }));
  expect(answer.node).toEqual({ __typename: 'Search', id, kind: 'IMAGE' });
});

test('words, a product and a picture of it find, too', async () => {
  const text = 'something to eat';
  const words = dataOf(await server.graphql(searchByText, { text, first: 2 })).searchByText;
  expect(words.edges).toHaveLength(2);
  expect(words.search).toMatchObject({ kind: 'TEXT', text });
  const to = { externalId: '1f355.png' };
  const similar = dataOf(await server.graphql(similarProducts, { to, first: 100 })).similarProducts;
  expect(similar.edges).toHaveLength(things.length - 1);
  expect(similar.nodes.map(({ externalId }) => externalId)).not.toContain('1f355.png');
  const productImage = similar.edges[0]?.image?.id ?? '';
  const picture = dataOf(
    await server.graphql(searchByImage, { photo: { image: { productImage } }, first: 1 }),
  );
  expect(picture.searchByImage.edges[0]?.image?.id).toBe(productImage);
});

test('each product of a list can show what is similar to it', async () => {
  const { products } = dataOf(await server.graphql(productsWithSimilar, { first: 3, firstSimilar: 2 }));
  expect(products.nodes).toHaveLength(3);
  for (const { externalId, similar } of products.nodes) {
    expect(similar.nodes).toHaveLength(2);
    expect(similar.nodes).not.toContainEqual({ externalId });
    expect(similar.search).toBeNull();
  }
});

test('a product deleted since drops out of what is remembered', async () => {
  const { catalog, media } = server.parts;
  const { hash } = await media.store(bytesOf('1f3b8.png'));
  await catalog.createProduct({ externalId: 'guitar', title: 'Guitar', images: [{ mediaHash: hash }] });
  await server.indexed();
  const one = await searchByPizza(100);
  expect(one.edges).toHaveLength(things.length + 1);
  await catalog.deleteProduct({ externalId: 'guitar' });
  const results = await reopened({ id: one.search?.id ?? '', first: 100 });
  expect(results.edges).toHaveLength(things.length);
  expect(results.totalCount).toBe(things.length + 1);
});

test.each<[string, SearchByTextQueryVariables]>([
  ['an empty text', { text: ' ' }],
  ['a text of 100,000 characters', { text: 'a'.repeat(100_000) }],
  ['first: 100000', { text: 'pizza', first: 100_000 }],
  ['a made-up cursor', { text: 'pizza', after: 'bWFkZSB1cA' }],
  ['a price range turned round', { text: 'pizza', filter: { price: { min: '9', max: '1' } } }],
])('words with %s are refused', async (_what, variables) => {
  expectRefused(await server.graphql(searchByText, variables), 'BAD_USER_INPUT');
});

test.each<[string, string, SearchByImageQueryVariables]>([
  ['on this machine', 'BLOCKED_ADDRESS', { photo: { image: { url: 'http://127.0.0.1:1/a.png' } } }],
  [
    'and minScore 2',
    'BAD_USER_INPUT',
    { photo: { image: { url: 'https://example.com/a.png' } }, options: { minScore: 2 } },
  ],
])('a photo %s is refused with %s', async (_what, code, variables) => {
  expectRefused(await server.graphql(searchByImage, variables), code);
});

test('an unknown product is refused, and so is the id of another thing than a search', async () => {
  const to = { externalId: 'nowhere' };
  expectRefused(await server.graphql(similarProducts, { to }), 'NOT_FOUND');
  const id = Buffer.from('Product:1').toString('base64url');
  expectRefused(await server.graphql(search, { id }), 'BAD_USER_INPUT');
});

// no client's JSON can say it, a document can
test('an infinite minScore is refused', async () => {
  const answer = await server.graphql('{ searchByText(text: "a", options: { minScore: 1e999 }) { plan } }');
  expect(codeOf(answer)).toBe('BAD_USER_INPUT');
});

test('a file that is no picture is refused by what it is', async () => {
  const svg = new Blob(['<svg xmlns="http://www.w3.org/2000/svg"></svg>'], { type: 'image/png' });
  const answer = await server.graphql(searchByImage, { photo }, { 'photo.image.upload': svg });
  expect(codeOf(answer)).toBe('UNSUPPORTED_FORMAT');
});

test('an unknown search is null', async () => {
  const id = Buffer.from('Search:11111111-1111-4111-8111-111111111111').toString('base64url');
  expect(dataOf(await server.graphql(search, { id }))).toEqual({ search: null });
});

test('capabilities say what works, at once to who subscribes', async () => {
  const works = { available: true, degraded: false, loading: false, reason: null };
  const whole = { capabilities: { searchByImage: works, searchByText: works, similarProducts: works } };
  expect(dataOf(await server.graphql(capabilities))).toEqual(whole);
  const told = subscribe(server.url, capabilityChanges);
  expect((await told.next()).value).toEqual({ data: whole });
  await told.return(undefined);
});
