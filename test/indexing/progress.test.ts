import { setTimeout as sleep } from 'node:timers/promises';
import { pino } from 'pino';
import { expect, test } from 'vitest';
import { createProgress, inWords, rateOf } from '../../src/indexing/progress.ts';
import type { IndexStatus } from '../../src/indexing/types.ts';

function listen() {
  const lines: { level: string; text: string }[] = [];
  const log = pino(
    { level: 'debug', formatters: { level: (level) => ({ level }) } },
    {
      write(line: string) {
        const { level, msg } = JSON.parse(line);
        lines.push({ level, text: msg });
      },
    },
  );
  return { log, lines };
}

function standing(total: number, indexed: number, failed = 0): IndexStatus {
  return {
    products: total,
    productsWithoutImages: 0,
    productsWithVectors: indexed,
    coverage: 1,
    images: { total, indexed, pending: total - indexed - failed, failed },
    texts: { total, indexed: total, pending: 0, failed: 0 },
    failures: [],
    activeModel: null,
  };
}

test('says how far it is now and then, and how it ended', async () => {
  const { log, lines } = listen();
  let now = standing(1000, 100);
  const progress = createProgress({ status: async () => now, liveJobs: async () => [] }, false, log, 500);
  progress.begin();
  await sleep(550);
  now = standing(1000, 400, 3);
  progress.advance();
  progress.advance();
  await sleep(1);
  expect(lines).toMatchObject([
    {
      level: 'info',
      text: expect.stringMatching(/^indexing: 403 of 1000 pictures, [\d.]+ a second, about \d+ s left$/),
    },
  ]);
  now = standing(1000, 990, 3);
  progress.end();
  await sleep(1);
  expect(lines.slice(1)).toMatchObject([
    {
      level: 'info',
      text: expect.stringMatching(
        /^indexing: 990 of 1000 pictures have a vector, 3 failed, 7 are tried again later \(893/,
      ),
    },
  ]);
});

test('keeps quiet over everyday work', async () => {
  const { log, lines } = listen();
  const progress = createProgress(
    { status: async () => standing(3, 3), liveJobs: async () => [] },
    false,
    log,
    60_000,
  );
  progress.begin();
  progress.advance();
  progress.end();
  await sleep(1);
  expect(lines.map(({ level }) => level)).toEqual(['debug']);
});

test('warns once where the embedded database is outgrown, and says how to move', async () => {
  const { log, lines } = listen();
  const progress = createProgress(
    { status: async () => standing(20_001, 1), liveJobs: async () => [] },
    true,
    log,
    0,
  );
  progress.begin();
  await sleep(1);
  progress.advance();
  await sleep(1);
  const warnings = lines.filter(({ level }) => level === 'warn');
  expect(warnings).toMatchObject([{ text: expect.stringMatching(/20001 pictures.*20000.*DATABASE_URL/) }]);
});

test('a rate and a time that a person can read', () => {
  expect(rateOf(50, 100, 10_000)).toEqual({ perSecond: 5, secondsLeft: 20 });
  expect(rateOf(0, 100, 10_000)).toEqual({ perSecond: 0, secondsLeft: undefined });
  expect([12, 300, 19_800].map(inWords)).toEqual(['12 s', '5 min', '5.5 h']);
});
