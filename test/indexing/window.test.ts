import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type CongestionWindow, createWindow, type Place } from '../../src/indexing/window.ts';

const turn = () => new Promise((resolve) => setImmediate(resolve));

/** Downloads that are under way, with always more of them waiting. */
function crowd(window: CongestionWindow) {
  const inside: Place[] = [];
  const leaving = new AbortController();
  for (let i = 0; i < 300; i += 1) {
    window.enter(leaving.signal).then(
      (place) => inside.push(place),
      () => {},
    );
  }
  const end = async (what: 'succeeded' | 'failed' | 'neither', place = inside.shift()) => {
    if (what !== 'neither') place?.[what]();
    place?.release();
    await turn();
  };
  return {
    inside,
    end,
    /** All that are under way end. */
    async round(what: 'succeeded' | 'failed') {
      for (const place of inside.splice(0)) {
        place[what]();
        place.release();
      }
      await turn();
    },
    leave: () => leaving.abort(),
  };
}

test('starts with four, and doubles with each round until its limit', async () => {
  const downloads = crowd(createWindow(24));
  const sizes: number[] = [];
  for (let i = 0; i < 5; i += 1) {
    await turn();
    sizes.push(downloads.inside.length);
    await downloads.round('succeeded');
  }
  expect(sizes).toEqual([4, 8, 16, 24, 24]);
  downloads.leave();
});

test('the failures of one round halve it once, and from then on a round adds one', async () => {
  const downloads = crowd(createWindow(24));
  await turn();
  for (let i = 0; i < 3; i += 1) await downloads.round('succeeded');
  expect(downloads.inside).toHaveLength(24);
  await downloads.round('failed');
  const sizes = [downloads.inside.length];
  for (let i = 0; i < 3; i += 1) {
    await downloads.round('succeeded');
    sizes.push(downloads.inside.length);
  }
  // a success adds 1/size of the size as it is by then, so that a round adds a little less than one
  expect(sizes).toEqual([12, 12, 13, 14]);
  downloads.leave();
});

test('what was under way before a cut does not make it grow', async () => {
  const downloads = crowd(createWindow(24));
  await turn();
  await downloads.end('failed');
  expect(downloads.inside).toHaveLength(3);
  for (let i = 0; i < 3; i += 1) await downloads.end('succeeded');
  expect(downloads.inside).toHaveLength(2);
  downloads.leave();
});

test('one that is not used up does not grow', async () => {
  const window = createWindow(24);
  for (let i = 0; i < 50; i += 1) {
    const place = await window.enter(new AbortController().signal);
    place.succeeded();
    place.release();
  }
  const downloads = crowd(window);
  await turn();
  expect(downloads.inside).toHaveLength(4);
  downloads.leave();
});

test('closed, it lets in one at a time', async () => {
  const window = createWindow(24);
  window.close();
  const downloads = crowd(window);
  await turn();
  expect(downloads.inside).toHaveLength(1);
  downloads.leave();
});

test('whatever happens, there is room for one, and never for more than the limit', async () => {
  const ends = fc.array(
    fc.record({
      what: fc.constantFrom('succeeded' as const, 'failed' as const, 'neither' as const),
      which: fc.nat(40),
    }),
    { maxLength: 150 },
  );
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 30 }), ends, async (max, happenings) => {
      const downloads = crowd(createWindow(max));
      await turn();
      for (const { what, which } of happenings) {
        const [place] = downloads.inside.splice(which % downloads.inside.length, 1);
        await downloads.end(what, place);
        expect(downloads.inside.length).toBeGreaterThanOrEqual(1);
        expect(downloads.inside.length).toBeLessThanOrEqual(max);
      }
      downloads.leave();
    }),
    { numRuns: 50 },
  );
});
