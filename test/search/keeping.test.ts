import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createKeeping } from '../../src/search/keeping.ts';
import { type Answered, createMemory, type Memory } from '../../src/search/memory.ts';
import { silent } from '../helpers/database.ts';
import { createWorld, type World } from './world.ts';

let world: World;
let memory: Memory;

beforeAll(async () => {
  world = await createWorld(2);
  memory = createMemory(world.database, 30);
});
afterAll(() => world.stop());

/** An answer of `length` products. */
function answer(length: number, modelId = world.model.id): Answered {
  const ranked = Array.from({ length }, (_none, at) => ({
    productId: BigInt(at + 1),
    imageId: at === 1 ? null : BigInt(at + 10),
    score: at === 1 ? null : 0.5,
    vectorRank: at === 1 ? null : at + 1,
    textRank: at === 1 ? 1 : null,
    titleRank: null,
    variants: at === 2 ? [7n, 8n] : [],
  }));
  return {
    search: {
      id: randomUUID(),
      kind: 'TEXT',
      text: 'a "quoted" {word}, and \\ more',
      productId: null,
      parts: null,
      modelId,
      vector: Float32Array.of(0.6, 0.8),
      timing: { embedMs: 1, searchMs: 2, totalMs: 3 },
      createdAt: new Date(),
      resultCount: length,
      hasThumbnail: false,
    },
    variant: 'a variant',
    ranking: { plan: 'HYBRID', complete: length === 0, ranked },
  };
}

test('answers of different lengths that wait together are kept as they were, by one statement', async () => {
  let statements = 0;
  const save: Memory['save'] = (answers) => {
    statements += 1;
    return memory.save(answers);
  };
  const { keep } = createKeeping({ memory: { save }, log: silent });
  const answers = [answer(0), answer(3), answer(20)];

  const kept = answers.map(keep);
  expect(await Promise.all(kept.map(({ done }) => done))).toEqual([true, true, true]);

  expect(statements).toBe(1);
  for (const { search, variant, ranking } of answers) {
    expect(await memory.find(search.id)).toEqual(search);
    expect(await memory.ranking(search.id, variant)).toEqual(ranking);
  }
});

test('one that can not be kept takes no other along', async () => {
  const { keep } = createKeeping({ memory, log: silent });
  const [good, bad, other] = [answer(2), answer(2, 999_999), answer(2)];

  const kept = [good, bad, other].map(keep);
  expect(await Promise.all(kept.map(({ done }) => done))).toEqual([true, false, true]);
  expect(await memory.find(bad.search.id)).toBeNull();
});

test('who can not wait has it at once, and those who ask meanwhile have theirs next', async () => {
  const begun: (() => void)[] = [];
  const sizes: number[] = [];
  const save: Memory['save'] = (answers) => {
    sizes.push(answers.length);
    return new Promise((resolve) => begun.push(() => resolve(memory.save(answers))));
  };
  const { keep } = createKeeping({ memory: { save }, log: silent });

  const first = keep(answer(1)).now();
  expect(sizes).toEqual([1]);
  const others = [keep(answer(1)).now(), keep(answer(1)).now()];
  expect(sizes).toEqual([1]);
  begun[0]?.();
  expect(await first).toBe(true);
  await expect.poll(() => sizes).toEqual([1, 2]);
  begun[1]?.();
  expect(await Promise.all(others)).toEqual([true, true]);
});
