import { setImmediate as nextTurn } from 'node:timers/promises';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createBatcher } from '../../src/embedding/child/batcher.ts';
import { createGate, type Place } from '../../src/embedding/child/gate.ts';

const place = (priority: Place['priority'], signal = new AbortController().signal): Place => ({
  priority,
  signal,
});
/** The batcher goes on a turn after a run's end. */
const settled = async () => {
  for (let turn = 0; turn < 3; turn++) await nextTurn();
};
const interactive = place('interactive');
const bulk = place('bulk');

describe('the batcher', () => {
  /** A batcher whose runs are seen, and end when they are let go. */
  function seen(maxBatch: number, mayRunBulk = () => true) {
    const runs: string[][] = [];
    const ends: (() => void)[] = [];
    const run = async (items: readonly string[]) => {
      runs.push([...items]);
      await new Promise<void>((resolve) => ends.push(resolve));
      return items.map((item) => item.toUpperCase());
    };
    const letGo = async () => {
      ends.shift()?.();
      await settled();
    };
    return { batcher: createBatcher({ maxBatch, run, mayRunBulk }), runs, letGo };
  }

  test('runs at once where it is idle, then what gathered meanwhile, interactive before bulk and never mixed', async () => {
    const { batcher, runs, letGo } = seen(2);
    const results = [
      batcher.add('a', bulk),
      ...['b', 'c', 'd'].map((item) => batcher.add(item, bulk)),
      ...['x', 'y', 'z'].map((item) => batcher.add(item, interactive)),
    ];
    expect(runs).toEqual([['a']]);
    for (let i = 0; i < 5; i++) await letGo();
    expect(runs).toEqual([['a'], ['x', 'y'], ['z'], ['b', 'c'], ['d']]);
    expect(await Promise.all(results)).toEqual(['A', 'B', 'C', 'D', 'X', 'Y', 'Z']);
  });

  test('drops a caller that went away', async () => {
    const { batcher, runs, letGo } = seen(1);
    const caller = new AbortController();
    const first = batcher.add('a', interactive);
    const left = batcher.add('b', place('interactive', caller.signal));
    const last = batcher.add('c', interactive);
    caller.abort();
    await expect(left).rejects.toThrow('aborted');
    for (let i = 0; i < 2; i++) await letGo();
    expect(await Promise.all([first, last])).toEqual(['A', 'C']);
    expect(runs).toEqual([['a'], ['c']]);
  });

  test('holds bulk back until it is woken', async () => {
    let mayRunBulk = false;
    const { batcher, runs, letGo } = seen(1, () => mayRunBulk);
    const result = batcher.add('a', bulk);
    await settled();
    expect(runs).toEqual([]);
    mayRunBulk = true;
    batcher.wake();
    await letGo();
    expect(await result).toBe('A');
  });

  test('fails the batch that failed, and goes on', async () => {
    let fails = true;
    const run = async (items: readonly string[]) => {
      if (fails) throw new Error('no good');
      return items;
    };
    const batcher = createBatcher({ maxBatch: 1, run, mayRunBulk: () => true });
    await expect(batcher.add('a', bulk)).rejects.toThrow('no good');
    fails = false;
    expect(await batcher.add('b', bulk)).toBe('b');
  });
});

describe('the gate', () => {
  test('never lets in more than its capacity, except one alone, and lets everyone in', async () => {
    const visits = fc.array(fc.record({ weight: fc.integer({ min: 1, max: 15 }), isBulk: fc.boolean() }), {
      maxLength: 30,
    });
    await fc.assert(
      fc.asyncProperty(visits, async (weights) => {
        const gate = createGate(10);
        let inside = 0;
        let taken = 0;
        await Promise.all(
          weights.map(async ({ weight, isBulk }) => {
            using _place = await gate.enter(weight, isBulk ? bulk : interactive);
            inside += 1;
            taken += weight;
            expect(taken <= 10 || inside === 1).toBe(true);
            await Promise.resolve();
            inside -= 1;
            taken -= weight;
          }),
        );
        expect(inside).toBe(0);
      }),
    );
  });

  test('lets interactive in before bulk, and forgets who left', async () => {
    const gate = createGate(1);
    const first = await gate.enter(1, bulk);
    const order: string[] = [];
    const visit = async (name: string, at: Place) => {
      using _place = await gate.enter(1, at);
      order.push(name);
    };
    const caller = new AbortController();
    const left = visit('left', place('interactive', caller.signal));
    const visits = [visit('bulk', bulk), visit('interactive', interactive)];
    caller.abort();
    await expect(left).rejects.toThrow('aborted');
    first[Symbol.dispose]();
    await Promise.all(visits);
    expect(order).toEqual(['interactive', 'bulk']);
  });

  test('one that leaves frees those behind it', async () => {
    const gate = createGate(10);
    using _inside = await gate.enter(6, bulk);
    const caller = new AbortController();
    const heavy = gate.enter(10, place('bulk', caller.signal));
    const light = gate.enter(2, bulk);
    caller.abort();
    await expect(heavy).rejects.toThrow('aborted');
    await light;
  });
});
