import fc from 'fast-check';
import { expect, test } from 'vitest';
import { collapse } from '../../src/search/collapse.ts';
import { spread, spreadDepth } from '../../src/search/diversity.ts';
import type { Ranked } from '../../src/search/ranking.ts';
import { createTurns } from '../../src/search/turns.ts';
import { createRandom, dot, unit } from './world.ts';

const dimensions = 70;
const turns = () => createTurns();

/** Vectors about a few centres, some equal, some products without one. */
const vectors = fc
  .record({
    seed: fc.integer(),
    kinds: fc.array(fc.integer({ min: 0, max: 5 }), { minLength: 1, maxLength: 40 }),
    noise: fc.constantFrom(0, 0.1, 0.5, 2),
  })
  .map(({ seed, kinds, noise }) => {
    const random = createRandom(seed);
    const draw = () => Float32Array.from({ length: dimensions }, () => random() - 0.5);
    const centres = Array.from({ length: 5 }, draw);
    return kinds.map((kind) => {
      const centre = centres[kind];
      return centre && unit(centre.map((value) => value + noise * (random() - 0.5)));
    });
  });

function rankedOf(given: readonly unknown[]): Ranked[] {
  const plain = { score: null, textRank: null, titleRank: null, variants: [] };
  return given.map((_, at) => ({ ...plain, productId: BigInt(at), imageId: BigInt(at), vectorRank: at + 1 }));
}

/** The same by its definition: compared in full, with every leader. */
function leadersByDefinition(given: readonly (Float32Array | undefined)[], bound: number) {
  const leaders: { at: number; variants: bigint[] }[] = [];
  for (const [at, vector] of given.entries()) {
    const same = leaders.find((leader) => {
      const other = given[leader.at];
      return vector !== undefined && other !== undefined && dot(vector, other) >= bound;
    });
    if (same === undefined) leaders.push({ at, variants: [] });
    else same.variants.push(BigInt(at));
  }
  return leaders;
}

test('each near-duplicate is folded into the best-ranked one that it equals, and nothing is lost', async () => {
  await fc.assert(
    fc.asyncProperty(vectors, fc.constantFrom(0.5, 0.9, 0.99), async (given, bound) => {
      const { ranked, vectors: kept } = await collapse(rankedOf(given), given, bound, turns());
      const right = leadersByDefinition(given, bound);
      expect(ranked.map(({ productId }) => productId)).toEqual(right.map(({ at }) => BigInt(at)));
      expect(ranked.map(({ variants }) => variants)).toEqual(
        right.map(({ variants }) => variants.slice(0, 20)),
      );
      expect(kept).toEqual(right.map(({ at }) => given[at]));
    }),
  );
});

test('a result shows twenty variants at most', async () => {
  const same = Array.from({ length: 40 }, () => unit(new Float32Array(dimensions).fill(1)));
  const { ranked } = await collapse(rankedOf(same), same, 0.97, turns());
  expect(ranked).toHaveLength(1);
  expect(ranked[0]?.variants).toEqual(Array.from({ length: 20 }, (_, at) => BigInt(at + 1)));
});

test('spreading loses and doubles nothing, keeps the first result, and leaves those without a vector in place', async () => {
  await fc.assert(
    fc.asyncProperty(vectors, fc.double({ min: 0, max: 1, noNaN: true }), async (given, diversity) => {
      const order = await spread(given, diversity, turns());
      expect(order.toSorted((a, b) => a - b)).toEqual(given.map((_, at) => at));
      expect(order[0]).toBe(0);
      for (const [at, vector] of given.entries()) if (vector === undefined) expect(order[at]).toBe(at);
    }),
  );
});

test('no diversity changes nothing', async () => {
  await fc.assert(
    fc.asyncProperty(vectors, async (given) => {
      expect(await spread(given, 0, turns())).toEqual(given.map((_, at) => at));
    }),
  );
});

test('at full diversity the next is the one least like those chosen', async () => {
  await fc.assert(
    fc.asyncProperty(vectors, async (given) => {
      const order = (await spread(given, 1, turns())).filter((place) => given[place] !== undefined);
      const likeness = (place: number, chosen: readonly number[]) =>
        Math.max(...chosen.map((other) => dot(vectorAt(given, place), vectorAt(given, other))));
      for (let at = 1; at < order.length; at++) {
        const chosen = order.slice(0, at);
        const least = Math.min(...order.slice(at).map((place) => likeness(place, chosen)));
        expect(likeness(order[at] ?? -1, chosen)).toBeCloseTo(least, 6);
      }
    }),
  );
});

test('beyond the depth that is spread, results stay in order', async () => {
  const random = createRandom(4);
  const given = Array.from({ length: spreadDepth + 100 }, () =>
    unit(Float32Array.from({ length: 8 }, () => random() - 0.5)),
  );
  const order = await spread(given, 0.7, turns());
  const rest = order.slice(spreadDepth);
  expect(rest).toEqual(rest.toSorted((a, b) => a - b));
  expect(order.slice(0, spreadDepth).some((place) => place >= spreadDepth)).toBe(true);
});

test('a long arrangement leaves the event loop to others, and ends when its caller leaves', async () => {
  const random = createRandom(9);
  const draw = () => unit(Float32Array.from({ length: 1024 }, () => random() - 0.5));
  const given = Array.from({ length: 600 }, draw);
  let others = 0;
  let going = true;
  const count = () => {
    others += 1;
    if (going) setImmediate(count);
  };
  setImmediate(count);
  await spread(given, 0.5, turns());
  going = false;
  expect(others).toBeGreaterThan(10);

  const leaving = new AbortController();
  setImmediate(() => leaving.abort());
  await expect(spread(given, 0.5, createTurns(leaving.signal))).rejects.toThrow(/abort/i);
});

function vectorAt(given: readonly (Float32Array | undefined)[], place: number): Float32Array {
  const vector = given[place];
  if (vector === undefined) throw new Error(`there is no vector at ${place}`);
  return vector;
}
