import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { VitrineError } from '../../src/errors.ts';
import type { SearchNeeds } from '../../src/search/search.ts';
import type { Search, SearchAnswer } from '../../src/search/types.ts';
import { createRandom, createWorld, unit, type World } from './world.ts';

let world: World;

beforeAll(async () => {
  world = await createWorld(8);
  await world.catalog.upsertProducts([
    { externalId: 'dress', title: 'Red summer dress', category: 'clothing' },
    { externalId: 'shoes', title: 'Red running shoes', category: 'footwear' },
    { externalId: 'ja', title: '赤いドレスと白い靴' },
    { externalId: 'zh', title: '红色连衣裙' },
    { externalId: 'ru', title: 'Красное платье' },
  ]);
});
afterAll(() => world.stop());

async function titlesFor(text: string, search = world.search): Promise<string[]> {
  const { hits } = await search.byText(text, { first: 10 });
  const products = await world.catalog.productsById(hits.map(({ productId }) => productId));
  return hits.map(({ productId }) => products.get(productId)?.externalId ?? '');
}

test('without a model, words find by full text and the answer says why', async () => {
  const { hits, plan, notices, search } = await world.search.byText('red dress', { first: 10 });
  expect(plan).toBe('FULL_TEXT');
  // one has both words, the other one of them
  expect(hits).toHaveLength(2);
  expect(hits[0]).toMatchObject({ score: null, imageId: null });
  expect(notices).toEqual([{ code: 'MODEL_UNAVAILABLE', message: 'MODEL is none. Found by words alone.' }]);
  expect(search).toMatchObject({ kind: 'TEXT', text: 'red dress' });
});

test.each([
  ['ドレス', 'ja'],
  ['白い靴', 'ja'],
  ['连衣裙', 'zh'],
  ['платье', 'ru'],
])('%s is found', async (text, externalId) => {
  expect(await titlesFor(text)).toEqual([externalId]);
});

test.each([
  ['DRES-S', 'dress'],
  ['rde dress', 'dress'],
  ['summmer', 'dress'],
  ['RED  runing', 'shoes'],
])('%s finds %s first', async (text, externalId) => {
  expect((await titlesFor(text))[0]).toBe(externalId);
});

test('a filter holds for words', async () => {
  const { hits } = await world.search.byText('red', { first: 10, filter: { category: ['footwear'] } });
  expect(hits).toHaveLength(1);
});

test('words are paged by the remembered answer', async () => {
  const one = await world.search.byText('red', { first: 1 });
  await one.saved();
  expect(one.hasNextPage).toBe(true);
  expect(await one.totalCount()).toBe(2);
  const after = one.hits[0]?.cursor ?? '';
  const two = await world.search.byText('red', { first: 1, after });
  expect(two.hits).toHaveLength(1);
  expect(two.hits[0]?.productId).not.toBe(one.hits[0]?.productId);
  expect(two.hasNextPage).toBe(false);
});

const ready: SearchNeeds['embedder'] = {
  model: { name: 'made-up', version: '1', dimensions: 8, languages: [], fingerprint: 'made-up 8' },
  state: () => ({ state: 'ready' }),
  embedText: async () => Float32Array.of(1, 0, 0, 0, 0, 0, 0, 0),
  embedImage: () => Promise.reject(new Error('no picture is embedded here')),
};

test('while the model loads, words answer at once', async () => {
  const loading = world.searchWith({
    embedder: {
      ...ready,
      state: () => ({ state: 'loading', reason: 'The model is loading.', retryAfterSeconds: 3 }),
      embedText: () => new Promise(() => {}),
    },
  });
  const { plan, notices } = await loading.byText('red', { first: 10 });
  expect(plan).toBe('FULL_TEXT');
  expect(notices[0]?.code).toBe('MODEL_LOADING');
});

test('a model that dies under the question is no failure of the question', async () => {
  const dying = world.searchWith({
    embedder: {
      ...ready,
      embedText: () =>
        Promise.reject(new VitrineError('MODEL_LOADING', 'It restarts.', { retryAfterSeconds: 1 })),
    },
  });
  await world.add([{ externalId: 'pictured', vectors: [Float32Array.of(1, 0, 0, 0, 0, 0, 0, 0)] }]);
  expect(await titlesFor('dress', dying)).toEqual(['dress']);
});

test('words under a model never meet the vectors of another', async () => {
  const other = world.searchWith({
    embedder: {
      ...ready,
      model: { name: 'other', version: '1', dimensions: 8, languages: [], fingerprint: 'other' },
    },
  });
  const { plan, notices } = await other.byText('red', { first: 10 });
  expect(plan).toBe('FULL_TEXT');
  // a model that runs is about to be the one that is searched
  expect(notices[0]).toMatchObject({ code: 'MODEL_LOADING' });
  expect((await other.capabilities()).searchByImage.available).toBe(false);
});

describe('words and vectors together', () => {
  const dimensions = 8;
  const random = createRandom(3);
  const draw = () => unit(Float32Array.from({ length: dimensions }, () => random() - 0.5));
  const asked = draw();
  let hybrid: World;
  let search: Search;

  beforeAll(async () => {
    hybrid = await createWorld(dimensions);
    await hybrid.add(
      Array.from({ length: 250 }, (_none, n) => ({ externalId: `thing-${n}`, price: n, vectors: [draw()] })),
    );
    await hybrid.catalog.upsertProducts([
      { externalId: 'AB-1234', title: 'Hose' },
      { externalId: 'clamp', title: 'Clamp for hose AB 1234' },
    ]);
    search = searchIn(['en']);
  });
  afterAll(() => hybrid.stop());

  const searchIn = (languages: readonly string[]) =>
    hybrid.searchWith({
      embedder: {
        ...ready,
        model: { name: 'made-up', version: '1', dimensions, languages, fingerprint: `made-up ${dimensions}` },
        embedText: async () => asked,
      },
    });

  async function namesOf({ hits }: SearchAnswer): Promise<string[]> {
    const products = await hybrid.catalog.productsById(hits.map(({ productId }) => productId));
    return hits.map(({ productId }) => products.get(productId)?.externalId ?? '');
  }

  test('what is called so stands first in every mode but that of vectors', async () => {
    for (const mode of ['AUTO', 'HYBRID', 'FULL_TEXT'] as const) {
      const answer = await search.byText('ab1234', { first: 5, options: { mode } });
      expect((await namesOf(answer))[0]).toBe('AB-1234');
      expect(answer.hits[0]?.ranks).toMatchObject({ text: 1, vector: null, fused: 1 });
    }
    const byMeaning = await search.byText('ab1234', { first: 100, options: { mode: 'VECTOR' } });
    expect(await namesOf(byMeaning)).not.toContain('AB-1234');
    expect(byMeaning.plan).toBe('EXACT');
  });

  test('what both find stands before what words alone find further down', async () => {
    const { plan, hits } = await search.byText('thing', { first: 20 });
    expect(plan).toBe('HYBRID');
    const isBoth = hits.map(({ ranks }) => ranks.vector !== null && ranks.text !== null);
    expect(isBoth).toContain(true);
    for (const [at, { ranks }] of hits.entries()) {
      const before = hits.slice(0, at).filter((hit) => hit.ranks.vector === null);
      if (isBoth[at]) expect(before.filter((hit) => (hit.ranks.text ?? 0) > (ranks.text ?? 0))).toEqual([]);
    }
    expect(hits.map(({ ranks }) => ranks.fused)).toEqual(hits.map((_hit, at) => at + 1));
  });

  test('words that nothing has leave the vectors as they are', async () => {
    const words = await search.byText('xyzzy', { first: 50 });
    const vectors = await search.byText('xyzzy', { first: 50, options: { mode: 'VECTOR' } });
    expect(words.plan).toBe('EXACT');
    expect(words.hits.map(({ productId }) => productId)).toEqual(
      vectors.hits.map(({ productId }) => productId),
    );
  });

  test('all pages give each product once, and totalCount is how many those are', async () => {
    const one = await search.byText('thing', { first: 7 });
    await one.saved();
    const all = await namesOf(one);
    for (let page = one; page.hasNextPage; ) {
      page = await search.byText('thing', { first: 7, after: page.hits.at(-1)?.cursor ?? '' });
      all.push(...(await namesOf(page)));
    }
    expect(new Set(all).size).toBe(all.length);
    // every vector is near enough to be reached, and no other product has the word
    expect(all.toSorted()).toEqual(Array.from({ length: 250 }, (_none, n) => `thing-${n}`).toSorted());
    expect(await one.totalCount()).toBe(250);
  });

  test('a first page of any size is the beginning of the largest', async () => {
    const largest = await namesOf(await search.byText('thing', { first: 100 }));
    for (const first of [1, 10, 60]) {
      expect(await namesOf(await search.byText('thing', { first }))).toEqual(largest.slice(0, first));
    }
  });

  test('words in a language that the model does not list count more, and the answer says so', async () => {
    await hybrid.catalog.upsertProducts(
      Array.from({ length: 20 }, (_none, n) => ({ externalId: `ru-${n}`, title: 'Красное платье' })),
    );
    const covered = await searchIn(['en', 'ru']).byText('красное платье', { first: 20 });
    expect(covered.notices).not.toContainEqual(expect.objectContaining({ code: 'LANGUAGE_NOT_COVERED' }));
    const foreign = await search.byText('красное платье', { first: 20 });
    expect(foreign.notices).toContainEqual({
      code: 'LANGUAGE_NOT_COVERED',
      message: 'The model knows en: the words themselves count more here, their meaning less.',
    });
    const byWords = ({ hits }: SearchAnswer) => hits.filter(({ ranks }) => ranks.text !== null).length;
    expect(byWords(foreign)).toBe(20);
    expect(byWords(covered)).toBeLessThan(20);
    // it is said again where the answer is reopened, and not where words alone are asked for
    await foreign.saved();
    const again = await search.results(foreign.search?.id ?? '', { first: 20 });
    expect(again.notices).toEqual(foreign.notices);
    const alone = await search.byText('красное платье', { first: 20, options: { mode: 'FULL_TEXT' } });
    expect(alone.notices).toEqual([]);
  });
});
