import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { shared } from '../../src/graphql/shared.ts';

/** A resolver that tells its readings apart. */
function createResolver() {
  let reading = 0;
  return shared(async (_parent: object, { first }: { first: number }, _context: null) => ({
    first,
    reading: ++reading,
  }));
}

test('those who ask the same of one object get one answer', async () => {
  const resolve = createResolver();
  const parent = {};
  const answers = await Promise.all([5, 5, 5].map((first) => resolve(parent, { first }, null)));
  expect(answers).toEqual(Array(3).fill({ first: 5, reading: 1 }));
});

test('other arguments and other objects are read for themselves', async () => {
  const resolve = createResolver();
  const parent = {};
  await resolve(parent, { first: 5 }, null);
  expect(await resolve(parent, { first: 6 }, null)).toEqual({ first: 6, reading: 2 });
  expect(await resolve({}, { first: 5 }, null)).toEqual({ first: 5, reading: 3 });
});

test('after a second it is read again', async () => {
  const resolve = createResolver();
  const parent = {};
  await resolve(parent, { first: 5 }, null);
  await sleep(1_010);
  expect(await resolve(parent, { first: 5 }, null)).toEqual({ first: 5, reading: 2 });
});
