import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startServer, type TestServer } from '../helpers/server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startServer({ MODEL: 'none' });
  await server.parts.catalog.createProduct({ externalId: 'dress', title: '赤いドレス' });
});
afterAll(() => server.stop());

test('without a model, photo search says that there is none', async () => {
  const photo = new Blob([readFileSync(new URL('../fixtures/noto/1f355.png', import.meta.url))]);
  const answer = await server.graphql(
    'query ($photo: PhotoQuery!) { searchByImage(photo: $photo) { plan } }',
    { photo: { image: { upload: null } } },
    { 'photo.image.upload': photo },
  );
  expect(answer.errors?.[0]).toMatchObject({ extensions: { code: 'MODEL_UNAVAILABLE' } });
});

test('without a model, words find by full text', async () => {
  const answer = await server.graphql(
    '{ searchByText(text: "ドレス") { plan notices { code } edges { score image { id } node { externalId } } } }',
  );
  expect(answer.data).toEqual({
    searchByText: {
      plan: 'FULL_TEXT',
      notices: [{ code: 'MODEL_UNAVAILABLE' }],
      edges: [{ score: null, image: null, node: { externalId: 'dress' } }],
    },
  });
});

test('without a model, capabilities say so', async () => {
  const answer = await server.graphql(
    '{ capabilities { searchByImage { available reason } searchByText { available degraded } similarProducts { available reason } } }',
  );
  expect(answer.data).toEqual({
    capabilities: {
      searchByImage: { available: false, reason: expect.stringContaining('MODEL is none') },
      searchByText: { available: true, degraded: true },
      similarProducts: { available: false, reason: expect.stringContaining('no model') },
    },
  });
});
