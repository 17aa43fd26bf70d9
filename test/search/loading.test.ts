import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { registerModel } from '../../src/database/models.ts';
import type { EmbedderState } from '../../src/embedding/types.ts';
import type { SearchNeeds } from '../../src/search/search.ts';
import { createWorld, type World } from './world.ts';

const dimensions = 4;
const vector = Float32Array.of(1, 0, 0, 0);
const photo = { read: async () => Buffer.from('a photo') };

let world: World;
beforeAll(async () => {
  world = await createWorld(dimensions);
});
afterAll(() => world.stop());

/** A model that nobody has seen before, loading; `ready` ends that, and what waits for it is answered. */
function slowModel(name: string) {
  const identity = { name, version: '1', dimensions, fingerprint: name };
  let state: EmbedderState = { state: 'loading', reason: 'The model is loading.', retryAfterSeconds: 3 };
  const loaded = Promise.withResolvers<void>();
  const embedder: SearchNeeds['embedder'] = {
    model: { ...identity, languages: [] },
    state: () => state,
    embedText: async () => vector,
    embedImage: async () => {
      await loaded.promise;
      return { vector, picture: { format: 'png', width: 1, height: 1 } };
    },
  };
  return {
    embedder,
    adopt: () => registerModel(world.database, identity),
    ready() {
      state = { state: 'ready' };
      loaded.resolve();
    },
  };
}

test('a photo waits for a model that is loading, and for it to be searched', async () => {
  const model = slowModel('slow');
  const search = world.searchWith({ embedder: model.embedder });
  const found = search.byImage(photo, { first: 1 });
  await delay(50);
  model.ready();
  await delay(150);
  await model.adopt();
  expect((await found).plan).toBe('EXACT');
});

test('words do not wait meanwhile, and what is said of the model is that it is loading', async () => {
  const model = slowModel('slower');
  const search = world.searchWith({ embedder: model.embedder });
  const { plan, notices } = await search.byText('anything', { first: 1 });
  expect([plan, notices.map(({ code }) => code)]).toEqual(['FULL_TEXT', ['MODEL_LOADING']]);
  model.ready();
  expect((await search.byText('anything', { first: 1 })).plan).toBe('FULL_TEXT');
  expect((await search.capabilities()).searchByImage.available).toBe(false);
  await model.adopt();
  expect((await search.capabilities()).searchByImage.available).toBe(true);
});

test('a server whose model was replaced by that of another one says so', async () => {
  const model = slowModel('former');
  const search = world.searchWith({ embedder: model.embedder });
  model.ready();
  await model.adopt();
  await search.byImage(photo, { first: 1 });
  await slowModel('latter').adopt();
  await expect
    .poll(() => search.byImage(photo, { first: 1 }).catch(({ code }) => code), { timeout: 5000 })
    .toBe('MODEL_UNAVAILABLE');
});
