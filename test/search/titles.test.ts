import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Database } from '../../src/database/database.ts';
import { ensureVectorIndex } from '../../src/database/vector-index.ts';
import { upsertProductEmbeddings } from '../../src/database/vectors.ts';
import type { Search, SearchRequest } from '../../src/search/types.ts';
import { silent } from '../helpers/database.ts';
import { clusteredVectors, createRandom, createWorld, dot, type World } from './world.ts';

const dimensions = 16;
const titles = clusteredVectors(400, dimensions, createRandom(11));
const [question = new Float32Array()] = titles;

const nearest = (passes: (at: number) => boolean = () => true) =>
  titles
    .map((vector, at) => ({ at, score: dot(vector, question) }))
    .filter(({ at }) => passes(at))
    .toSorted((a, b) => b.score - a.score)
    .map(({ at }) => at);

const storages: Readonly<Record<string, (database: Database) => Database>> = {
  'compared by the database': (database) => database,
  'compared here, as where pgvector lacks': (database) => ({ ...database, vectors: 'bytes' }),
};

describe.each(Object.entries(storages))('titles, %s', (_name, storage) => {
  let world: World;
  let search: Search;
  let ids: readonly bigint[];

  beforeAll(async () => {
    world = await createWorld(dimensions, storage);
    // no picture at all
    ids = await world.add(
      titles.map((_vector, at) => ({
        externalId: `thing-${at}`,
        category: `category-${at % 10}`,
        vectors: [],
      })),
    );
    const rows = titles.map((vector, at) => ({ productId: ids[at] ?? 0n, vector }));
    await upsertProductEmbeddings(world.database.kysely, world.model, rows);
    await ensureVectorIndex(world.database, world.model, silent, 'titles');
    search = world.searchWith({
      embedder: {
        model: { ...world.model, languages: [] },
        state: () => ({ state: 'ready' }),
        embedText: async () => question,
        embedImage: () => Promise.reject(new Error('no picture is embedded here')),
      },
    });
  });
  afterAll(() => world.stop());

  const found = async (request: SearchRequest) => {
    const answer = await search.byText('unheard of', request);
    return { ...answer, places: answer.hits.map(({ productId }) => ids.indexOf(productId)) };
  };

  test('find products that have no picture, nearest first, without any word in common', async () => {
    const { places, hits, plan } = await found({ first: 20 });
    expect(places).toEqual(nearest().slice(0, 20));
    expect(plan).toBe('HYBRID');
    expect(hits[1]).toMatchObject({
      imageId: null,
      score: null,
      ranks: { vector: null, text: null, titles: 2 },
    });
  });

  test('find only what passes the filter, and all of that', async () => {
    const { places } = await found({ first: 100, filter: { category: ['category-3'] } });
    expect(places).toEqual(nearest((at) => at % 10 === 3));
  });

  test('are paged to the end from what is remembered', async () => {
    const places: number[] = [];
    let after: string | undefined;
    do {
      const page = await found({ first: 100, ...(after !== undefined && { after }) });
      await page.saved();
      places.push(...page.places);
      after = page.hasNextPage ? page.hits.at(-1)?.cursor : undefined;
    } while (after !== undefined);
    expect(places.toSorted((a, b) => a - b)).toEqual(titles.map((_vector, at) => at));
  });

  test('are left out where pictures alone, or words alone, are asked for', async () => {
    for (const mode of ['VECTOR', 'FULL_TEXT'] as const) {
      expect((await found({ first: 9, options: { mode } })).places).toEqual([]);
    }
  });
});
