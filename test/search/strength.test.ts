import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Calibration } from '../../src/embedding/types.ts';
import type { SearchNeeds } from '../../src/search/search.ts';
import { matchStrengths, type SearchHit } from '../../src/search/types.ts';
import { clusteredVectors, createRandom, createWorld, dot, unit, type World } from './world.ts';

const dimensions = 32;
const all = clusteredVectors(400, dimensions, createRandom(8));

let world: World;
let ids: bigint[];

beforeAll(async () => {
  world = await createWorld(dimensions);
  const few = all.slice(0, 60);
  ids = await world.add(few.map((vector, at) => ({ externalId: `thing-${at}`, vectors: [vector] })));
});
afterAll(() => world.stop());

interface Row {
  readonly image: number[] | null;
  readonly text: number[] | null;
  readonly vectors: bigint | null;
  readonly computed_at: Date | null;
}

async function kept(): Promise<Row | undefined> {
  const { rows } = await sql<Row>`select image, text, vectors, computed_at from model_calibrations`.execute(
    world.database.kysely,
  );
  return rows[0];
}

/** As if the minute had passed for which one process works on it. */
async function endClaim(): Promise<void> {
  await sql`update model_calibrations set claimed_until = now() - interval '1 second'`.execute(
    world.database.kysely,
  );
}

async function similarTo(externalId: string, options = {}, needs?: Partial<SearchNeeds>) {
  const search = needs === undefined ? world.search : world.searchWith(needs);
  return (await search.similar({ externalId }, { first: 100, options })).hits;
}

const withoutCursor = ({ productId, score, match }: SearchHit) => ({ productId, score, match });

test('a catalogue of few products does not tell what scores mean, and cuts nothing by it', async () => {
  await world.search.calibrate();
  expect((await kept())?.image ?? null).toBeNull();
  const hits = await similarTo('thing-0', { minMatch: 'STRONG' });
  expect(hits).toHaveLength(59);
  expect(hits.every(({ match }) => match === null)).toBe(true);
});

test('of several processes one finds out, and matches then have their strength', async () => {
  const more = all.slice(60).map((vector, at) => ({ externalId: `thing-${60 + at}`, vectors: [vector] }));
  ids = [...ids, ...(await world.add(more))];
  await endClaim();
  const others = [world.searchWith({}), world.searchWith({}), world.searchWith({})];
  await Promise.all(others.map((search) => search.calibrate()));
  const { image, text, computed_at: at } = (await kept()) ?? {};
  expect(image).toHaveLength(4);
  // there is no model here that could embed titles
  expect(text).toBeNull();

  // nothing is due: nothing changes
  await endClaim();
  await Promise.all(others.map((search) => search.calibrate()));
  expect((await kept())?.computed_at).toEqual(at);

  const [identical = 1, strong = 1, related = 1, weak = 1] = image ?? [];
  const hits = await similarTo('thing-0', {}, {});
  expect(hits.some(({ match }) => match === 'STRONG')).toBe(true);
  for (const { score, match } of hits) {
    const bounds = [identical, strong, related, weak];
    expect(match).toBe(matchStrengths.find((_, place) => (score ?? -1) >= (bounds[place] ?? 1)) ?? null);
  }
});

test('strong matches are of the same cluster', async () => {
  const [first] = all;
  const search = world.searchWith({});
  const { hits } = await search.similar({ externalId: 'thing-0' }, { first: 100 });
  const strong = hits.filter(({ match }) => match === 'STRONG');
  // clusters of this noise have cosines about .7 inside and 0 between them
  for (const { productId } of strong) {
    expect(
      dot(first ?? new Float32Array(), all[ids.indexOf(productId)] ?? new Float32Array()),
    ).toBeGreaterThan(0.5);
  }
});

test.each(matchStrengths)(
  'minMatch %s leaves exactly the matches that are as strong, or stronger',
  async (least) => {
    const whole = await similarTo('thing-7', {}, {});
    const wanted = matchStrengths.slice(0, matchStrengths.indexOf(least) + 1);
    const right = whole.filter(({ match }) => match !== null && wanted.includes(match)).map(withoutCursor);
    expect((await similarTo('thing-7', { minMatch: least }, {})).map(withoutCursor)).toEqual(right);
  },
);

test('minScore and minMatch hold together', async () => {
  const whole = await similarTo('thing-7', {}, {});
  const [best] = whole;
  const minScore = best?.score ?? 1;
  expect(await similarTo('thing-7', { minScore, minMatch: 'WEAK' }, {})).toHaveLength(1);
});

test('what was found is found again once the catalogue has doubled', async () => {
  const before = await kept();
  await sql`update model_calibrations set vectors = vectors / 2`.execute(world.database.kysely);
  await endClaim();
  await world.searchWith({}).calibrate();
  const after = await kept();
  expect(after?.computed_at?.getTime()).toBeGreaterThan(before?.computed_at?.getTime() ?? Infinity);
  expect(after?.vectors).toBe(before?.vectors);
});

test('a model that brings its calibration is taken at its word', async () => {
  const bounds = { identical: 0.9, strong: 0.5, related: 0.2, weak: -1 };
  const calibration: Calibration = { image: bounds, text: { ...bounds, strong: 0.1, related: 0.1 } };
  const model = { ...world.model, languages: ['en'], calibration };
  const embedder: SearchNeeds['embedder'] = {
    model,
    state: () => ({ state: 'ready' }),
    embedText: async () => all[7] ?? new Float32Array(dimensions),
    embedImage: () => Promise.reject(new Error('there are no pictures here')),
  };
  const hits = await similarTo('thing-0', {}, { embedder });
  for (const { score, match } of hits) {
    const value = score ?? -1;
    expect(match).toBe(
      value >= 0.9 ? 'IDENTICAL' : value >= 0.5 ? 'STRONG' : value >= 0.2 ? 'RELATED' : 'WEAK',
    );
  }
  // words have bounds of their own
  const { hits: byWords } = await world
    .searchWith({ embedder })
    .byText('a thing', { first: 100, options: { mode: 'VECTOR', minMatch: 'STRONG' } });
  const cosines = all.map((vector) => dot(vector, all[7] ?? vector));
  expect(byWords).toHaveLength(Math.min(100, cosines.filter((cosine) => cosine >= 0.1).length));
  expect(byWords.some(({ match, score }) => match === 'STRONG' && (score ?? 1) < 0.5)).toBe(true);

  const before = await kept();
  await sql`update model_calibrations set vectors = 1`.execute(world.database.kysely);
  await endClaim();
  await world.searchWith({ embedder }).calibrate();
  expect((await kept())?.computed_at).toEqual(before?.computed_at);
});

test('titles are asked of the pictures where the model is there, and prove what words are worth', async () => {
  const near = (vector: Float32Array) => unit(vector.map((value, at) => value + (at % 2 === 0 ? 0.1 : -0.1)));
  const ofTitle = new Map(all.map((vector, at) => [`thing-${at}`, near(vector)]));
  const embedder: SearchNeeds['embedder'] = {
    model: { ...world.model, languages: ['en'] },
    state: () => ({ state: 'ready' }),
    // a model whose words lie near their pictures
    embedText: async (text) => ofTitle.get(text) ?? new Float32Array(dimensions),
    embedImage: () => Promise.reject(new Error('there are no pictures here')),
  };
  await sql`update model_calibrations set vectors = 1000000`.execute(world.database.kysely);
  await endClaim();
  const search = world.searchWith({ embedder });
  await search.calibrate();
  const { hits } = await search.byText('thing-3', { first: 100, options: { mode: 'VECTOR' } });
  expect(hits[0]).toMatchObject({ productId: ids[3], match: 'STRONG' });
  expect(hits.at(-1)?.match).not.toBe('STRONG');
});

test('without pgvector all of it is the same', async () => {
  const bytes = await createWorld(dimensions, (database) => ({ ...database, vectors: 'bytes' }));
  try {
    const twice = all.slice(0, 150).flatMap((vector, at) => [
      { externalId: `thing-${at}`, vectors: [vector] },
      { externalId: `twin-${at}`, vectors: [vector] },
    ]);
    await bytes.add(twice);
    await bytes.search.calibrate();
    const options = { collapseDuplicates: true };
    const { hits } = await bytes.search.similar({ externalId: 'thing-0' }, { first: 100, options });
    // its own twin, and the others each with theirs
    expect(hits[0]).toMatchObject({ match: 'IDENTICAL', variants: [] });
    expect(hits.slice(1).every(({ variants }) => variants.length === 1)).toBe(true);
    const { hits: spread } = await bytes.search.similar(
      { externalId: 'thing-0' },
      { first: 100, options: { ...options, diversity: 1 } },
    );
    expect(spread[0]?.productId).toBe(hits[0]?.productId);
    expect(spread.map(({ score }) => score)).not.toEqual(hits.map(({ score }) => score));
  } finally {
    await bytes.stop();
  }
});
