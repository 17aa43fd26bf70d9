import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { registerModel } from '../../src/database/models.ts';
import { VitrineError } from '../../src/errors.ts';
import type { SearchNeeds } from '../../src/search/search.ts';
import type { Search, SearchAnswer, SearchQuery } from '../../src/search/types.ts';
import { createWorld, unit, type World } from './world.ts';

/** Dimensions: how much of a heart, of a ring, of red, of blue there is. */
const dimensions = 4;
const of = (...values: number[]) => unit(Float32Array.from(values));

let world: World;
let ids: Record<string, bigint>;
let search: Search;

const meanings: Record<string, Float32Array> = {
  blue: of(0, 0, 0, 1),
  red: of(0, 0, 1, 0),
  heart: of(1, 0, 0, 0),
};

const model: SearchNeeds['embedder'] = {
  model: {
    name: 'made-up',
    version: '1',
    dimensions,
    languages: [],
    fingerprint: `made-up ${dimensions}`,
  },
  state: () => ({ state: 'ready' }),
  embedText: async (text) => meanings[text] ?? of(1, 1, 1, 1),
  embedImage: async (bytes, options) => {
    if (options?.view?.crop && options.view.crop.width < 0.01) {
      throw new VitrineError('BAD_USER_INPUT', 'The crop leaves 1 × 9 pixels.');
    }
    if (bytes.toString() === 'damaged') throw new VitrineError('BAD_IMAGE', 'The picture is damaged.');
    return { vector: of(0, 1, 0, 0), picture: { format: 'png', width: 9, height: 9 } };
  },
};

beforeAll(async () => {
  world = await createWorld(dimensions);
  const things = {
    'red heart': of(1, 0, 1, 0),
    'blue heart': of(1, 0, 0, 1),
    'red ring': of(0, 1, 1, 0),
    'blue ring': of(0, 1, 0, 1),
  };
  const added = await world.add(
    Object.entries(things).map(([externalId, vector]) => ({ externalId, vectors: [vector] })),
  );
  ids = Object.fromEntries(Object.keys(things).map((name, at) => [name, added[at] ?? 0n]));
  await world.catalog.upsertProducts([{ externalId: 'unseen', title: 'A product without a picture' }]);
  search = world.searchWith({ embedder: model });
});
afterAll(() => world.stop());

const product = (externalId: string, weight = 1) => ({ product: { externalId }, weight });
const query = (given: Partial<SearchQuery>): SearchQuery => ({
  photos: [],
  texts: [],
  products: [],
  ...given,
});
const nameOf = (id: bigint) => Object.keys(ids).find((name) => ids[name] === id);
const namesIn = ({ hits }: SearchAnswer) => hits.map(({ productId }) => nameOf(productId));

async function names(given: Partial<SearchQuery>): Promise<(string | undefined)[]> {
  return namesIn(await search.by(query(given), { first: 10 }));
}

async function failureOf(given: Partial<SearchQuery>): Promise<VitrineError> {
  try {
    await search.by(query(given), { first: 10 });
  } catch (error) {
    if (error instanceof VitrineError) return error;
    throw error;
  }
  throw new Error('it was answered');
}

describe('parts together', () => {
  test('a product and a word find the product in that colour, and not the product itself', async () => {
    const found = await names({ products: [product('red heart')], texts: [{ text: 'blue', weight: 1 }] });
    expect(found[0]).toBe('blue heart');
    expect(found).not.toContain('red heart');
  });

  test('several products find what is like all of them', async () => {
    expect(await names({ products: [product('red heart'), product('blue ring')] })).toHaveLength(2);
    const [best] = await names({
      products: [product('red heart', 2), product('red ring'), product('blue ring')],
    });
    expect(best).toBe('blue heart');
  });

  test('a negative weight pushes away, and what it names may still be found', async () => {
    const found = await names({
      texts: [{ text: 'heart', weight: 1 }],
      products: [product('blue heart', -0.4)],
    });
    expect(found[0]).toBe('red heart');
    expect(found).toContain('blue heart');
  });

  test('a part that weighs nothing changes nothing', async () => {
    const alone = await names({ texts: [{ text: 'blue', weight: 3 }] });
    expect(await names({ texts: [{ text: 'blue', weight: 3 }], products: [product('red ring', 0)] })).toEqual(
      alone,
    );
  });

  test('a photo takes part', async () => {
    const photo = { read: async () => Buffer.from('a ring') };
    const [best] = await names({ photos: [{ photo, weight: 1 }], texts: [{ text: 'blue', weight: 1 }] });
    expect(best).toBe('blue ring');
  });

  test('products and pictures that are stored need no model', async () => {
    const { rows } = await sql<{ id: bigint }>`select id from product_images
      where product_id = ${ids['blue ring']}`.execute(world.database.kysely);
    const photo = { imageId: rows[0]?.id ?? 0n };
    const answer = await world.search.by(
      query({ products: [product('red heart')], photos: [{ photo, weight: 2 }] }),
      {
        first: 10,
      },
    );
    expect(namesIn(answer)[0]).toBe('blue ring');
    expect(answer.notices).toEqual([]);
  });

  test('words do need one, and it is said so', async () => {
    const asked = world.search.by(query({ texts: [{ text: 'blue', weight: 1 }] }), { first: 10 });
    await expect(asked).rejects.toThrow('there is no model');
  });
});

describe('what can not be searched for is refused by its place', () => {
  const anything = { texts: [{ text: 'blue', weight: 1 }] };

  test('no such product', async () => {
    expect(await failureOf({ products: [product('red heart'), product('nothing')] })).toMatchObject({
      code: 'NOT_FOUND',
      inputPath: ['query', 'products', '1', 'product'],
    });
  });

  test('no such picture', async () => {
    expect(
      await failureOf({ ...anything, photos: [{ photo: { imageId: 999_999n }, weight: 1 }] }),
    ).toMatchObject({
      code: 'NOT_FOUND',
      inputPath: ['query', 'photos', '0'],
    });
  });

  test('a damaged photo', async () => {
    const photos = ['fine', 'damaged'].map((bytes) => ({
      photo: { read: async () => Buffer.from(bytes) },
      weight: 1,
    }));
    const failure = await failureOf({ photos });
    expect(failure).toMatchObject({ code: 'BAD_IMAGE', inputPath: ['query', 'photos', '1'] });
    expect(failure.message).toBe('query.photos.1: The picture is damaged.');
  });

  test('a crop that leaves nothing', async () => {
    const view = { crop: { x: 0, y: 0, width: 0.001, height: 1 } };
    const photo = { read: async () => Buffer.from('fine'), view };
    expect(await failureOf({ photos: [{ photo, weight: 1 }] })).toMatchObject({
      code: 'BAD_USER_INPUT',
      inputPath: ['query', 'photos', '0', 'crop'],
    });
  });

  test('parts that cancel each other out', async () => {
    const failure = await failureOf({ products: [product('red heart', 2), product('red heart', -2)] });
    expect(failure).toMatchObject({ code: 'BAD_USER_INPUT', inputPath: ['query'] });
  });
});

test('a product that is not indexed is left out, and it is said so', async () => {
  const found = await search.by(query({ products: [product('unseen'), product('red ring')] }), { first: 10 });
  expect(found.notices).toMatchObject([{ code: 'INDEX_INCOMPLETE' }]);
  expect(found.hits).toHaveLength(3);
  const nothing = await search.by(query({ products: [product('unseen'), product('red ring', -1)] }), {
    first: 10,
  });
  expect(nothing).toMatchObject({ hits: [], search: null, notices: [{ code: 'INDEX_INCOMPLETE' }] });
});

describe('a composed search is remembered', () => {
  const asked = query({ products: [product('red heart')], texts: [{ text: 'blue', weight: 1 }] });

  test('with its words, and reopened without a model', async () => {
    const answer = await search.by(asked, { first: 1 });
    expect(await answer.saved()).toBe(true);
    const id = answer.search?.id ?? '';
    expect(await world.search.find(id)).toMatchObject({ kind: 'COMPOSED', text: 'blue' });
    const reopened = await world.search.results(id, { first: 10, options: { minScore: -1 } });
    expect(namesIn(reopened)[0]).toBe('blue heart');
    expect(namesIn(reopened)).not.toContain('red heart');
    expect(reopened.hits).toHaveLength(3);
  });

  test('and paged by the same question alone', async () => {
    const one = await search.by(asked, { first: 1 });
    await one.saved();
    const after = one.hits[0]?.cursor ?? '';
    const renamed = query({ ...asked, products: [{ product: { id: ids['red heart'] ?? 0n }, weight: 1 }] });
    const two = await search.by(renamed, { first: 1, after });
    expect([...namesIn(one), ...namesIn(two)]).toHaveLength(2);
    expect(namesIn(two)).not.toEqual(namesIn(one));
    const otherwise = query({ ...asked, texts: [{ text: 'blue', weight: 2 }] });
    await expect(search.by(otherwise, { first: 1, after })).rejects.toThrow('another search');
    await expect(search.byText('blue', { first: 1, after })).rejects.toThrow('another search');
  });

  test('without the bytes of its photos', async () => {
    const photo = { read: async () => Buffer.from('SECRET BYTES'), view: { rotate: 90 } } as const;
    const answer = await search.by(query({ ...asked, photos: [{ photo, weight: 0.5 }] }), { first: 1 });
    await answer.saved();
    const { parts } = await world.database.kysely
      .selectFrom('searches')
      .select('parts')
      .where('id', '=', answer.search?.id ?? '')
      .executeTakeFirstOrThrow();
    expect(parts).toEqual({
      photos: [{ weight: 0.5, view: { rotate: 90 }, imageId: null }],
      texts: [{ text: 'blue', weight: 1 }],
      products: [{ productId: String(ids['red heart']), weight: 1 }],
    });
  });
});

test('under a new model it is embedded again, unless a photo is among its parts', async () => {
  const asked = query({ texts: [{ text: 'blue', weight: 1 }] });
  const photo = { read: async () => Buffer.from('a ring') };
  const kept = await search.by(asked, { first: 1 });
  const withPhoto = await search.by(query({ ...asked, photos: [{ photo, weight: 1 }] }), { first: 1 });
  const ofProduct = await search.similar({ id: ids['red heart'] ?? 0n }, { first: 10 });
  await Promise.all([kept.saved(), withPhoto.saved(), ofProduct.saved()]);

  const identity = { name: 'newer', version: '1', dimensions, fingerprint: 'newer' };
  const { id: newId } = await registerModel(world.database, identity);
  const newer = world.searchWith({ embedder: { ...model, model: { ...identity, languages: [] } } });
  const reopen = (answer: SearchAnswer, first: number) => newer.results(answer.search?.id ?? '', { first });
  expect((await reopen(kept, 10)).hits).toEqual([]);
  expect((await reopen(ofProduct, 9)).hits).toEqual(ofProduct.hits);
  const filtered = await newer.results(ofProduct.search?.id ?? '', { first: 10, filter: { inStock: true } });
  expect(filtered.hits).toEqual([]);
  expect(filtered.notices.map(({ code }) => code)).toContain('INDEX_INCOMPLETE');
  await expect(newer.results(withPhoto.search?.id ?? '', { first: 10 })).rejects.toThrow(
    'send the photo again',
  );

  // what the new model had not seen then is found as soon as it has
  const [from, to] = [sql.table(`embeddings_${world.model.id}`), sql.table(`embeddings_${newId}`)];
  await sql`insert into ${to} select * from ${from}`.execute(world.database.kysely);
  expect((await reopen(kept, 10)).hits.length).toBeGreaterThan(0);
  const found = await newer.results(ofProduct.search?.id ?? '', { first: 10, filter: { inStock: true } });
  expect(found.hits.map(({ productId }) => productId)).toEqual(
    ofProduct.hits.map(({ productId }) => productId),
  );
});
