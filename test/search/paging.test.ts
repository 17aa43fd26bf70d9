import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { SearchAnswer, SearchHit, SearchRequest } from '../../src/search/types.ts';
import { clusteredVectors, createRandom, createWorld, type World } from './world.ts';

const random = createRandom(11);
const dimensions = 16;
const vectors = clusteredVectors(4000, dimensions, random);
let world: World;
let added = 0;

/** Adds products with vectors of their own; returns their ids. */
function addSome(count: number): Promise<bigint[]> {
  const things = vectors.slice(added, added + count).map((vector, at) => ({
    externalId: `thing-${added + at}`,
    category: (added + at) % 2 === 0 ? 'even' : 'odd',
    vectors: [vector],
  }));
  added += count;
  return world.add(things);
}

beforeAll(async () => {
  world = await createWorld(dimensions);
  await addSome(60);
});
afterAll(() => world.stop());

let asked: SearchAnswer;
beforeEach(async () => {
  asked = await world.search.similar({ externalId: 'thing-0' }, { first: 5 });
  await asked.saved();
});

const idOf = (answer: SearchAnswer): string => answer.search?.id ?? '';
const endOf = ({ hits }: SearchAnswer): string => hits.at(-1)?.cursor ?? '';

/** Walks all pages of a search; `between` happens after each. */
async function walk(
  search: SearchAnswer,
  first: number,
  request: Partial<SearchRequest> = {},
  between: (page: number) => Promise<unknown> = async () => {},
): Promise<SearchHit[]> {
  const hits: SearchHit[] = [];
  let after: string | undefined;
  for (let page = 0; ; page++) {
    const answer = await world.search.results(idOf(search), { first, ...request, ...(after && { after }) });
    hits.push(...answer.hits);
    expect(answer.hasPreviousPage).toBe(page > 0);
    if (!answer.hasNextPage) return hits;
    after = endOf(answer);
    await between(page);
  }
}

test('page two goes on where page one ended, without the question', async () => {
  const whole = await world.search.similar({ externalId: 'thing-0' }, { first: 20 });
  const two = await world.search.results(idOf(asked), { first: 5, after: endOf(asked) });
  const ids = [...asked.hits, ...two.hits].map(({ productId }) => productId);
  expect(ids).toEqual(whole.hits.slice(0, 10).map(({ productId }) => productId));
  expect(two.timing.embedMs).toBe(0);
});

test('the same cursor works where the question is asked again', async () => {
  const two = await world.search.similar({ externalId: 'thing-0' }, { first: 5, after: endOf(asked) });
  expect(two.search?.id).toBe(idOf(asked));
  expect(two.hits[0]?.productId).not.toBe(asked.hits[0]?.productId);
});

test('a reopened search shows what it showed', async () => {
  const again = await world.search.results(idOf(asked), { first: 5 });
  expect(again.hits).toEqual(asked.hits);
  expect(await world.search.find(idOf(asked))).toMatchObject({ kind: 'PRODUCT', text: null });
});

test('a larger first page holds the smaller one', async () => {
  const larger = await world.search.results(idOf(asked), { first: 30 });
  expect(larger.hits.slice(0, 5)).toEqual(asked.hits);
  expect(larger.hits).toHaveLength(30);
});

test('totalCount is how far paging goes', async () => {
  expect(await asked.totalCount()).toBe((await walk(asked, 20)).length);
  const few = await world.search.similar({ externalId: 'thing-0' }, { first: 100 });
  expect(await few.totalCount()).toBe(few.hits.length);
});

test('another filter is another answer to the same question', async () => {
  const even = await walk(asked, 7, { filter: { category: ['even'] } });
  const odd = await walk(asked, 7, { filter: { category: ['odd'] } });
  expect(even.length + odd.length).toBe(await asked.totalCount());
  const ids = new Set([...even, ...odd].map(({ productId }) => productId));
  expect(ids.size).toBe(even.length + odd.length);
});

test('a cursor of another filter, another search or nowhere is refused', async () => {
  const refused = expect.objectContaining({
    code: 'BAD_USER_INPUT',
    message: expect.stringContaining('after'),
  });
  const after = endOf(asked);
  const id = idOf(asked);
  await expect(world.search.results(id, { first: 5, after, options: { minScore: 0.1 } })).rejects.toEqual(
    refused,
  );
  await expect(world.search.results(id, { first: 5, after, filter: { category: ['odd'] } })).rejects.toEqual(
    refused,
  );
  await expect(world.search.results(id, { first: 5, after: 'made up' })).rejects.toEqual(refused);
  await expect(world.search.similar({ externalId: 'thing-1' }, { first: 5, after })).rejects.toEqual(refused);
  await expect(world.search.byText('shoes', { first: 5, after })).rejects.toEqual(refused);
  const other = await world.search.similar({ externalId: 'thing-1' }, { first: 5 });
  await other.saved();
  await expect(world.search.results(idOf(other), { first: 5, after })).rejects.toEqual(refused);
});

test('an unknown search is not found', async () => {
  expect(await world.search.find('nothing')).toBeNull();
  const unknown = '11111111-1111-4111-8111-111111111111';
  expect(await world.search.find(unknown)).toBeNull();
  await expect(world.search.results(unknown, { first: 5 })).rejects.toMatchObject({ code: 'NOT_FOUND' });
});

test('two who complete an answer at once read the same', async () => {
  const request = { first: 50, after: endOf(asked) };
  const answers = await Promise.all([1, 2, 3, 4].map(() => world.search.results(idOf(asked), request)));
  for (const { hits } of answers) expect(hits).toEqual(answers[0]?.hits);
  const variant = { first: 5, filter: { category: ['even'] } };
  const pages = await Promise.all([1, 2, 3, 4].map(() => world.search.results(idOf(asked), variant)));
  for (const { hits } of pages) expect(hits).toEqual(pages[0]?.hits);
});

test('an answer that is not remembered says so', async () => {
  const answer = await world.search.similar({ externalId: 'thing-0' }, { first: 5 }, { remember: false });
  expect(answer.search).toBeNull();
  expect(await answer.totalCount()).toBe(await asked.totalCount());
  const after = endOf(answer);
  await expect(world.search.similar({ externalId: 'thing-0' }, { first: 5, after })).rejects.toMatchObject({
    code: 'BAD_USER_INPUT',
  });
});

test('walking while products come and go gives each at most once, scores never rising', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 6, max: 40 }),
      fc.array(fc.record({ add: fc.integer({ min: 0, max: 8 }), remove: fc.integer({ min: 1, max: 50 }) }), {
        minLength: 1,
        maxLength: 4,
      }),
      async (first, changes) => {
        const walked = await world.search.similar({ externalId: 'thing-0' }, { first });
        await walked.saved();
        const hits = await walk(walked, first, {}, async (page) => {
          const change = changes[page];
          if (change === undefined) return;
          await addSome(change.add);
          const gone = `thing-${change.remove}`;
          await world.catalog.deleteProduct({ externalId: gone }).catch((error: unknown) => {
            expect(error).toMatchObject({ code: 'NOT_FOUND' });
          });
        });
        expect(hits.slice(0, first)).toEqual(walked.hits);
        expect(new Set(hits.map(({ productId }) => productId)).size).toBe(hits.length);
        const scores = hits.map(({ score }) => score ?? 0);
        expect(scores).toEqual(scores.toSorted((a, b) => b - a));
      },
    ),
    { numRuns: 8 },
  );
});

test('at most 1,000 are reached, and the last page says so', async () => {
  await addSome(1100);
  const long = await world.search.similar({ externalId: 'thing-0' }, { first: 100 });
  await long.saved();
  expect(await long.totalCount()).toBe(1000);
  expect(await walk(long, 100)).toHaveLength(1000);
  const again = await world.search.results(idOf(long), { first: 1 });
  expect(again.notices).toContainEqual(expect.objectContaining({ code: 'RESULTS_TRUNCATED' }));
});

test('what is older than 30 days is forgotten', async () => {
  const old = await world.search.similar({ externalId: 'thing-0' }, { first: 5 });
  await old.saved();
  const created_at = new Date(Date.now() - 31 * 86_400_000);
  await world.database.kysely
    .updateTable('searches')
    .set({ created_at })
    .where('id', '=', idOf(old))
    .execute();
  await world.search.history.forgetOld();
  expect(await world.search.find(idOf(old))).toBeNull();
  expect(await world.search.find(idOf(asked))).not.toBeNull();
});
