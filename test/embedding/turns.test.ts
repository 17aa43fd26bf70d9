import { setImmediate as nextTurn } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { embedInTurns } from '../../src/embedding/child/turns.ts';

/** A model that holds the process for as long as it runs. */
function modelTaking(textMs: number): (text: string) => Promise<Float32Array> {
  return async (text) => {
    await nextTurn();
    const untilMs = performance.now() + textMs;
    while (performance.now() < untilMs);
    return Float32Array.of(Number(text));
  };
}

const texts = Array.from({ length: 64 }, (_, at) => String(at));

async function turnsOf(textMs: number): Promise<number> {
  let turns = 0;
  const vectors = await embedInTurns(texts, modelTaking(textMs), async () => {
    turns += 1;
  });
  expect(vectors.map(([value]) => String(value))).toEqual(texts);
  return turns;
}

test('quick texts share turns, slow ones have one each', async () => {
  expect(await turnsOf(0.1)).toBeLessThan(8);
  expect(await turnsOf(16)).toBeGreaterThanOrEqual(63);
});

test('what ends a wait for a turn ends the rest', async () => {
  let embedded = 0;
  const ended = embedInTurns(
    texts,
    async () => {
      embedded += 1;
      return Float32Array.of(1);
    },
    async () => {
      if (embedded > 0) throw new Error('the caller has gone');
    },
  );
  await expect(ended).rejects.toThrow('gone');
  expect(embedded).toBeLessThan(texts.length);
});
