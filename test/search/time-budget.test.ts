import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { filterCondition } from '../../src/catalog/filter.ts';
import { ensureVectorIndex } from '../../src/database/vector-index.ts';
import type { Estimates } from '../../src/search/estimates.ts';
import { nearestProducts } from '../../src/search/nearest.ts';
import { efforts, type VectorAsk } from '../../src/search/ranking.ts';
import { freshDatabase, serverUrl, silent } from '../helpers/database.ts';
import { clusteredVectors, createRandom, createWorld, type World } from './world.ts';

const dimensions = 32;
const count = 5000;
/** Statistics that are wrong: they take every filter for one that all products pass. */
const mistaken: Estimates = { rows: async () => 1_000_000 };

describe.skipIf(serverUrl === undefined)('the time that a search may take, on a server', () => {
  let world: World;
  let ids: readonly bigint[];
  let vectors: readonly Float32Array[];

  beforeAll(async () => {
    world = await createWorld(dimensions);
    vectors = clusteredVectors(count, dimensions, createRandom(3));
    ids = await world.add(
      vectors.map((vector, at) => ({ externalId: `thing-${at}`, price: at % 1000, vectors: [vector] })),
    );
    await ensureVectorIndex(world.database, world.model, silent);
  });
  afterAll(() => world.stop());

  /** Twenty of the five products at a price: the index gives up before it has them all. */
  function askUntil(deadlineMs: number): VectorAsk {
    const table = { empty: false, few: false, pending: false, indexReady: true, dimensions };
    return {
      vector: vectors[0] ?? new Float32Array(dimensions),
      index: { ...table, subject: 'pictures', table: `embeddings_${world.model.id}` },
      condition: filterCondition({ price: { min: '7', max: '7' } }, 'simple'),
      excluded: [],
      minScore: undefined,
      wanted: 20,
      effort: efforts.shown,
      deadlineMs,
      signal: undefined,
    };
  }

  test('with time left, everything is compared where the index lacks some', async () => {
    const whole = await nearestProducts(world.database, mistaken, askUntil(Infinity));
    expect(whole).toMatchObject({ plan: 'EXACT' });
    expect(whole.ranked).toHaveLength(5);
    expect(whole.truncated).toBeUndefined();
  });

  test('without, what the index found is answered, and that there may be more', async () => {
    const cut = await nearestProducts(world.database, mistaken, askUntil(performance.now()));
    expect(cut).toMatchObject({ plan: 'APPROXIMATE', truncated: true });
    const passing = new Set(ids.filter((_id, at) => at % 1000 === 7));
    expect(cut.ranked.every(({ productId }) => passing.has(productId))).toBe(true);
  });

  test('a statement that takes longer than it may is given up, and the next one is not', async () => {
    const { database } = world;
    const slow = { text: 'select pg_sleep(30)', values: [], timeoutMs: 50 };
    await expect(database.query(slow)).rejects.toMatchObject({ code: '57014' });
    const limits = await Promise.all(
      Array.from({ length: 20 }, () =>
        database.query<{ statement_timeout: string }>({ text: 'show statement_timeout', values: [] }),
      ),
    );
    expect(new Set(limits.flat().map((row) => row.statement_timeout))).toEqual(new Set(['1min']));
  });

  test('where nothing is found in time, callers are told when to come back', async () => {
    const fresh = await freshDatabase();
    const search = world.searchWith({ config: { ...fresh.config, SEARCH_TIMEOUT_MS: 50 } });
    const answer = await search.similar({ externalId: 'thing-1' }, { first: 5 });
    expect(answer.hits).toHaveLength(5);
    expect(await answer.saved()).toBe(true);
    await world.database.kysely.transaction().execute(async (transaction) => {
      await sql`lock table products in access exclusive mode`.execute(transaction);
      const filtered = search.results(answer.search?.id ?? '', { first: 5, filter: { price: { min: '1' } } });
      await expect(filtered).rejects.toMatchObject({ code: 'OVERLOADED', retryAfterSeconds: 5 });
    });
    await fresh.stop();
  });
});
