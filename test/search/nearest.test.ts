import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ProductFilter } from '../../src/catalog/types.ts';
import { ensureVectorIndex } from '../../src/database/vector-index.ts';
import type { SearchHit } from '../../src/search/types.ts';
import { serverUrl, silent } from '../helpers/database.ts';
import { clusteredVectors, createRandom, createWorld, dot, type Thing, type World } from './world.ts';

const dimensions = 64;
const onServer = serverUrl !== undefined;
/** Enough that an index pays; the embedded database, which has none, shows the rest with fewer. */
const count = onServer ? 6000 : 1500;

let world: World;
let things: readonly Thing[];
let ids: readonly bigint[];

beforeAll(async () => {
  world = await createWorld(dimensions);
  const random = createRandom(7);
  const vectors = clusteredVectors(count * 1.2, dimensions, random);
  things = vectors.slice(0, count).map((vector, at) => ({
    externalId: `thing-${at}`,
    category: `category-${at % 200}`,
    price: Math.floor(random() * 100),
    // every fifth has a second picture
    vectors: at % 5 === 0 ? [vector, vectors[count + at / 5] ?? vector] : [vector],
  }));
  ids = await world.add(things);
  await ensureVectorIndex(world.database, world.model, silent);
  if (onServer) await sql`analyze`.execute(world.database.kysely);
});
afterAll(() => world.stop());

const halfOfPercent: ProductFilter = { category: ['category-7'] };
const tenth: ProductFilter = { price: { max: '9' } };
const half: ProductFilter = { price: { max: '49' } };

/** The products nearest to one, by comparing everything here. */
function byHand(
  at: number,
  first: number,
  passes: (thing: Thing) => boolean,
): { id: bigint; score: number }[] {
  const question = things[at]?.vectors[0] ?? new Float32Array();
  return things
    .map((thing, other) => ({
      id: ids[other] ?? 0n,
      score:
        passes(thing) && other !== at ? Math.max(...thing.vectors.map((v) => dot(v, question))) : -Infinity,
    }))
    .filter(({ score }) => score > -Infinity)
    .toSorted((a, b) => b.score - a.score)
    .slice(0, first);
}

async function found(
  at: number,
  first: number,
  filter?: ProductFilter,
): Promise<{ plan: string; hits: readonly SearchHit[] }> {
  const { plan, hits } = await world.search.similar(
    { externalId: `thing-${at}` },
    { first, ...(filter && { filter }) },
    { remember: false },
  );
  return { plan, hits };
}

const questions = Array.from({ length: 40 }, (_, at) => (at * 37) % count);

async function recallOf(
  first: number,
  passes: (thing: Thing) => boolean,
  filter?: ProductFilter,
): Promise<number> {
  let [hit, all] = [0, 0];
  for (const at of questions) {
    const right = byHand(at, first, passes);
    const { hits } = await found(at, first, filter);
    // never fewer rows than exist
    expect(hits).toHaveLength(right.length);
    const got = new Set(hits.map(({ productId }) => productId));
    hit += right.filter(({ id }) => got.has(id)).length;
    all += right.length;
  }
  return hit / all;
}

test('without a filter, recall@10 is at least .99', async () => {
  expect((await found(3, 10)).plan).toBe(onServer ? 'APPROXIMATE' : 'EXACT');
  expect(await recallOf(10, () => true)).toBeGreaterThanOrEqual(onServer ? 0.99 : 1);
});

test('a page of 100 is full', async () => {
  expect(await recallOf(100, () => true)).toBeGreaterThanOrEqual(onServer ? 0.97 : 1);
});

test('a filter that 10 % pass loses nothing', async () => {
  expect(await recallOf(10, ({ price = 0 }) => price <= 9, tenth)).toBeGreaterThanOrEqual(0.99);
});

test('a filter that half pass loses nothing', async () => {
  expect(await recallOf(10, ({ price = 0 }) => price <= 49, half)).toBeGreaterThanOrEqual(0.99);
});

test('a filter that 0.5 % pass is exact, row for row', async () => {
  for (const at of questions) {
    const right = byHand(at, 10, ({ category }) => category === 'category-7');
    const { plan, hits } = await found(at, 10, halfOfPercent);
    expect(plan).toBe('EXACT');
    expect(hits.map(({ productId }) => productId)).toEqual(right.map(({ id }) => id));
    for (const [place, { score }] of hits.entries()) expect(score).toBeCloseTo(right[place]?.score ?? 0, 5);
  }
});

test('a filter that nothing passes answers nothing', async () => {
  expect((await found(3, 10, { category: ['nowhere'] })).hits).toEqual([]);
});

test('a product with several pictures comes once, with the one that matched best', async () => {
  const at = 1;
  const { hits } = await found(at, 100);
  expect(new Set(hits.map(({ productId }) => productId)).size).toBe(hits.length);
  const question = things[at]?.vectors[0] ?? new Float32Array();
  const several = hits.find(({ productId }) => ids.indexOf(productId) % 5 === 0);
  const [first = 0, second = 0] = (things[ids.indexOf(several?.productId ?? 0n)]?.vectors ?? []).map((v) =>
    dot(v, question),
  );
  expect(several?.score).toBeCloseTo(Math.max(first, second), 5);
});

test('scores never rise down a page, and end at minScore', async () => {
  const { hits } = await world.search.similar(
    { externalId: 'thing-5' },
    { first: 100, options: { minScore: 0.5 } },
  );
  const scores = hits.map(({ score }) => score ?? 0);
  expect(scores).toEqual(scores.toSorted((a, b) => b - a));
  expect(scores.length).toBe(byHand(5, 100, () => true).filter(({ score }) => score >= 0.5).length);
});

test('a stored picture is searched by its vector, and found first', async () => {
  const { rows } = await sql<{ id: bigint; product_id: bigint }>`
    select id, product_id from product_images where source_url like '%/thing-11/1'`.execute(
    world.database.kysely,
  );
  const [picture] = rows;
  const { hits } = await world.search.byImage({ imageId: picture?.id ?? 0n }, { first: 5 });
  expect(hits[0]).toMatchObject({ productId: picture?.product_id, imageId: picture?.id });
  expect(hits[0]?.score).toBeCloseTo(1, 4);
});
