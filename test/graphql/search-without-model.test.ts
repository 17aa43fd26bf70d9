import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { dataOf } from '../helpers/client.ts';
import { startServer, type TestServer } from '../helpers/server.ts';
import { capabilities, searchByImage, searchByText } from '../operations.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startServer({ MODEL: 'none' });
  await server.parts.catalog.createProduct({ externalId: 'dress', title: '赤いドレス' });
});
afterAll(() => server.stop());

test('without a model, photo search says that there is none', async () => {
  const photo = new Blob([readFileSync(new URL('../fixtures/noto/1f355.png', import.meta.url))]);
  const answer = await server.graphql(
    searchByImage,
    { photo: { image: { upload: null } } },
    { 'photo.image.upload': photo },
  );
  expect(answer.errors?.[0]).toMatchObject({ extensions: { code: 'MODEL_UNAVAILABLE' } });
});

test('without a model, words find by full text', async () => {
  const { searchByText: found } = dataOf(await server.graphql(searchByText, { text: 'ドレス' }));
  expect(found.plan).toBe('FULL_TEXT');
  expect(found.notices).toEqual([{ code: 'MODEL_UNAVAILABLE' }]);
  expect(found.edges).toHaveLength(1);
  expect(found.edges[0]).toMatchObject({ score: null, image: null, node: { externalId: 'dress' } });
});

test('without a model, capabilities say so', async () => {
  const answer = dataOf(await server.graphql(capabilities));
  expect(answer.capabilities).toMatchObject({
    searchByImage: { available: false, loading: false, reason: expect.stringContaining('MODEL is none') },
    searchByText: { available: true, degraded: true },
  });
});
