import { expect, test } from 'vitest';
import { changesOf } from '../../src/graphql/changes.ts';
import { createLive } from '../../src/live.ts';

/** What is watched, read when a test says so. */
function createSource(failure?: Error) {
  const reading = Promise.withResolvers<number>();
  let listeners = 0;
  const live = createLive({
    listen: () => {
      listeners += 1;
      return () => {
        listeners -= 1;
      };
    },
    read: () => (failure === undefined ? reading.promise : Promise.reject(failure)),
    log: { warn: () => {} },
  });
  return { live, reading, listeners: () => listeners };
}

const done = { done: true, value: undefined };

test('what was read at first comes first, and leaving ends the listening', async () => {
  const { live, reading, listeners } = createSource();
  reading.resolve(1);
  const changes = await changesOf(live.watch(), new AbortController().signal);
  expect(await changes.next()).toEqual({ done: false, value: 1 });
  const waiting = changes.next();
  await changes.return?.();
  expect(await waiting).toEqual(done);
  expect(listeners()).toBe(0);
});

test('what fails at first fails at once', async () => {
  const { live, listeners } = createSource(new Error('there is no such thing'));
  const changes = changesOf(live.watch(), new AbortController().signal);
  await expect(changes).rejects.toThrow('there is no such thing');
  expect(listeners()).toBe(0);
});

test.each(['before it begins', 'while the first reading is on its way', 'afterwards'])(
  'a caller that goes away %s ends it',
  async (when) => {
    const { live, reading, listeners } = createSource();
    const caller = new AbortController();
    if (when === 'before it begins') caller.abort();
    const beginning = changesOf(live.watch(), caller.signal);
    if (when === 'while the first reading is on its way') caller.abort();
    reading.resolve(1);
    const changes = await beginning;
    if (when === 'afterwards') {
      expect(await changes.next()).toEqual({ done: false, value: 1 });
      caller.abort();
    }
    expect(await changes.next()).toEqual(done);
    expect(listeners()).toBe(0);
  },
);
