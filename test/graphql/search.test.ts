import { readFileSync } from 'node:fs';
import { createClient } from 'graphql-sse';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Answer, startServer, type TestServer } from '../helpers/server.ts';

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

interface Connection {
  readonly edges: readonly {
    readonly cursor: string;
    readonly score: number | null;
    readonly node: { readonly id: string; readonly externalId: string };
    readonly image: { readonly id: string; readonly position: number; readonly url: string } | null;
  }[];
  readonly nodes: readonly { readonly externalId: string }[];
  readonly pageInfo: {
    readonly hasNextPage: boolean;
    readonly hasPreviousPage: boolean;
    readonly endCursor: string;
  };
  readonly totalCount: number;
  readonly plan: string;
  readonly notices: readonly { readonly code: string }[];
  readonly timing: { readonly embedMs: number; readonly searchMs: number; readonly totalMs: number };
  readonly search: { readonly id: string; readonly kind: string; readonly text: string | null } | null;
}

const fields = /* GraphQL */ `
  fragment Fields on SearchResultConnection {
    edges { cursor score node { id externalId } image { id position url } }
    nodes { externalId }
    pageInfo { hasNextPage hasPreviousPage endCursor }
    totalCount plan notices { code } timing { embedMs searchMs totalMs } search { id kind text }
  }`;
const byImage = /* GraphQL */ `
  query ($photo: PhotoQuery!, $first: Int, $after: String, $options: SearchOptions) {
    searchByImage(photo: $photo, first: $first, after: $after, options: $options) { ...Fields }
  } ${fields}`;
const byText = /* GraphQL */ `
  query ($text: String!, $first: Int, $after: String, $filter: ProductFilter) {
    searchByText(text: $text, first: $first, after: $after, filter: $filter) { ...Fields }
  } ${fields}`;
const similarTo = /* GraphQL */ `
  query ($to: ProductKey!, $first: Int) { similarProducts(to: $to, first: $first) { ...Fields } } ${fields}`;
const reopen = /* GraphQL */ `
  query ($id: ID!, $first: Int, $after: String, $filter: ProductFilter) {
    search(id: $id) { id kind createdAt results(first: $first, after: $after, filter: $filter) { ...Fields } }
  } ${fields}`;

/** The one field that an answer without errors holds. */
function only<Field = Connection>({ data, errors }: Answer<Record<string, Field>>): Field {
  expect(errors).toBeUndefined();
  const [field] = Object.values(data ?? {});
  if (field === undefined) throw new Error('there is no data');
  return field;
}
const codeOf = ({ errors }: Answer<unknown>) => errors?.[0]?.extensions?.code;

async function searchByPizza(first: number): Promise<Connection> {
  return only(
    await server.graphql<Record<string, Connection>>(
      byImage,
      { photo: { image: { upload: null } }, first },
      { 'photo.image.upload': pizza },
    ),
  );
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
    const { results } = only<{ results: Connection }>(await server.graphql(reopen, { id, first: 3, after }));
    pages.push(...results.nodes.map(({ externalId }) => externalId));
    if (!results.pageInfo.hasNextPage) break;
    after = results.pageInfo.endCursor;
  }
  expect(pages.toSorted()).toEqual(things.toSorted());
  const filter = { price: { max: '30' } };
  const { results } = only<{ results: Connection }>(await server.graphql(reopen, { id, filter }));
  expect(results.nodes.map(({ externalId }) => externalId).toSorted()).toEqual(things.slice(0, 3).toSorted());
});

test('a search is a node', async () => {
  const { search } = await searchByPizza(1);
  const answer = await server.graphql('query ($id: ID!) { node(id: $id) { id ... on Search { kind } } }', {
    id: search?.id,
  });
  expect(answer.data).toEqual({ node: { id: search?.id, kind: 'IMAGE' } });
});

test('words, a product and a picture of it find, too', async () => {
  const words = only(
    await server.graphql<Record<string, Connection>>(byText, { text: 'something to eat', first: 2 }),
  );
  expect(words.edges).toHaveLength(2);
  expect(words.search).toMatchObject({ kind: 'TEXT', text: 'something to eat' });
  const similar = only(
    await server.graphql<Record<string, Connection>>(similarTo, {
      to: { externalId: '1f355.png' },
      first: 100,
    }),
  );
  expect(similar.edges).toHaveLength(things.length - 1);
  expect(similar.nodes.map(({ externalId }) => externalId)).not.toContain('1f355.png');
  const productImage = similar.edges[0]?.image?.id;
  const photo = { image: { productImage } };
  const picture = only(await server.graphql<Record<string, Connection>>(byImage, { photo, first: 1 }));
  expect(picture.edges[0]?.image?.id).toBe(productImage);
});

test('each product of a list can show what is similar to it', async () => {
  const answer = await server.graphql(/* GraphQL */ `
    { products(first: 3) { nodes { externalId similar(first: 2) { nodes { externalId } search { id } } } } }`);
  expect(answer.errors).toBeUndefined();
  const { products } = answer.data as { products: { nodes: { externalId: string; similar: Connection }[] } };
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
  const { results } = only<{ results: Connection }>(
    await server.graphql(reopen, { id: one.search?.id, first: 100 }),
  );
  expect(results.edges).toHaveLength(things.length);
  expect(results.totalCount).toBe(things.length + 1);
});

test.each([
  ['an empty text', byText, { text: ' ' }, 'BAD_USER_INPUT'],
  ['a text of 100,000 characters', byText, { text: 'a'.repeat(100_000) }, 'BAD_USER_INPUT'],
  ['first: 100000', byText, { text: 'pizza', first: 100_000 }, 'BAD_USER_INPUT'],
  ['a made-up cursor', byText, { text: 'pizza', after: 'bWFkZSB1cA' }, 'BAD_USER_INPUT'],
  [
    'a price range turned round',
    byText,
    { text: 'pizza', filter: { price: { min: '9', max: '1' } } },
    'BAD_USER_INPUT',
  ],
  ['an unknown product', similarTo, { to: { externalId: 'nowhere' } }, 'NOT_FOUND'],
  ['an id of another type', reopen, { id: Buffer.from('Product:1').toString('base64url') }, 'BAD_USER_INPUT'],
  [
    'a photo on this machine',
    byImage,
    { photo: { image: { url: 'http://127.0.0.1:1/a.png' } } },
    'BLOCKED_ADDRESS',
  ],
  [
    'minScore 2',
    byImage,
    { photo: { image: { url: 'https://example.com/a.png' } }, options: { minScore: 2 } },
    'BAD_USER_INPUT',
  ],
])('%s is refused with %4$s', async (_name, document, variables, code) => {
  const answer = await server.graphql(document, variables);
  expect(codeOf(answer)).toBe(code);
  expect(answer.errors?.[0]?.message).not.toBe('');
});

test('an infinite minScore is refused', async () => {
  const answer = await server.graphql('{ searchByText(text: "a", options: { minScore: 1e999 }) { plan } }');
  expect(codeOf(answer)).toBe('BAD_USER_INPUT');
});

test('a file that is no picture is refused by what it is', async () => {
  const svg = new Blob(['<svg xmlns="http://www.w3.org/2000/svg"></svg>'], { type: 'image/png' });
  const variables = { photo: { image: { upload: null } } };
  expect(codeOf(await server.graphql(byImage, variables, { 'photo.image.upload': svg }))).toBe(
    'UNSUPPORTED_FORMAT',
  );
});

test('an unknown search is null', async () => {
  const id = Buffer.from('Search:11111111-1111-4111-8111-111111111111').toString('base64url');
  expect((await server.graphql('query ($id: ID!) { search(id: $id) { id } }', { id })).data).toEqual({
    search: null,
  });
});

const capabilities =
  '{ searchByImage { available degraded reason } similarProducts { available } searchByText { degraded } }';

test('capabilities say what works, at once to who subscribes', async () => {
  const whole = {
    capabilities: {
      searchByImage: { available: true, degraded: false, reason: null },
      similarProducts: { available: true },
      searchByText: { degraded: false },
    },
  };
  expect((await server.graphql(`{ capabilities ${capabilities} }`)).data).toEqual(whole);
  const client = createClient({ url: `${server.url}/graphql` });
  const told = client.iterate({ query: `subscription { capabilities ${capabilities} }` });
  expect((await told.next()).value).toEqual({ data: whole });
  await told.return?.();
  client.dispose();
});
