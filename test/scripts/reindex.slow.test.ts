import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { startProxy, through } from '../faults/proxy.ts';
import { endLeases, sell } from '../helpers/catalogue.ts';
import { dataOf, send } from '../helpers/client.ts';
import { type FreshDatabase, freshDatabase, serverUrl } from '../helpers/database.ts';
import { descendants, freePort, type Program, run, runs, until } from '../helpers/program.ts';
import { type Host, picture, startHost } from '../indexing/harness.ts';

// each command starts a database and a model
vi.setConfig({ testTimeout: 180_000 });

let host: Host;
let fresh: FreshDatabase;
let started: Program[];

beforeEach(async () => {
  started = [];
  host = await startHost();
  fresh = await freshDatabase({ FETCH_PRIVATE_NETWORKS: '127.0.0.0/8', LOG_LEVEL: 'info' });
});
afterEach(async () => {
  for (const { child, ended } of started) {
    const children = descendants(child.pid ?? 0);
    child.kill('SIGKILL');
    await ended();
    await until(() => !children.some(runs), 10_000, 'its children have ended');
  }
  await host.stop();
  await fresh.stop();
});

function start(file: string, args: readonly string[], settings: Readonly<Record<string, string>> = {}) {
  const program = run(file, { ...fresh.environment, ...settings }, args);
  started.push(program);
  return program;
}
const reindex = (...args: string[]) => start('scripts/reindex.ts', args);

/** Runs the command to its end. @returns what it said and its exit code */
async function reindexed(...args: string[]): Promise<{ readonly said: string; readonly code: unknown }> {
  const program = reindex(...args);
  return { code: await program.ended(), said: program.output() };
}

async function startServer(settings: Readonly<Record<string, string>> = {}): Promise<Program> {
  const server = start('src/main.ts', [], { PORT: '0', ...settings });
  await server.says(/answers at/);
  return server;
}

/** Pictures of a host that answers when it is opened, or one by one when it is let. */
async function serveHeld(count: number) {
  const held: (() => void)[] = [];
  const urls: string[] = [];
  let isOpen = false;
  for (let i = 0; i < count; i += 1) {
    const bytes = await picture(i);
    urls.push(
      host.serve(`/${i}`, (response) => {
        const answer = () => void response.end(bytes);
        if (isOpen) answer();
        else held.push(answer);
      }),
    );
  }
  return {
    urls,
    held,
    open() {
      isOpen = true;
      for (const answer of held.splice(0)) answer();
    },
    close() {
      isOpen = false;
    },
  };
}

const readyFor = (server: Program) => server.says(/is searched from now on|the model is ready/);

test('without a server it does the run itself, names the pictures that failed, and tries them again when asked', async () => {
  await sell(fresh, [
    host.serve('/0', await picture(0)),
    host.serve('/1', await picture(1)),
    `${host.url}/2`,
  ]);
  const status = await reindexed();
  expect(status.code).toBe(0);
  expect(status.said).toMatch(/0 of 3 pictures have a vector \(no model yet\)/);
  expect(host.requests).toEqual([]);

  const all = await reindexed('--scope', 'all');
  expect(all.code).toBe(3);
  expect(all.said).toMatch(/run 1 \(ALL\) SUCCEEDED: 3 of 3 pictures.*1 failed \(1 NOT_FOUND\)/);
  expect(all.said).toMatch(new RegExp(`P2 {2}${host.url}/2 {2}NOT_FOUND: `));

  host.serve('/2', await picture(2));
  const failed = await reindexed('--scope', 'FAILED', '--watch');
  expect(failed.code).toBe(0);
  expect(failed.said).toMatch(/run 2 \(FAILED\) SUCCEEDED: 1 of 1 pictures\./);
  expect((await reindexed()).said).toMatch(/3 of 3 pictures have a vector \(starter .*\)\.\n$/);
});

test('what it says to ask for all failures is answered by a server', async () => {
  await sell(fresh, [`${host.url}/0`, `${host.url}/1`]);
  const { said } = await reindexed('--scope', 'MISSING');
  const [, query] = /All of them: (.*)/.exec(said) ?? [];
  const server = await startServer();
  const [, url = ''] = await server.says(/answers at (http:\/\/[^\s"]+)/);
  const answer = dataOf(await send<Record<string, unknown>, unknown>(url, `{ ${query} }`));
  expect(answer).toMatchObject({
    reindexJob: { failures: { nodes: [{ error: { code: 'NOT_FOUND' } }, { error: { code: 'NOT_FOUND' } }] } },
  });
});

test('a run of products takes theirs alone', async () => {
  const { urls, open } = await serveHeld(5);
  open();
  await sell(fresh, urls);
  expect((await reindexed('--scope', 'MISSING')).code).toBe(0);
  host.requests.length = 0;
  const { code, said } = await reindexed('--scope', 'products', '--product', 'P1', '--product', 'P3');
  expect(code).toBe(0);
  expect(said).toMatch(/run 2 \(PRODUCTS\) SUCCEEDED: 2 of 2 pictures/);
  expect(host.requests.toSorted()).toEqual(['/1', '/3']);

  const missing = await reindexed('--scope', 'PRODUCTS', '--product', 'nowhere');
  expect(missing.code).toBe(1);
  expect(missing.said).toMatch(/^reindex: .*nowhere/);
});

test('killed in the middle it leaves no process, and the same command goes on with the run', async () => {
  const urls: string[] = [];
  for (let i = 0; i < 60; i += 1) {
    const bytes = await picture(i);
    urls.push(host.serve(`/${i}`, (response) => void setTimeout(() => response.end(bytes), 50)));
  }
  await sell(fresh, urls);
  const first = reindex('--scope', 'ALL');
  await until(() => host.requests.length >= 20, 60_000, '20 pictures are asked for');
  const children = descendants(first.child.pid ?? 0);
  first.child.kill('SIGKILL');
  await first.ended();
  await until(() => !children.some(runs), 5000, 'its children have ended');

  await endLeases(fresh);
  const second = await reindexed('--scope', 'ALL', '--watch');
  expect(second.code).toBe(0);
  expect(second.said).toMatch(/Run 1 of this scope goes on already; joined\./);
  expect(second.said).toMatch(/run 1 \(ALL\) SUCCEEDED: 60 of 60 pictures\.\n$/);
});

test('beside a server it starts, joins, pauses, resumes and cancels', async () => {
  const { urls, held, open, close } = await serveHeld(12);
  open();
  await sell(fresh, urls);
  const server = await startServer({ FETCH_CONCURRENCY: '2' });
  await readyFor(server);
  expect((await reindexed('--watch')).said).toMatch(/12 of 12 pictures have a vector/);

  close();
  const first = await reindexed('--scope', 'ALL');
  expect(first.code).toBe(0);
  expect(first.said).toMatch(/Run 1 is started\.\nrun 1 \(ALL\) .*\nA server or worker is at work on it/);
  expect((await reindexed('--scope', 'ALL')).said).toMatch(/^Run 1 of this scope goes on already; joined\./);
  await until(() => held.length === 2, 10_000, 'two pictures are asked for');

  expect(await reindexed('--pause', '1')).toMatchObject({
    code: 0,
    said: expect.stringMatching(/run 1 \(ALL\) PAUSED: 0 of 12 pictures\. .*--resume 1/),
  });
  expect((await reindexed('--scope', 'ALL')).said).toMatch(/joined\.\nrun 1 \(ALL\) PAUSED/);
  expect((await reindexed()).said).toMatch(/run 1 \(ALL\) PAUSED/);
  expect((await reindexed('--resume', '1')).said).toMatch(/run 1 \(ALL\) (QUEUED|RUNNING)/);

  const watcher = reindex('--watch');
  await watcher.says(/run 1 \(ALL\) RUNNING: 0 of 12/);
  expect((await reindexed('--cancel', '1')).code).toBe(0);
  expect(await watcher.ended()).toBe(3);
  expect(watcher.output()).toMatch(/run 1 \(ALL\) CANCELLED: 0 of 12 pictures\.\n$/);

  const late = await reindexed('--pause', '1');
  expect(late.code).toBe(1);
  expect(late.said).toMatch(/^reindex: This run has ended: cancelled/);
  expect((await reindexed('--cancel', '77')).code).toBe(1);
});

test('Ctrl-C ends the watching, not the run', async () => {
  const { urls, held, open } = await serveHeld(3);
  await sell(fresh, urls);
  await readyFor(await startServer());
  const watcher = reindex('--scope', 'ALL', '--watch');
  await watcher.says(/run 1 \(ALL\) (QUEUED|RUNNING): 0 of 3/);
  await until(() => held.length >= 3, 20_000, 'the pictures are asked for');
  watcher.child.kill('SIGINT');
  expect(await watcher.ended()).toBe(130);
  expect(watcher.output()).toMatch(/Run 1 goes on; .*--watch.*--cancel 1/);
  open();
  expect((await reindexed('--watch')).code).toBe(0);
});

test('watching goes on with the next server where one is killed', async () => {
  const { urls, held, open } = await serveHeld(8);
  await sell(fresh, urls);
  const settings = { PORT: String(await freePort()) };
  const server = await startServer(settings);
  await readyFor(server);
  const watcher = reindex('--scope', 'ALL', '--watch');
  await watcher.says(/run 1 \(ALL\) (QUEUED|RUNNING): 0 of 8/);
  await until(() => held.length >= 4, 20_000, 'pictures are asked for');
  server.child.kill('SIGKILL');
  if (fresh.kind === 'embedded') await watcher.says(/The database is away: waiting for it/);
  else await endLeases(fresh);
  open();
  await startServer(settings);
  expect(await watcher.ended()).toBe(0);
  expect(watcher.output()).toMatch(/run 1 \(ALL\) SUCCEEDED: 8 of 8 pictures\.\n$/);
  if (fresh.kind !== 'embedded') return;
  expect(watcher.output().match(/The database is away/g)).toHaveLength(1);
  expect(watcher.output().match(/The database is back/g)).toHaveLength(1);
});

describe.skipIf(serverUrl === undefined)('on a database server', () => {
  test('watching goes on where the database was away', async () => {
    const { urls, open } = await serveHeld(3);
    await sell(fresh, urls);
    await readyFor(await startServer());
    const address = new URL(fresh.environment.DATABASE_URL ?? '');
    const proxy = await startProxy(address);
    const settings = { DATABASE_URL: through(proxy, address).href };
    const watcher = start('scripts/reindex.ts', ['--scope', 'ALL', '--watch'], settings);
    await watcher.says(/run 1 \(ALL\) (QUEUED|RUNNING): 0 of 3/);
    await proxy.refuse();
    await watcher.says(/The database is away: waiting for it/);
    await sleep(2000);
    await proxy.restore();
    await watcher.says(/The database is back/);
    open();
    expect(await watcher.ended()).toBe(0);
    expect(watcher.output().match(/The database is away/g)).toHaveLength(1);
    await proxy.stop();
  });

  test('it does not index with another model than the one that is searched', async () => {
    const { urls, open } = await serveHeld(2);
    open();
    await sell(fresh, urls);
    expect((await reindexed('--scope', 'ALL')).code).toBe(0);
    const other = start('scripts/reindex.ts', ['--scope', 'ALL'], { MODEL: 'none' });
    expect(await other.ended()).toBe(1);
    expect(other.output()).toMatch(/reindex: .*MODEL is none/);
  });
});

test('called wrongly it says so and ends with 2', async () => {
  const { code, said } = await reindexed('--al');
  expect(code).toBe(2);
  expect(said).toMatch(/^reindex: .*--al.*--help\n$/);
});
