import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ProductFilter } from '../../src/catalog/types.ts';
import type { SearchOptions } from '../../src/search/types.ts';
import { createWorld, type World } from './world.ts';

let world: World;

const colours = ['red', 'green', 'blue'];

/** 30 products around one direction, the first one the asked one; each third of a colour, each half of a category. */
beforeAll(async () => {
  world = await createWorld(4);
  await world.add(
    Array.from({ length: 30 }, (_, at) => ({
      externalId: `thing-${at}`,
      category: at % 2 === 0 ? 'even' : 'odd',
      price: at,
      vectors: [Float32Array.of(Math.cos(at / 100), Math.sin(at / 100), 0, 0)],
    })),
  );
  for (const [at, colour] of colours.entries()) {
    const attributes = JSON.stringify([{ name: 'colour', value: colour }]);
    await sql`update products set attributes = ${attributes}::jsonb
      where substr(external_id, 7)::integer % 3 = ${at}`.execute(world.database.kysely);
  }
});
afterAll(() => world.stop());

async function facetsOf(
  names: readonly string[] | null,
  filter: ProductFilter = {},
  options: SearchOptions = {},
) {
  const answer = await world.search.similar({ externalId: 'thing-0' }, { first: 2, filter, options });
  const facets = await answer.facets(names);
  return facets.map(({ name, counted, values }) => ({
    name,
    counted,
    values: Object.fromEntries(values.map(({ value, count }) => [value, count])),
  }));
}

test('what results have is counted over all that pass the filter, the page being two', async () => {
  expect(await facetsOf(['category', 'attributes.colour'])).toEqual([
    { name: 'category', counted: 29, values: { odd: 15, even: 14 } },
    { name: 'attributes.colour', counted: 29, values: { green: 10, blue: 10, red: 9 } },
  ]);
});

test('a chosen value does not hide its siblings, and narrows the other facets', async () => {
  const filter = { category: ['odd'] };
  expect(await facetsOf(['category', 'attributes.colour'], filter)).toEqual([
    { name: 'category', counted: 29, values: { odd: 15, even: 14 } },
    { name: 'attributes.colour', counted: 15, values: { red: 5, green: 5, blue: 5 } },
  ]);
  const both = { ...filter, attributes: [{ name: 'colour', values: ['red'] }] };
  expect(await facetsOf(['category', 'attributes.colour'], both)).toEqual([
    { name: 'category', counted: 9, values: { odd: 5, even: 4 } },
    { name: 'attributes.colour', counted: 15, values: { red: 5, green: 5, blue: 5 } },
  ]);
});

test('without names it is the common ones, the price in ranges that can be filtered by', async () => {
  const answer = await world.search.similar({ externalId: 'thing-0' }, { first: 2 });
  const facets = await answer.facets(null);
  expect(facets.map(({ name }) => name)).toEqual([
    'category',
    'brand',
    'inStock',
    'price',
    'attributes.colour',
  ]);
  const prices = facets.find(({ name }) => name === 'price')?.values ?? [];
  expect(prices.length).toBeGreaterThan(2);
  for (const { count, price } of prices) {
    const filter = {
      price: { min: price?.min ?? undefined, max: price?.max ?? undefined, currency: price?.currency },
    };
    const narrowed = await world.search.similar({ externalId: 'thing-0' }, { first: 100, filter });
    expect(narrowed.hits).toHaveLength(count);
  }
});

test('a facet that there is not is refused with those that there are', async () => {
  await expect(facetsOf(['colour'])).rejects.toMatchObject({
    code: 'BAD_USER_INPUT',
    message: expect.stringContaining('attributes.NAME'),
  });
  await expect(facetsOf(['attributes.color'])).rejects.toMatchObject({
    code: 'BAD_USER_INPUT',
    message: expect.stringContaining('attributes.colour'),
  });
  const many = Array.from({ length: 21 }, () => 'category');
  await expect(facetsOf(many)).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
});

test.each(['attributes.\0', 'attributes.\ud800'])('%j is a facet that there cannot be', async (name) => {
  await expect(facetsOf([name])).rejects.toMatchObject({ code: 'BAD_USER_INPUT', inputPath: ['names'] });
});

test('a filter that nothing passes leaves nothing to count', async () => {
  expect(await facetsOf(['brand', 'attributes.colour'], { brand: ['nobody'] })).toMatchObject([
    { counted: 29, values: {} },
    { counted: 0, values: {} },
  ]);
});
