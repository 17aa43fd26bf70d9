import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createGate } from '../../src/indexing/gate.ts';

const never = new AbortController().signal;
const turn = () => new Promise((resolve) => setImmediate(resolve));

test('never lets in more than it holds, whatever comes and goes, and in the end everyone gets in', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 20 }),
      fc.array(fc.record({ weight: fc.integer({ min: 0, max: 30 }), gone: fc.boolean() }), { maxLength: 30 }),
      async (capacity, visitors) => {
        const gate = createGate(capacity);
        let inside = 0;
        let served = 0;
        const visits = visitors.map(async ({ weight, gone }) => {
          const caller = new AbortController();
          const entering = gate.enter(weight, caller.signal);
          if (gone) caller.abort(new Error('gone'));
          const hold = await entering.catch(() => undefined);
          if (hold === undefined) return;
          inside += Math.min(weight, capacity);
          expect(inside).toBeLessThanOrEqual(capacity);
          await turn();
          inside -= Math.min(weight, capacity);
          hold.release();
          served += 1;
        });
        await Promise.all(visits);
        expect(served).toBeGreaterThanOrEqual(visitors.filter(({ gone }) => !gone).length);
        // all of it is free again
        (await gate.enter(capacity, never)).release();
      },
    ),
    { numRuns: 100 },
  );
});

test('first come, first served: light ones do not overtake a heavy one for ever', async () => {
  const gate = createGate(2);
  const first = await gate.enter(1, never);
  const order: string[] = [];
  const heavy = gate.enter(2, never).then((hold) => {
    order.push('heavy');
    hold.release();
  });
  const light = gate.enter(1, never).then(() => order.push('light'));
  await turn();
  expect(order).toEqual([]);
  first.release();
  await Promise.all([heavy, light]);
  expect(order).toEqual(['heavy', 'light']);
});

test('one that turns out larger keeps others out for longer, and giving back twice changes nothing', async () => {
  const gate = createGate(10);
  const hold = await gate.enter(1, never);
  hold.resize(50);
  let entered = false;
  const other = gate.enter(1, never).then((mine) => {
    entered = true;
    return mine;
  });
  await turn();
  expect(entered).toBe(false);
  hold.release();
  hold.release();
  hold.resize(50);
  (await other).release();
  (await gate.enter(10, never)).release();
});

test('a capacity that grows lets in who waits, and one that shrinks lets nobody in until enough have left', async () => {
  const gate = createGate(1);
  const holds = [await gate.enter(1, never)];
  const waiting = Array.from({ length: 4 }, () => gate.enter(1, never).then((hold) => holds.push(hold)));
  gate.setCapacity(3);
  await turn();
  expect(holds).toHaveLength(3);
  gate.setCapacity(1);
  expect(gate.free()).toBe(-2);
  for (const hold of holds.slice(0, 2)) hold.release();
  await turn();
  expect(holds).toHaveLength(3);
  holds[2]?.release();
  await turn();
  expect(holds).toHaveLength(4);
  holds[3]?.release();
  await Promise.all(waiting);
  holds[4]?.release();
  expect(gate.free()).toBe(1);
});

test('one that waits for more than there is left of the capacity gets all of it', async () => {
  const gate = createGate(10);
  const first = await gate.enter(10, never);
  const heavy = gate.enter(10, never);
  gate.setCapacity(2);
  first.release();
  (await heavy).release();
  expect(gate.free()).toBe(2);
});
