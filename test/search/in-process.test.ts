import { afterAll, beforeAll, expect, test } from 'vitest';
import { nearestInProcess } from '../../src/search/in-process.ts';
import { efforts, type VectorAsk } from '../../src/search/ranking.ts';
import { clusteredVectors, createRandom, createWorld, dot, type World } from './world.ts';

const vectors = clusteredVectors(1300, 16, createRandom(3));
let world: World;
let ids: readonly bigint[];

beforeAll(async () => {
  // as where PostgreSQL lacks pgvector
  world = await createWorld(16, (database) => ({ ...database, vectors: 'bytes' }));
  ids = await world.add(
    vectors.map((vector, at) => ({
      externalId: `thing-${at}`,
      category: `category-${at % 10}`,
      vectors: [vector],
    })),
  );
});
afterAll(() => world.stop());

test('without pgvector, every vector is compared here and the answer says so', async () => {
  const { hits, plan, notices } = await world.search.similar({ externalId: 'thing-0' }, { first: 20 });
  expect(plan).toBe('EXACT');
  expect(notices).toContainEqual(expect.objectContaining({ code: 'EXACT_SCAN' }));
  const [question = new Float32Array()] = vectors;
  const right = vectors
    .map((vector, at) => ({ id: ids[at], score: dot(vector, question) }))
    .slice(1)
    .toSorted((a, b) => b.score - a.score)
    .slice(0, 20);
  expect(hits.map(({ productId }) => productId)).toEqual(right.map(({ id }) => id));
});

test('a filter holds there too', async () => {
  const { hits } = await world.search.similar(
    { externalId: 'thing-0' },
    { first: 100, filter: { category: ['category-3'] } },
  );
  expect(hits).toHaveLength(100);
  expect(hits.every(({ productId }) => ids.indexOf(productId) % 10 === 3)).toBe(true);
});

function askOf(limits: Pick<VectorAsk, 'deadlineMs' | 'signal'>): VectorAsk {
  const vector = vectors[0] ?? new Float32Array();
  const index = {
    subject: 'pictures' as const,
    dimensions: 16,
    table: `embeddings_${world.model.id}`,
    empty: false,
    few: true,
    pending: false,
    indexReady: false,
  };
  const question = { vector, index, condition: undefined, excluded: [], minScore: undefined };
  return { ...question, wanted: 5, effort: efforts.shown, ...limits };
}

test('a caller who leaves ends the scan', async () => {
  const left = new AbortController();
  left.abort();
  const ask = askOf({ deadlineMs: Infinity, signal: left.signal });
  await expect(nearestInProcess(world.database, ask)).rejects.toThrow(/abort/i);
});

test('at its deadline the scan answers what it has, and says so', async () => {
  const cut = await nearestInProcess(world.database, askOf({ deadlineMs: 0, signal: undefined }));
  expect(cut.truncated).toBe(true);
  expect(cut.ranked).toHaveLength(5);
  const whole = await nearestInProcess(world.database, askOf({ deadlineMs: Infinity, signal: undefined }));
  expect(whole.truncated).toBeUndefined();
});
