import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { cachedFor } from '../../src/search/cached.ts';

beforeEach(() => vi.useFakeTimers({ toFake: ['performance'] }));
afterEach(() => vi.useRealTimers());

/** A look-up that counts itself, and ends when it is told to. */
function createLookUp() {
  const pending: PromiseWithResolvers<number>[] = [];
  const load = () => {
    const next = Promise.withResolvers<number>();
    pending.push(next);
    return next.promise;
  };
  return { load, pending };
}

test('callers at the same time share one look-up', async () => {
  const { load, pending } = createLookUp();
  const cached = cachedFor(1000, load);
  const both = Promise.all([cached(), cached()]);
  pending[0]?.resolve(1);
  expect(await both).toEqual([1, 1]);
  expect(pending).toHaveLength(1);
});

test('who asks past half the time gets what is there, and the next one what is new', async () => {
  const { load, pending } = createLookUp();
  const cached = cachedFor(1000, load);
  const first = cached();
  pending[0]?.resolve(1);
  await first;
  vi.advanceTimersByTime(600);
  expect(await cached()).toBe(1);
  expect(await cached()).toBe(1);
  expect(pending).toHaveLength(2);
  pending[1]?.resolve(2);
  await Promise.resolve();
  expect(await cached()).toBe(2);
});

test('nobody gets what is too old, nor a failure twice', async () => {
  const { load, pending } = createLookUp();
  const cached = cachedFor(1000, load);
  const first = cached();
  pending[0]?.resolve(1);
  await first;
  vi.advanceTimersByTime(600);
  await cached();
  pending[1]?.reject(new Error('no answer'));
  vi.advanceTimersByTime(400);
  const late = cached();
  pending[2]?.resolve(3);
  expect(await late).toBe(3);
});

test('a value that is not worth it is looked up again', async () => {
  const { load, pending } = createLookUp();
  const cached = cachedFor(1000, load, (value) => value > 1);
  const first = cached();
  pending[0]?.resolve(1);
  await first;
  const second = cached();
  pending[1]?.resolve(2);
  expect([await second, await cached()]).toEqual([2, 2]);
});
