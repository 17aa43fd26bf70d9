import fc from 'fast-check';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { ensureVectorIndex } from '../../src/database/vector-index.ts';
import { createDuplicates } from '../../src/search/duplicates/duplicates.ts';
import { createFacts } from '../../src/search/facts.ts';
import type { DuplicateGroup, DuplicatesPage, DuplicatesRequest } from '../../src/search/types.ts';
import { silent } from '../helpers/database.ts';
import { createRandom, createWorld, dot, type Thing, unit, type World } from './world.ts';

const dimensions = 8;
type Find = (request: DuplicatesRequest) => Promise<DuplicatesPage>;

let world: World;
let find: Find;

beforeAll(async () => {
  world = await createWorld(dimensions);
  await world.add([{ externalId: 'one', vectors: [direction(0)] }]);
  // where there is an index, it is what duplicates are found by
  await ensureVectorIndex(world.database, world.model, silent);
});
beforeEach(async () => {
  await empty();
  // what is known of the index may be a second old: none of it is of the test before
  find = createDuplicates({ database: world.database, facts: createFacts(world.database, undefined) }).find;
});
afterAll(() => world.stop());

async function empty(): Promise<void> {
  await world.database.kysely.deleteFrom('products').execute();
  await sql`vacuum ${sql.table(`embeddings_${world.model.id}`)}`.execute(world.database.kysely);
}

function direction(axis: number): Float32Array {
  return Float32Array.from({ length: dimensions }, (_none, at) => (at === axis ? 1 : 0));
}

/** As like a direction as that cosine says, turned towards the next one. */
function near(axis: number, cosine: number): Float32Array {
  const away = Math.sqrt(1 - cosine * cosine);
  return unit(direction(axis).map((value, at) => value * cosine + (at === axis + 1 ? away : 0)));
}

const things = (vectors: readonly (readonly Float32Array[])[]): Thing[] =>
  vectors.map((pictures, at) => ({ externalId: `thing-${at}`, vectors: pictures }));

async function walk(request: Omit<DuplicatesRequest, 'after'>, by: Find = find): Promise<DuplicateGroup[]> {
  const groups: DuplicateGroup[] = [];
  let after: string | undefined;
  for (;;) {
    const page = await by({ ...request, ...(after !== undefined && { after }) });
    expect(page.groups.length).toBeLessThanOrEqual(request.first);
    groups.push(...page.groups.map(({ group }) => group));
    if (!page.hasNextPage) return groups;
    expect(page.endCursor).not.toBe(after ?? null);
    after = page.endCursor ?? undefined;
  }
}

const idsOf = ({ products }: DuplicateGroup) => products.map(({ productId }) => productId);
const byId = (a: bigint, b: bigint) => (a < b ? -1 : 1);

test('products whose pictures are nearly the same are a group, with the score of each', async () => {
  const vectors = [[direction(0)], [direction(4)], [direction(2), near(0, 0.97)], [near(4, 0.9)]];
  const [one, , three] = await world.add(things(vectors));
  const { groups, hasNextPage } = await find({ minScore: 0.95, first: 10 });
  expect(hasNextPage).toBe(false);
  expect(groups).toHaveLength(1);
  const [found] = groups;
  expect(found?.group.products).toEqual([
    { productId: one, imageId: expect.any(BigInt), score: expect.closeTo(0.97, 5) },
    { productId: three, imageId: expect.any(BigInt), score: expect.closeTo(0.97, 5) },
  ]);
  expect(found?.group.score).toBeCloseTo(0.97, 5);
  const pictures = await world.catalog.imagesById(found?.group.products.map(({ imageId }) => imageId) ?? []);
  // of the second one it is the picture that is alike, not its main one
  expect([...pictures.values()].map(({ position }) => position).toSorted()).toEqual([1, 2]);
});

test('the first of a group is the oldest, the others stand by their scores', async () => {
  const ids = await world.add(things([[near(0, 0.96)], [near(0, 0.99)], [direction(0)], [near(0, 0.995)]]));
  const [group] = await walk({ minScore: 0.95, first: 1 });
  expect(group?.products[0]?.productId).toBe(ids[0]);
  const scores = group?.products.slice(1).map(({ score }) => score) ?? [];
  expect(scores).toEqual(scores.toSorted((a, b) => b - a));
  expect(group?.score).toBe(Math.min(...(group?.products.map(({ score }) => score) ?? [])));
});

test('pictures of one product are no group', async () => {
  await world.add(things([[direction(0), direction(0), near(0, 0.99)], [direction(3)]]));
  expect(await walk({ minScore: 0.95, first: 10 })).toEqual([]);
});

test('the same file has a score of 1, and is found under a bound of 1', async () => {
  const odd = unit(Float32Array.from({ length: dimensions }, (_none, at) => at + 0.3));
  const ids = await world.add(things([[odd], [direction(3)], [near(3, 0.99999)], [odd]]));
  const hash = Buffer.alloc(32, 7);
  await world.database.kysely
    .insertInto('media')
    .values({ hash, format: 'png', width: 1, height: 1, bytes: 1 })
    .execute();
  await world.database.kysely
    .updateTable('product_images')
    .set({ media_hash: hash })
    .where('product_id', 'in', [ids[0] ?? 0n, ids[3] ?? 0n])
    .execute();
  const groups = await walk({ minScore: 1, first: 10 });
  expect(groups.map(idsOf)).toEqual([[ids[0], ids[3]]]);
  expect(groups[0]?.score).toBe(1);
});

describe('groups are the connected components of what is alike', () => {
  const spread = fc.record({
    seed: fc.integer(),
    pictures: fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 1, maxLength: 30 }),
    minScore: fc.double({ min: 0.6, max: 0.99, noNaN: true }),
    first: fc.integer({ min: 1, max: 4 }),
    budgetMs: fc.constantFrom(0, 2000),
  });

  test('each told once, in order, however they are paged and however short the time', async () => {
    await fc.assert(
      fc.asyncProperty(spread, async ({ seed, pictures, minScore, first, budgetMs }) => {
        await empty();
        const random = createRandom(seed);
        const centres = Array.from({ length: 6 }, () =>
          Float32Array.from({ length: dimensions }, () => random() - 0.5),
        );
        const vectors = pictures.map((count) =>
          Array.from({ length: count }, () => {
            const centre = centres[Math.floor(random() * centres.length)] ?? direction(0);
            return unit(centre.map((value) => value + (random() - 0.5) * 0.25));
          }),
        );
        const ids = await world.add(things(vectors));
        const facts = createFacts(world.database, undefined);
        const { find: inTime } = createDuplicates({ database: world.database, facts, budgetMs });
        const groups = await walk({ minScore, first }, inTime);
        expect(groups.map((group) => idsOf(group).toSorted(byId))).toEqual(
          components(vectors, minScore).map((members) => members.map((at) => ids[at])),
        );
      }),
      { numRuns: 25 },
    );
  });
});

/** By comparing all with all: places of products, each component in order, by its first. */
function components(vectors: readonly (readonly Float32Array[])[], minScore: number): number[][] {
  const group = vectors.map((_none, at) => at);
  for (const [a, ofA] of vectors.entries()) {
    for (const [b, ofB] of vectors.slice(0, a).entries()) {
      if (!ofA.some((one) => ofB.some((other) => dot(one, other) >= minScore - 1e-6))) continue;
      const [from, to] = [group[a] ?? a, group[b] ?? b];
      for (const [at, of] of group.entries()) if (of === from) group[at] = to;
    }
  }
  const members = Map.groupBy(group.keys(), (at) => group[at]);
  return [...members.values()].filter(({ length }) => length > 1).sort(([a = 0], [b = 0]) => a - b);
}

test('without time, a page is empty and goes on all the same', async () => {
  const random = createRandom(3);
  const unlike = Array.from({ length: 300 }, () => [
    unit(Float32Array.from({ length: dimensions }, () => random() - 0.5)),
  ]);
  const ids = await world.add(things([...unlike, [direction(0)], [direction(0)]]));
  const facts = createFacts(world.database, undefined);
  const { find: inNoTime } = createDuplicates({ database: world.database, facts, budgetMs: 0 });
  const request = { minScore: 0.9999, first: 10 };
  expect(await inNoTime(request)).toMatchObject({ groups: [], hasNextPage: true });
  expect((await walk(request, inNoTime)).map(idsOf)).toEqual([ids.slice(300)]);
});

test('many with the same file are told in parts of at most 100, none twice in one', async () => {
  const ids = await world.add(things(Array.from({ length: 130 }, () => [direction(0)])));
  const hash = Buffer.alloc(32, 9);
  await world.database.kysely
    .insertInto('media')
    .values({ hash, format: 'png', width: 1, height: 1, bytes: 1 })
    .execute();
  await world.database.kysely.updateTable('product_images').set({ media_hash: hash }).execute();
  const [first, ...others] = await walk({ minScore: 0.95, first: 10 });
  expect(idsOf(first ?? { products: [], score: 0 })[0]).toBe(ids[0]);
  expect(first?.products.length).toBeLessThanOrEqual(100);
  expect(new Set(first && idsOf(first)).size).toBe(first?.products.length);
  // all others know the first one by their file
  expect(others).toEqual([]);
});

test.each<[string, Partial<DuplicatesRequest>, string]>([
  ['a cursor that is none', { after: 'x' }, 'after'],
  ['a cursor of another list', { after: Buffer.from('["job","1"]').toString('base64url') }, 'after'],
  ['no product at all', { after: Buffer.from('["duplicates","0"]').toString('base64url') }, 'after'],
  ['nothing in common', { minScore: 0.49 }, 'minScore'],
  ['more than the same', { minScore: 1.01 }, 'minScore'],
  ['no number', { minScore: Number.NaN }, 'minScore'],
  ['an empty page', { first: 0 }, 'first'],
  ['a page of thousands', { first: 101 }, 'first'],
])('refused: %s', async (_what, request, path) => {
  await expect(find({ minScore: 0.95, first: 10, ...request })).rejects.toMatchObject({
    code: 'BAD_USER_INPUT',
    inputPath: [path],
  });
});

test('whoever leaves ends the walk', async () => {
  await world.add(things([[direction(0)], [direction(0)]]));
  await expect(find({ minScore: 0.9, first: 1, signal: AbortSignal.abort() })).rejects.toThrow();
});
