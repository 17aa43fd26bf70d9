import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { dataOf, subscribe } from '../helpers/client.ts';
import { descendants } from '../helpers/program.ts';
import { startServer, type TestServer } from '../helpers/server.ts';
import { type Host, startHost } from '../indexing/harness.ts';
import { indexChanges, indexStatus, liveRuns, models, node, productIndexing } from '../operations.ts';

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

async function sell(externalId: string, ...sourceUrls: string[]): Promise<void> {
  const images = sourceUrls.map((sourceUrl) => ({ sourceUrl }));
  await server.parts.catalog.createProduct({ externalId, title: externalId, images });
}

test('indexStatus tells how much search finds, and why it does not find the rest', async () => {
  await sell('none');
  await sell('good', host.serve('/apple', apple));
  await sell('bad', `${host.url}/missing`);
  await server.indexed();
  const answer = await server.graphql(indexStatus);
  expect(answer).toEqual({
    data: {
      indexStatus: {
        products: 3,
        productsWithoutImages: 1,
        productsWithVectors: 1,
        coverage: 0.5,
        images: { total: 2, indexed: 1, pending: 0, failed: 1 },
        texts: { total: 3, indexed: 3, pending: 0, failed: 0 },
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
  const answer = await server.graphql(productIndexing, { by: { externalId: 'A' } });
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
  const [model, ...others] = dataOf(await server.graphql(models)).models;
  expect(others).toEqual([]);
  expect(model).toMatchObject({ name: server.parts.embedder.model?.name, active: true, state: 'READY' });
  const again = dataOf(await server.graphql(node, { id: model?.id ?? '' }));
  expect(again.node).toEqual({ __typename: 'EmbeddingModel', id: model?.id, name: model?.name });
});

test('the subscription tells how it stands at once, and then each change until the last one', async () => {
  await server.indexed();
  const seen: string[] = [];
  const atMs: number[] = [];
  for await (const answer of subscribe(server.url, indexChanges)) {
    const { images } = dataOf(answer).indexStatus;
    seen.push(`${images.indexed}/${images.total}`);
    atMs.push(performance.now());
    if (seen.length === 1) {
      await sell('A', host.serve('/apple', apple));
      await sell('B', host.serve('/pizza', pizza));
    }
    if (seen.at(-1) === '2/2') break;
  }
  expect(seen[0]).toBe('0/0');
  expect(seen.at(-1)).toBe('2/2');
  // how it stood at once, then at most four a second; one may have been long on its way
  const lastedMs = (atMs.at(-1) ?? 0) - (atMs[0] ?? 0);
  expect(seen.length - 2).toBeLessThanOrEqual(Math.ceil(lastedMs / 250));
});

test('the subscription tells when the model goes and comes back', async () => {
  await server.indexed();
  const states: (string | undefined)[] = [];
  for await (const answer of subscribe(server.url, liveRuns)) {
    const state = dataOf(answer).indexStatus.activeModel?.state;
    if (states.length === 0) for (const child of embedders()) process.kill(child, 'SIGKILL');
    if (state !== states.at(-1)) states.push(state);
    if (states.length === 3) break;
  }
  expect(states).toEqual(['READY', 'LOADING', 'READY']);
});

/** The processes that run the model. */
function embedders(): number[] {
  return descendants(process.pid).filter((pid) =>
    readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('src/embedding/'),
  );
}
