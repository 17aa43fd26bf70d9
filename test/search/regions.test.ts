import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { View } from '../../src/embedding/types.ts';
import type { SearchNeeds } from '../../src/search/search.ts';
import type { Search } from '../../src/search/types.ts';
import { createWorld, unit, type World } from './world.ts';

const dimensions = 3;
const of = (...values: number[]) => unit(Float32Array.from(values));
const photo = { read: async () => Buffer.from('a photo') };

let world: World;
let inHand = 0;
let mostInHand = 0;
let calls = 0;
/** Whether the right half of the photo is of one colour. */
let isHalfBlank = false;

/** A heart on the left of the photo, a ring on the right. */
const embedder: SearchNeeds['embedder'] = {
  model: { name: 'made-up', version: '1', dimensions, languages: [], fingerprint: `made-up ${dimensions}` },
  state: () => ({ state: 'ready' }),
  embedText: () => Promise.reject(new Error('no text is embedded here')),
  embedImage: async () => ({
    vector: of(1, 1, 1),
    picture: { format: 'png', width: 200, height: 100 },
  }),
};
const seen = ({ crop }: View) => {
  const middle = crop === undefined ? 0.5 : crop.x + crop.width / 2;
  const isNarrow = crop !== undefined && crop.width < 0.5;
  if (!isNarrow) return { vector: of(1, 1, 3), contrast: 50 };
  return middle < 0.5
    ? { vector: of(1, 0, middle), contrast: 50 }
    : { vector: of(0, 1, 1 - middle), contrast: isHalfBlank ? 1 : 50 };
};
const pictures: SearchNeeds['pictures'] = {
  resize: () => Promise.reject(new Error('no picture is shown here')),
  async embedViews(_bytes, views, options) {
    inHand += 1;
    mostInHand = Math.max(mostInHand, inHand);
    calls += 1;
    await delay(20);
    inHand -= 1;
    options?.signal?.throwIfAborted();
    return views.map(seen);
  },
};
let search: Search;

beforeAll(async () => {
  world = await createWorld(dimensions);
  await world.add([
    { externalId: 'heart', vectors: [of(1, 0, 0)] },
    { externalId: 'ring', vectors: [of(0, 1, 0)] },
  ]);
  search = world.searchWith({ embedder, pictures });
});
afterAll(() => world.stop());

async function namesOf(found: Awaited<ReturnType<Search['regions']>>): Promise<(string | undefined)[]> {
  const ids = found.map(({ answer }) => answer.hits[0]?.productId ?? 0n);
  const products = await world.catalog.productsById(ids);
  return ids.map((id) => products.get(id)?.externalId);
}

test('each thing of a photo is one region, and not kept as a search', async () => {
  const found = await search.regions(photo);
  const names = await namesOf(found);
  expect(names.slice(0, 2).toSorted()).toEqual(['heart', 'ring']);
  const heart = found[names.indexOf('heart')];
  expect((heart?.region.x ?? 1) + (heart?.region.width ?? 1) / 2).toBeLessThan(0.5);
  expect(found.map(({ answer }) => answer.search)).toEqual(found.map(() => null));
});

test('what shows nothing is no region, whatever it is like', async () => {
  isHalfBlank = true;
  expect(await namesOf(await search.regions(photo))).not.toContain('ring');
  isHalfBlank = false;
});

test('the results of a page are looked for together, once, and only when asked for', async () => {
  calls = 0;
  const answer = await search.byImage(photo, { first: 2 });
  expect(calls).toBe(0);
  const regions = await Promise.all(answer.hits.map((hit) => answer.matchedRegion(hit)));
  expect(calls).toBe(2);
  const middles = regions.map((region) => (region === null ? Number.NaN : region.x + region.width / 2));
  expect(Math.min(...middles)).toBeLessThan(0.5);
  expect(Math.max(...middles)).toBeGreaterThan(0.5);
});

test('one photo at a time is looked through; who leaves takes the work along', async () => {
  calls = 0;
  await search.regions(photo);
  const callsAPhoto = calls;
  mostInHand = 0;
  calls = 0;
  const caller = new AbortController();
  const stays = [search.regions(photo), search.regions(photo)];
  const leaves = [search.regions(photo, caller.signal), search.regions(photo, caller.signal)];
  caller.abort();
  for (const left of leaves) await expect(left).rejects.toThrow('aborted');
  await Promise.all(stays);
  expect(mostInHand).toBe(1);
  expect(calls).toBe(2 * callsAPhoto);
});

test('where many wait, more are refused', async () => {
  const asked = await Promise.allSettled(Array.from({ length: 20 }, () => search.regions(photo)));
  const refused = asked.filter(({ status }) => status === 'rejected');
  expect(refused).toHaveLength(3);
  expect(refused[0]).toMatchObject({ reason: { code: 'OVERLOADED', retryAfterSeconds: 1 } });
});

test('a crop is what regions lie in', async () => {
  const crop = { x: 0, y: 0, width: 0.4, height: 1 };
  const found = await search.regions({ ...photo, view: { crop } });
  expect(await namesOf(found)).toEqual(found.map(() => 'heart'));
  for (const { region } of found) expect(region.x + region.width).toBeLessThanOrEqual(0.4 + 1e-9);
});
