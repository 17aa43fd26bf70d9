import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createRandom } from '../../../bench/random.ts';
import { byColours } from '../../../scripts/evaluate/colours.ts';
import { readDemoSets } from '../../../scripts/evaluate/demo-sets.ts';
import { EvaluateError } from '../../../scripts/evaluate/failure.ts';
import { readOrder, UsageError } from '../../../scripts/evaluate/order.ts';
import {
  nameOf,
  type Query,
  type QuerySet,
  readQueries,
  sampled,
} from '../../../scripts/evaluate/queries.ts';
import { misspelt } from '../../../scripts/evaluate/typos.ts';
import { distanceBetween } from '../../../src/search/spelling.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'vitrine-test-'));
  await writeFile(join(folder, 'shoe.jpg'), '');
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function reading(content: string) {
  const file = join(folder, 'queries.jsonl');
  await writeFile(file, content);
  return readQueries(file);
}

test('words, photos and products with words of a file are sets, photos lie beside the file', async () => {
  const words = { text: 'red shoes', relevant: ['A', 'B'] };
  const photo = { photo: 'shoe.jpg', relevant: ['A'] };
  const composed = { product: 'A', text: 'blue', relevant: ['B'] };
  const lines = [words, photo, composed].map((line) => JSON.stringify(line));
  expect(await reading(`${lines.join('\n\n')}\n`)).toEqual([
    { name: 'your words', queries: [{ question: { text: 'red shoes' }, relevant: ['A', 'B'] }] },
    { name: 'your photos', queries: [{ question: { photo: join(folder, 'shoe.jpg') }, relevant: ['A'] }] },
    {
      name: 'your products and words',
      queries: [{ question: { product: 'A', text: 'blue' }, relevant: ['B'] }],
    },
  ]);
});

test.each([
  ['', /no question/],
  ['{', /line 1: expected is/],
  ['{"text": "a", "relevant": ["A"]}\n{"text": "b"}', /line 2: /],
  ['{"text": "a", "relevant": []}', /line 1: /],
  ['{"text": "a", "photo": "shoe.jpg", "relevant": ["A"]}', /line 1: /],
  ['{"photo": "none.jpg", "relevant": ["A"]}', /line 1: there is no picture .*none\.jpg/],
])('a file that holds %j is refused by its line', async (content, reason) => {
  const refused = reading(content);
  await expect(refused).rejects.toThrow(EvaluateError);
  await expect(refused).rejects.toThrow(reason);
});

const setOf = (texts: readonly string[]): QuerySet => ({
  name: 'some',
  queries: texts.map((text): Query => ({ question: { text }, relevant: ['A'] })),
});
const namesOf = ({ queries }: QuerySet) => queries.map(nameOf);

test('both halves together are all, and a sample does not depend on the order', () => {
  const texts = fc.uniqueArray(fc.string({ minLength: 1 }), { maxLength: 40 });
  fc.assert(
    fc.property(texts, fc.integer({ min: 1, max: 40 }), (texts, most) => {
      const [choose, report] = [
        sampled(setOf(texts), 'choose', Infinity),
        sampled(setOf(texts), 'report', Infinity),
      ];
      expect([...namesOf(choose), ...namesOf(report)].toSorted()).toEqual(texts.toSorted());
      const few = namesOf(sampled(setOf(texts), undefined, most));
      expect(few).toHaveLength(Math.min(most, texts.length));
      expect(namesOf(sampled(setOf(texts.toReversed()), undefined, most))).toEqual(few);
    }),
  );
});

test('a slip changes one word by one letter or two that are swapped, never its first', () => {
  const words = fc.array(fc.stringMatching(/^[a-z]{1,12}$/), { minLength: 1, maxLength: 4 });
  fc.assert(
    fc.property(words, fc.integer(), (words, seed) => {
      const text = words.join(' ');
      const slipped = misspelt(text, createRandom(seed));
      expect(misspelt(text, createRandom(seed))).toBe(slipped);
      if (slipped === undefined) return;
      const changed = slipped.split(' ').flatMap((word, at) => (word === words[at] ? [] : [at]));
      expect(changed).toHaveLength(1);
      const [at = 0] = changed;
      const [before = '', after = ''] = [words[at], slipped.split(' ')[at]];
      expect(before.length).toBeGreaterThanOrEqual(4);
      expect(after[0]).toBe(before[0]);
      expect(distanceBetween(before, after)).toBe(1);
    }),
  );
});

test('the demo is asked about by its names, slips, hidden tags, other languages and drawings', async () => {
  const sets = new Map((await readDemoSets()).map((set) => [set.name, set.queries]));
  expect(sets.get('names')?.length).toBeGreaterThan(1400);
  expect(sets.get('names de')?.find((query) => nameOf(query) === 'gitarre')?.relevant).toEqual([
    'demo-1f3b8',
  ]);
  expect(sets.get('drawings')).toHaveLength(12);
  const names = new Set(sets.get('names')?.map(nameOf));
  for (const query of sets.get('typos') ?? []) expect(query.relevant.length).toBeGreaterThan(0);
  expect(sets.get('typos')?.filter((query) => names.has(nameOf(query)))).toEqual([]);
  expect(sets.get('tags')?.length).toBeGreaterThan(500);
  expect(await readDemoSets()).toEqual([...sets].map(([name, queries]) => ({ name, queries })));
});

test('a thing in one colour is asked for in each other that it is sold in', () => {
  const products = [
    'Red heart',
    'Light blue heart',
    'Green heart',
    'Large red circle',
    'Blackbird',
    'Pizza',
  ].map((title) => ({ externalId: title, title }));
  expect(byColours(products)).toHaveLength(6);
  expect(byColours(products)).toContainEqual({
    question: { product: 'Red heart', text: 'light blue' },
    relevant: ['Light blue heart'],
  });
});

test('orders are understood', () => {
  const all = { url: undefined, queries: undefined, half: undefined, limit: 300, worst: 3 };
  expect(readOrder([])).toEqual({ ...all, modes: ['HYBRID'] });
  expect(readOrder(['--help'])).toBe('help');
  expect(
    readOrder(['--url', 'http://127.0.0.1:4000', '--queries', 'q.jsonl', '--mode', 'vector,HYBRID']),
  ).toEqual({
    ...all,
    url: 'http://127.0.0.1:4000',
    queries: 'q.jsonl',
    modes: ['VECTOR', 'HYBRID'],
  });
  expect(readOrder(['--mode', 'all', '--half', 'report', '--limit', '5', '--worst', '0'])).toEqual({
    ...all,
    modes: ['HYBRID', 'FULL_TEXT', 'VECTOR', 'TITLES'],
    half: 'report',
    limit: 5,
    worst: 0,
  });
});

test.each([
  [['--al'], /--al/],
  [['demo'], /demo/],
  [['--url', 'localhost:4000'], /--url is localhost:4000/],
  [['--mode', 'BEST'], /--mode BEST: it may be HYBRID/],
  [['--half', 'first'], /--half is first/],
  [['--limit', '0'], /--limit is 0/],
  [['--worst', '-1'], /worst/],
])('%j is refused', (args, reason) => {
  expect(() => readOrder(args)).toThrow(UsageError);
  expect(() => readOrder(args)).toThrow(reason);
});
