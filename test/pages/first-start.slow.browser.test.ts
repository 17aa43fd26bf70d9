import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { dataOf } from '../helpers/client.ts';
import { descendants, runs, until } from '../helpers/program.ts';
import { indexStatus } from '../operations.ts';
import { openBrowser, type TestBrowser } from './harness.ts';
import { type PagesProcess, startPagesProcess } from './site.ts';

let browser: TestBrowser;
let folder: string;
let started: PagesProcess[];

beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'first-start-'));
  started = [];
});
afterEach(async () => {
  for (const each of started) await each.stop();
  await rm(folder, { recursive: true });
});

async function start(): Promise<PagesProcess> {
  const server = await startPagesProcess({ PAGES_DIR: folder, MODEL: 'none' });
  started.push(server);
  return server;
}

test('a start without pages answers at once, builds them, and a page that was opened early shows itself', async () => {
  const server = await start();
  const page = await browser.newPage(server, { expected: [/503/] });
  const early = await page.goto('/');
  expect(early?.status()).toBe(503);
  expect(await page.innerText('h1')).toContain('being built');
  expect(dataOf(await server.graphql(indexStatus)).indexStatus.products).toBe(0);
  await page.locator('#page h1').waitFor({ timeout: 60_000 });
  // before the server goes, which a page would complain of
  await page.context().close();
  expect(server.output()).toContain('pages: on');
  expect(await readdir(folder)).toEqual([expect.stringMatching(/^[\da-f]{16}$/)]);
});

test('two servers that start at once build the same pages, and leave one', async () => {
  const both = await Promise.all([start(), start()]);
  for (const server of both) {
    await expect.poll(async () => (await fetch(server.url)).status, { timeout: 60_000 }).toBe(200);
  }
  expect(await readdir(folder)).toEqual([expect.stringMatching(/^[\da-f]{16}$/)]);
});

test.each(['SIGTERM', 'SIGKILL'] as const)('%s while they are built ends the build too', async (signal) => {
  const server = await start();
  await until(async () => (await readdir(folder)).length > 0, 30_000, 'the build has begun');
  const children = descendants(server.pid());
  process.kill(server.pid(), signal);
  await until(() => !children.some(runs), 5_000, 'nothing of it runs');
  expect((await readdir(folder)).filter((name) => !name.startsWith('.draft-'))).toEqual([]);

  await server.start();
  await expect.poll(async () => (await fetch(server.url)).status, { timeout: 60_000 }).toBe(200);
});
