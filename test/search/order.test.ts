import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ResultOrder } from '../../src/search/types.ts';
import { createWorld, type World } from './world.ts';

let world: World;

const prices = [undefined, 30, 10, undefined, 20, 10];

beforeAll(async () => {
  world = await createWorld(4);
  for (const [at, price] of prices.entries()) {
    await world.add([
      {
        externalId: `thing-${at}`,
        ...(price !== undefined && { price }),
        vectors: [Float32Array.of(Math.cos(at / 10), Math.sin(at / 10), 0, 0)],
      },
    ]);
  }
});
afterAll(() => world.stop());

/** The results' numbers, page by page. */
async function walk(orderBy: ResultOrder): Promise<number[]> {
  const numbers: number[] = [];
  for (let after: string | undefined; ; ) {
    const request = { first: 2, options: { orderBy }, ...(after !== undefined && { after }) };
    const { hits, hasNextPage, saved } = await world.search.similar({ externalId: 'thing-0' }, request);
    await saved();
    const products = await world.catalog.productsById(hits.map(({ productId }) => productId));
    numbers.push(...hits.map((hit) => Number(products.get(hit.productId)?.externalId.slice(6))));
    after = hits.at(-1)?.cursor;
    if (!hasNextPage) return numbers;
  }
}

test('the best results come by price or age, equal ones by relevance, those without a price last', async () => {
  expect(await walk('RELEVANCE')).toEqual([1, 2, 3, 4, 5]);
  expect(await walk('PRICE_ASC')).toEqual([2, 5, 4, 1, 3]);
  expect(await walk('PRICE_DESC')).toEqual([1, 4, 2, 5, 3]);
  expect(await walk('NEWEST')).toEqual([5, 4, 3, 2, 1]);
});
