import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test, vi } from 'vitest';
import { createLive, type LiveNeeds } from '../src/live.ts';

/** A value with what changes it; whoever listens is counted. */
function createSource(needs: Partial<LiveNeeds<{ count: number }>> = {}) {
  const heard = new Set<() => void>();
  const source = { count: 0, reads: 0, failure: undefined as Error | undefined, warnings: [] as unknown[] };
  const live = createLive({
    listen(listener) {
      heard.add(listener);
      return () => heard.delete(listener);
    },
    async read() {
      source.reads += 1;
      if (source.failure !== undefined) throw source.failure;
      return { count: source.count };
    },
    minIntervalMs: 50,
    log: { warn: (...words: unknown[]) => source.warnings.push(words) },
    ...needs,
  });
  const announce = () => {
    for (const listener of heard) listener();
  };
  const change = (count: number) => {
    source.count = count;
    announce();
  };
  return { source, live, change, announce, listeners: () => heard.size };
}

const countOf = async (step: Promise<IteratorResult<{ count: number }, void>>) =>
  (await step).value?.count ?? 'ended';

/** Whether it waits, some 120 ms later. */
const waits = async (step: Promise<unknown>) =>
  (await Promise.race([step.then(() => 'came'), sleep(120, 'waits')])) === 'waits';

test('a watcher is told how it stands at once, then each change, and nothing where a reading changes nothing', async () => {
  const { source, live, change, announce } = createSource();
  const watcher = live.watch();
  expect(await countOf(watcher.next())).toBe(0);
  change(1);
  expect(await countOf(watcher.next())).toBe(1);
  const next = watcher.next();
  announce();
  expect(await waits(next)).toBe(true);
  expect(source.reads).toBe(3);
  change(2);
  expect(await countOf(next)).toBe(2);
  await watcher.return();
});

test('nothing is listened to or read before the first step', async () => {
  const { source, live, listeners } = createSource();
  const watcher = live.watch();
  await sleep(5);
  expect([listeners(), source.reads]).toEqual([0, 0]);
  await watcher.return();
  expect(await watcher.next()).toEqual({ done: true, value: undefined });
  expect([listeners(), source.reads]).toEqual([0, 0]);
});

test('the last one to leave ends the listening, also while it waits', async () => {
  const { source, live, change, listeners } = createSource();
  const [one, other] = [live.watch(), live.watch()];
  await Promise.all([one.next(), other.next()]);
  const waiting = one.next();
  await one.return();
  expect(await waiting).toEqual({ done: true, value: undefined });
  expect(listeners()).toBe(1);
  await other.return();
  expect(listeners()).toBe(0);
  const { reads } = source;
  change(1);
  await sleep(80);
  expect(source.reads).toBe(reads);
});

test('after everybody left, a new watcher is told what is read anew', async () => {
  const { source, live } = createSource();
  const before = live.watch();
  await before.next();
  await before.return();
  source.count = 7;
  const after = live.watch();
  expect(await countOf(after.next())).toBe(7);
  await after.return();
});

test('leaving a loop leaves', async () => {
  const { live, listeners } = createSource();
  for await (const _value of live.watch()) break;
  expect(listeners()).toBe(0);
});

test('many watchers are one reading per interval, and each is told', async () => {
  const { source, live, change } = createSource();
  const watchers = Array.from({ length: 200 }, () => live.watch());
  expect(await Promise.all(watchers.map((watcher) => countOf(watcher.next())))).toEqual(Array(200).fill(0));
  expect(source.reads).toBe(1);
  const startedMs = performance.now();
  const told = Promise.all(watchers.map((watcher) => countOf(watcher.next())));
  change(1);
  expect(await told).toEqual(Array(200).fill(1));
  expect(source.reads).toBe(2);
  expect(performance.now() - startedMs).toBeLessThan(500);
  await Promise.all(watchers.map((watcher) => watcher.return()));
});

test('telling many leaves turns of the event loop to others', async () => {
  const { live, change } = createSource();
  const watchers = Array.from({ length: 100 }, () => live.watch());
  await Promise.all(watchers.map((watcher) => watcher.next()));
  let turn = 0;
  let isDone = false;
  const count = () => {
    turn += 1;
    if (!isDone) setImmediate(count);
  };
  count();
  const toldByTurn = new Map<number, number>();
  const told = Promise.all(
    watchers.map(async (watcher) => {
      await watcher.next();
      toldByTurn.set(turn, (toldByTurn.get(turn) ?? 0) + 1);
    }),
  );
  change(1);
  await told;
  isDone = true;
  expect(Math.max(...toldByTurn.values())).toBeLessThanOrEqual(10);
  await Promise.all(watchers.map((watcher) => watcher.return()));
});

test('the first change after a quiet while is told at once, those after it once per interval', async () => {
  const { source, live, change } = createSource({ minIntervalMs: 200 });
  const watcher = live.watch();
  await watcher.next();
  await sleep(210);
  const startedMs = performance.now();
  change(1);
  expect(await countOf(watcher.next())).toBe(1);
  expect(performance.now() - startedMs).toBeLessThan(100);
  for (let count = 2; count < 20; count++) change(count);
  expect(await countOf(watcher.next())).toBe(19);
  expect(performance.now() - startedMs).toBeGreaterThan(190);
  expect(source.reads).toBe(3);
  await watcher.return();
});

test('a slow watcher is told the newest', async () => {
  const { live, change } = createSource({ minIntervalMs: 5 });
  const watcher = live.watch();
  await watcher.next();
  for (const count of [1, 2, 3]) {
    change(count);
    await sleep(30);
  }
  expect(await countOf(watcher.next())).toBe(3);
  expect(await waits(watcher.next())).toBe(true);
  await watcher.return();
});

test('one that comes while another watches is told what was just read, or what is newer', async () => {
  const { source, live, change } = createSource({ minIntervalMs: 100 });
  const first = live.watch();
  await first.next();
  const second = live.watch();
  expect(await countOf(second.next())).toBe(0);
  expect(source.reads).toBe(1);
  change(1);
  const third = live.watch();
  expect(await countOf(third.next())).toBe(1);
  expect(source.reads).toBe(2);
  for (const watcher of [first, second, third]) await watcher.return();
});

test('one that comes while an outdated reading is on its way waits for the next one', async () => {
  const readings: PromiseWithResolvers<{ count: number }>[] = [];
  const read = () => {
    const reading = Promise.withResolvers<{ count: number }>();
    readings.push(reading);
    return reading.promise;
  };
  const { live, announce } = createSource({ read, minIntervalMs: 1 });
  const first = live.watch();
  const firstStep = first.next();
  await vi.waitFor(() => expect(readings).toHaveLength(1));
  announce();
  const second = live.watch();
  const secondStep = second.next();
  readings[0]?.resolve({ count: 1 });
  expect(await countOf(firstStep)).toBe(1);
  await vi.waitFor(() => expect(readings).toHaveLength(2));
  readings[1]?.resolve({ count: 2 });
  expect(await countOf(secondStep)).toBe(2);
  for (const watcher of [first, second]) await watcher.return();
});

test('every watcher ends after the last value, also a slow one', async () => {
  const { live, change, listeners } = createSource({ isLast: ({ count }) => count === 9 });
  const [quick, slow] = [live.watch(), live.watch()];
  await Promise.all([quick.next(), slow.next()]);
  change(9);
  expect(await countOf(quick.next())).toBe(9);
  expect(await countOf(quick.next())).toBe('ended');
  expect(listeners()).toBe(0);
  expect(await countOf(slow.next())).toBe(9);
  expect(await countOf(slow.next())).toBe('ended');
  const late = live.watch();
  expect(await countOf(late.next())).toBe(9);
  expect(await countOf(late.next())).toBe('ended');
});

test('a change that nobody announced is found by looking', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
  try {
    const { source, live } = createSource();
    const watcher = live.watch();
    const first = watcher.next();
    await vi.advanceTimersByTimeAsync(1);
    expect(await countOf(first)).toBe(0);
    source.count = 1;
    const next = watcher.next();
    await vi.advanceTimersByTimeAsync(5_000);
    expect(await countOf(next)).toBe(1);
    await watcher.return();
    expect(vi.getTimerCount()).toBe(0);
  } finally {
    vi.useRealTimers();
  }
});

test('where it can not be read, a new watcher learns why, and the others wait until it works', async () => {
  const { source, live, change, listeners } = createSource();
  const old = live.watch();
  await old.next();
  source.failure = new Error('the database is away');
  change(1);
  const waiting = old.next();
  await sleep(80);
  const fresh = live.watch();
  await expect(fresh.next()).rejects.toThrow('the database is away');
  expect(await fresh.next()).toEqual({ done: true, value: undefined });
  expect(source.warnings).toHaveLength(1);
  source.failure = undefined;
  const startedMs = performance.now();
  expect(await countOf(waiting)).toBe(1);
  expect(performance.now() - startedMs).toBeLessThan(1_500);
  expect(listeners()).toBe(1);
  await old.return();
});

test('a first watcher that learns why leaves nothing behind', async () => {
  const { source, live, listeners } = createSource();
  source.failure = new Error('the database is away');
  await expect(live.watch().next()).rejects.toThrow('the database is away');
  expect(listeners()).toBe(0);
  expect(source.warnings).toEqual([]);
  source.failure = undefined;
  const watcher = live.watch();
  expect(await countOf(watcher.next())).toBe(0);
  await watcher.return();
});
