import { readFileSync } from 'node:fs';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { constants, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { dataOf } from '../helpers/client.ts';
import { descendants, runs, until } from '../helpers/program.ts';
import { indexStatus } from '../operations.ts';
import { openBrowser, type TestBrowser } from './harness.ts';
import { type PagesProcess, startPagesProcess } from './site.ts';

const waitMs = 120_000;
const testMs = 600_000;

let browser: TestBrowser;
let folder: string;
let started: PagesProcess[];
let held: number[];

beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'first-start-'));
  started = [];
  held = [];
});
afterEach(async () => {
  for (const pid of held.filter(runs)) process.kill(pid, 'SIGKILL');
  for (const each of started) await each.stop();
  // a build that has just been killed may have been writing
  await rm(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
});

async function start(): Promise<PagesProcess> {
  const server = await startPagesProcess({ PAGES_DIR: folder, MODEL: 'none' });
  started.push(server);
  return server;
}

/** Starts it, and holds its build (SIGSTOP) as soon as it is seen: how fast a machine builds does not matter. */
async function startAndHold(): Promise<{ server: PagesProcess; build: number }> {
  const seen = async (): Promise<number> => {
    let build: number | undefined;
    await until(
      () => {
        build = descendants(process.pid).find((pid) => proc(pid, 'cmdline').includes('scripts/build.ts'));
        return build !== undefined;
      },
      waitMs,
      'the build has begun',
    );
    if (build === undefined) throw new Error('no build');
    process.kill(build, 'SIGSTOP');
    held.push(build);
    return build;
  };
  const [server, build] = await Promise.all([start(), seen()]);
  return { server, build };
}

/** Whether a process that is held will end by SIGTERM once it goes on. */
function isTold(pid: number): boolean {
  const [, pending = '0'] = /^ShdPnd:\s+(\w+)$/m.exec(proc(pid, 'status')) ?? [];
  return (BigInt(`0x${pending}`) & (1n << BigInt(constants.signals.SIGTERM - 1))) !== 0n;
}

/** What the system says of a process; nothing where it has ended. */
function proc(pid: number, file: 'cmdline' | 'status'): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch {
    return '';
  }
}

test(
  'a start without pages answers at once, builds them, and a page that was opened early shows itself',
  async () => {
    const { server, build } = await startAndHold();
    const page = await browser.newPage(server, { expected: [/503/] });
    const early = await page.goto('/');
    expect(early?.status()).toBe(503);
    expect(await page.innerText('h1')).toContain('being built');
    expect(dataOf(await server.graphql(indexStatus)).indexStatus.products).toBe(0);
    process.kill(build, 'SIGCONT');
    await page.locator('#page h1').waitFor({ timeout: waitMs });
    // before the server goes, which a page would complain of
    await page.context().close();
    await expect.poll(() => server.output(), { timeout: waitMs }).toContain('pages: on');
    await expect.poll(() => readdir(folder)).toEqual([expect.stringMatching(/^[\da-f]{16}$/)]);
  },
  testMs,
);

test(
  'two servers that start at once build the same pages, and leave one',
  async () => {
    const both = await Promise.all([start(), start()]);
    for (const server of both) {
      await expect.poll(async () => (await fetch(server.url)).status, { timeout: waitMs }).toBe(200);
    }
    // what the slower one has made is removed once it sees that it is not needed
    await expect
      .poll(() => readdir(folder), { timeout: waitMs })
      .toEqual([expect.stringMatching(/^[\da-f]{16}$/)]);
  },
  testMs,
);

test.each(['SIGTERM', 'SIGKILL'] as const)(
  '%s while they are built ends the build too',
  async (signal) => {
    const { server, build } = await startAndHold();
    const pid = server.pid();
    const children = descendants(pid);
    expect(children).toContain(build);
    process.kill(pid, signal);
    await until(() => isTold(build) || !runs(pid), waitMs, 'the build is told, or left alone');
    process.kill(build, 'SIGCONT');
    await until(() => ![pid, ...children].some(runs), waitMs, 'nothing of it runs');
    expect((await readdir(folder)).filter((name) => !name.startsWith('.draft-'))).toEqual([]);

    await server.start();
    await expect.poll(async () => (await fetch(server.url)).status, { timeout: waitMs }).toBe(200);
  },
  testMs,
);
