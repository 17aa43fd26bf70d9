import sharp from 'sharp';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { readConfig } from '../../src/config.ts';
import { createEmbedder } from '../../src/embedding/embedder.ts';
import type { Embedder } from '../../src/embedding/types.ts';
import type { Search, SearchAnswer, SearchesRequest } from '../../src/search/types.ts';
import { silent } from '../helpers/database.ts';
import { until } from '../helpers/program.ts';
import { createWorld, type World } from './world.ts';

const dimensions = 4;
const vector = Float32Array.of(1, 0, 0, 0);
const embedder = {
  model: { name: 'made-up', version: '1', dimensions, languages: [], fingerprint: `made-up ${dimensions}` },
  state: () => ({ state: 'ready' }) as const,
  embedText: async () => vector,
  embedImage: async () => ({ vector, picture: { format: 'png', width: 1, height: 1 } as const }),
};

let world: World;
/** Opens pictures; there is no model that would embed them. */
let pictures: Embedder;
let search: Search;
let withoutMemory: Search;

beforeAll(async () => {
  const config = readConfig({ MODEL: 'none', EMBEDDER_THREADS: '1' });
  pictures = await createEmbedder({ config, log: silent });
  world = await createWorld(dimensions);
  await world.add(
    Array.from({ length: 30 }, (_none, at) => ({
      externalId: `thing-${at}`,
      category: 'thing',
      vectors: [Float32Array.of(1, at / 100, 0, 0)],
    })),
  );
  search = world.searchWith({ embedder, pictures });
  withoutMemory = world.searchWith({
    embedder,
    pictures,
    config: readConfig({ SEARCH_RETENTION_DAYS: '0' }),
  });
});
afterAll(async () => {
  await pictures.stop();
  await world.stop();
});
beforeEach(async () => {
  await search.history.deleteBefore(new Date(Date.now() + 60_000));
});

async function saved(asked: Promise<SearchAnswer>): Promise<string> {
  const answer = await asked;
  await answer.saved();
  return answer.search?.id ?? '';
}

const nothing = { filter: { category: ['no such'] } };

async function walk(request: Omit<SearchesRequest, 'after'>): Promise<string[]> {
  const ids: string[] = [];
  let after: string | undefined;
  for (;;) {
    const page = await search.history.list({ ...request, ...(after !== undefined && { after }) });
    ids.push(...page.entries.map(({ node }) => node.id));
    if (!page.hasNextPage) return ids;
    after = page.entries.at(-1)?.cursor;
  }
}

test('searches are listed newest first, by kind and by whether they found something', async () => {
  const asked: Record<string, string> = {
    words: await saved(search.byText('red', { first: 3 })),
    product: await saved(search.similar({ externalId: 'thing-1' }, { first: 3 })),
    nowhere: await saved(search.byText('red', { first: 3, ...nothing })),
    nobody: await saved(search.similar({ externalId: 'thing-2' }, { first: 3, ...nothing })),
    photo: await saved(search.byImage({ read: async () => picture }, { first: 3 })),
  };
  const named = async (filter: Omit<SearchesRequest, 'first' | 'after'>) => {
    const ids = await walk({ first: 2, ...filter });
    expect(await search.history.count(filter)).toBe(ids.length);
    return ids.map((id) => Object.keys(asked).find((name) => asked[name] === id));
  };
  expect(await named({})).toEqual(['photo', 'nobody', 'nowhere', 'product', 'words']);
  expect(await named({ kinds: ['TEXT'] })).toEqual(['nowhere', 'words']);
  expect(await named({ kinds: ['TEXT', 'PRODUCT', 'TEXT'] })).toEqual([
    'nobody',
    'nowhere',
    'product',
    'words',
  ]);
  expect(await named({ foundNothing: true })).toEqual(['nobody', 'nowhere']);
  expect(await named({ foundNothing: false, kinds: ['TEXT'] })).toEqual(['words']);
  expect(await named({ kinds: [] })).toEqual([]);
  const { entries } = await search.history.list({ first: 100 });
  expect(entries.map(({ node }) => node.resultCount)).toEqual([3, 0, 0, 3, 3]);
  expect(entries[0]?.node.timing.totalMs).toBeGreaterThan(0);
});

test('of the same moment, each is listed once', async () => {
  for (let at = 0; at < 5; at++) await saved(search.byText('red', { first: 1 }));
  await world.database.kysely.updateTable('searches').set({ created_at: new Date() }).execute();
  const ids = await walk({ first: 2 });
  expect(ids).toHaveLength(5);
  expect(new Set(ids).size).toBe(5);
});

test.each<[string, Partial<SearchesRequest>, string]>([
  ['a cursor that is none', { after: 'x' }, 'after'],
  ['a cursor of other searches', { after: Buffer.from('["job","1"]').toString('base64url') }, 'after'],
  ['an empty page', { first: 0 }, 'first'],
  ['a page of thousands', { first: 101 }, 'first'],
])('refused: %s', async (_what, request, path) => {
  await expect(search.history.list({ first: 10, ...request })).rejects.toMatchObject({
    code: 'BAD_USER_INPUT',
    inputPath: [path],
  });
});

test('one that is deleted is gone with its results', async () => {
  const answer = await search.byText('red', { first: 3 });
  await answer.saved();
  const id = answer.search?.id ?? '';
  expect(await search.history.delete(id)).toMatchObject({ id, kind: 'TEXT', text: 'red' });
  expect(await search.find(id)).toBeNull();
  await expect(search.results(id, { first: 3 })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  const after = answer.hits.at(-1)?.cursor ?? '';
  await expect(search.byText('red', { first: 3, after })).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
  await expect(search.history.delete(id)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  await expect(search.history.delete('anything')).rejects.toMatchObject({ code: 'NOT_FOUND' });
  const rows = await world.database.kysely.selectFrom('search_results').select('search_id').execute();
  expect(rows).toEqual([]);
});

test('all before a moment are deleted, and no others', async () => {
  await saved(search.byText('red', { first: 3 }));
  await saved(search.byText('green', { first: 3 }));
  const [latest] = (await search.history.list({ first: 1 })).entries;
  expect(await search.history.deleteBefore(latest?.node.createdAt ?? new Date(0))).toBe(1);
  expect(await walk({ first: 10 })).toEqual([latest?.node.id]);
});

describe('thumbnails', () => {
  const thumbnailOf = async (id: string) => {
    await until(async () => (await search.find(id))?.hasThumbnail === true, 10_000, 'a thumbnail is kept');
    return (await search.history.thumbnail(id)) ?? Buffer.alloc(0);
  };

  test('a photo is kept as a small WebP that shows it', async () => {
    const id = await saved(search.byImage({ read: async () => picture }, { first: 1 }));
    const { format, width, height } = await sharp(await thumbnailOf(id)).metadata();
    expect([format, width, height]).toEqual(['webp', 160, 80]);
  });

  test('of a photo, what was searched with: a part of it, turned', async () => {
    const view = { crop: { x: 0, y: 0, width: 0.5, height: 1 }, rotate: 90 } as const;
    const id = await saved(search.byImage({ read: async () => halves, view }, { first: 1 }));
    const { dominant } = await sharp(await thumbnailOf(id)).stats();
    expect(dominant.r).toBeGreaterThan(200);
    expect(dominant.b).toBeLessThan(50);
  });

  test('however much is in it, it takes 10 kB at most', async () => {
    const noise = { type: 'gaussian', mean: 128, sigma: 100 } as const;
    const create = { width: 600, height: 600, channels: 3, background: '#888', noise } as const;
    const photo = await sharp({ create }).png().toBuffer();
    const id = await saved(search.byImage({ read: async () => photo }, { first: 1 }));
    const thumbnail = await thumbnailOf(id);
    expect(thumbnail.length).toBeLessThanOrEqual(10_000);
    expect((await sharp(thumbnail).metadata()).width).toBeGreaterThanOrEqual(64);
  });

  test('of several parts, it is of the first photo that is looked for', async () => {
    const photos = [
      { photo: { read: async () => picture }, weight: -0.5 },
      { photo: { read: async () => halves }, weight: 1.5 },
    ];
    const id = await saved(search.by({ photos, texts: [], products: [] }, { first: 1 }));
    const { width, height } = await sharp(await thumbnailOf(id)).metadata();
    expect([width, height]).toEqual([160, 160]);
  });

  test('there is none of words, nor where none are wanted', async () => {
    const config = readConfig({ SEARCH_THUMBNAILS: 'off' });
    const bare = world.searchWith({ embedder, pictures, config });
    const without = [
      await saved(search.byText('red', { first: 1 })),
      await saved(bare.byImage({ read: async () => picture }, { first: 1 })),
    ];
    await thumbnailOf(await saved(search.byImage({ read: async () => picture }, { first: 1 })));
    for (const id of [...without, 'anything']) expect(await search.history.thumbnail(id)).toBeNull();
  });
});

describe('where no searches are kept', () => {
  const rows = () => world.database.kysely.selectFrom('searches').select('id').execute();

  test('nothing is written, and an answer has no search', async () => {
    for (const answer of [
      await withoutMemory.byText('red', { first: 3 }),
      await withoutMemory.byImage({ read: async () => picture }, { first: 3 }),
      await withoutMemory.similar({ externalId: 'thing-1' }, { first: 3 }),
    ]) {
      expect(await answer.saved()).toBe(false);
      expect(answer.search).toBeNull();
      expect(await answer.totalCount()).toBeGreaterThan(3);
    }
    expect(await rows()).toEqual([]);
    expect(await world.database.kysely.selectFrom('search_results').select('search_id').execute()).toEqual(
      [],
    );
  });

  test('pages follow each other where the question is sent again', async () => {
    const ids: bigint[] = [];
    let after: string | undefined;
    for (;;) {
      const request = { first: 7, ...(after !== undefined && { after }) };
      const page = await withoutMemory.similar({ externalId: 'thing-3' }, request);
      ids.push(...page.hits.map(({ productId }) => productId));
      expect(page.hits[0]?.ranks.fused).toBe(ids.length - page.hits.length + 1);
      if (!page.hasNextPage) break;
      after = page.hits.at(-1)?.cursor;
    }
    expect(ids).toHaveLength(29);
    expect(new Set(ids).size).toBe(29);
    expect(await rows()).toEqual([]);
  });

  test('a cursor of another question or filter is refused', async () => {
    const { hits } = await withoutMemory.byText('red', { first: 3 });
    const after = hits.at(-1)?.cursor ?? '';
    const refused = { code: 'BAD_USER_INPUT', inputPath: ['after'] };
    const later = { first: 3, after };
    const filtered = { ...later, filter: { inStock: true } };
    await expect(withoutMemory.byText('green', later)).rejects.toMatchObject(refused);
    await expect(withoutMemory.byText('red', filtered)).rejects.toMatchObject(refused);
    await expect(withoutMemory.similar({ externalId: 'thing-3' }, later)).rejects.toMatchObject(refused);
    expect((await withoutMemory.byText('red', { first: 3, after })).hits).toHaveLength(3);
  });

  test('those from before are not told any more, and are forgotten', async () => {
    const id = await saved(search.byText('red', { first: 1 }));
    expect(await withoutMemory.find(id)).toBeNull();
    expect((await withoutMemory.history.list({ first: 10 })).entries).toEqual([]);
    expect(await withoutMemory.history.count({})).toBe(0);
    await expect(withoutMemory.results(id, { first: 1 })).rejects.toThrow(/not kept/);
    await withoutMemory.history.forgetOld();
    expect(await rows()).toEqual([]);
  });
});

/** 400 × 200. */
const picture = await sharp({ create: { width: 400, height: 200, channels: 3, background: '#3a7' } })
  .png()
  .toBuffer();
/** Red on the left, blue on the right. */
const halves = await sharp({ create: { width: 400, height: 400, channels: 3, background: '#f00' } })
  .composite([
    {
      input: { create: { width: 200, height: 400, channels: 3, background: '#00f' } },
      left: 200,
      top: 0,
    },
  ])
  .png()
  .toBuffer();
