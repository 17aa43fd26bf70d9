import { readFileSync } from 'node:fs';
import { createClient } from 'graphql-sse';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { startServer, type TestServer } from '../helpers/server.ts';
import { type Host, startHost } from '../indexing/harness.ts';

let server: TestServer;
let host: Host;
const apple = readFileSync(new URL('../fixtures/noto/1f34e.png', import.meta.url));
const pizza = readFileSync(new URL('../fixtures/noto/1f355.png', import.meta.url));

beforeAll(async () => {
  host = await startHost();
  server = await startServer({ FETCH_PRIVATE_NETWORKS: '127.0.0.0/8' });
});
afterAll(async () => {
  await server.stop();
  await host.stop();
});
beforeEach(async () => {
  await server.parts.database.kysely.deleteFrom('products').execute();
});

const fields = /* GraphQL */ `
  fragment Fields on IndexStatus {
    products productsWithoutImages productsWithVectors coverage
    images { total indexed pending failed }
    failures { code count }
    activeModel { id name version dimensions languages state active images { total indexed } }
  }`;
const status = /* GraphQL */ `query Status { indexStatus { ...Fields } } ${fields}`;

async function sell(externalId: string, ...sourceUrls: string[]): Promise<void> {
  const images = sourceUrls.map((sourceUrl) => ({ sourceUrl }));
  await server.parts.catalog.createProduct({ externalId, title: externalId, images });
}

test('indexStatus tells how much search finds, and why it does not find the rest', async () => {
  await sell('none');
  await sell('good', host.serve('/apple', apple));
  await sell('bad', `${host.url}/missing`);
  await server.indexed();
  const answer = await server.graphql(status);
  expect(answer).toEqual({
    data: {
      indexStatus: {
        products: 3,
        productsWithoutImages: 1,
        productsWithVectors: 1,
        coverage: 0.5,
        images: { total: 2, indexed: 1, pending: 0, failed: 1 },
        failures: [{ code: 'NOT_FOUND', count: 1 }],
        activeModel: {
          id: expect.any(String),
          name: server.parts.embedder.model?.name,
          version: server.parts.embedder.model?.version,
          dimensions: server.parts.embedder.model?.dimensions,
          languages: server.parts.embedder.model?.languages,
          state: 'READY',
          active: true,
          images: { total: 2, indexed: 1 },
        },
      },
    },
  });
});

test('a picture tells where it stands, or why it has no vector', async () => {
  await sell('A', host.serve('/apple', apple), `${host.url}/missing`);
  await server.indexed();
  const answer = await server.graphql(/* GraphQL */ `
    { product(by: { externalId: "A" }) { images {
      indexing { state attempts indexedAt error { code message retryable } }
    } } }`);
  expect(answer.data?.product).toEqual({
    images: [
      {
        indexing: {
          state: 'INDEXED',
          attempts: 1,
          indexedAt: expect.stringMatching(/^\d{4}-.*Z$/),
          error: null,
        },
      },
      {
        indexing: {
          state: 'FAILED',
          attempts: 1,
          indexedAt: null,
          error: { code: 'NOT_FOUND', message: expect.stringMatching(/404/), retryable: false },
        },
      },
    ],
  });
});

test('models lists them, and each is found again by its id', async () => {
  const { data } = await server.graphql<{ models: { id: string }[] }>('{ models { id name active state } }');
  expect(data?.models).toMatchObject([
    { name: server.parts.embedder.model?.name, active: true, state: 'READY' },
  ]);
  const [model] = data?.models ?? [];
  const again = await server.graphql(
    'query Model($id: ID!) { node(id: $id) { id ... on EmbeddingModel { name } } }',
    {
      id: model?.id,
    },
  );
  expect(again.data?.node).toMatchObject({ id: model?.id });
});

test('the subscription tells how it stands at once, and then each change until the last one', async () => {
  await server.indexed();
  const client = createClient({ url: `${server.url}/graphql` });
  const changes = client.iterate<{ indexStatus: { images: { total: number; indexed: number } } }>({
    query: 'subscription { indexStatus { images { total indexed } } }',
  });
  const seen: string[] = [];
  const atMs: number[] = [];
  for await (const { data } of changes) {
    seen.push(`${data?.indexStatus.images.indexed}/${data?.indexStatus.images.total}`);
    atMs.push(performance.now());
    if (seen.length === 1) {
      await sell('A', host.serve('/apple', apple));
      await sell('B', host.serve('/pizza', pizza));
    }
    if (seen.at(-1) === '2/2') break;
  }
  client.dispose();
  expect(seen[0]).toBe('0/0');
  expect(seen.at(-1)).toBe('2/2');
  // how it stood at once, then at most four a second
  expect(seen.length - 1).toBeLessThanOrEqual(Math.ceil(((atMs.at(-1) ?? 0) - (atMs[0] ?? 0)) / 250));
});
