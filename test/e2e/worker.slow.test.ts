import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { activeModel, registerModel } from '../../src/database/models.ts';
import { endLeases, sell, withDatabase } from '../helpers/catalogue.ts';
import { type FreshDatabase, freshDatabase, freshDataDir, serverUrl } from '../helpers/database.ts';
import { descendants, type Program, run, runs, until } from '../helpers/program.ts';
import { type Host, picture, startHost } from '../indexing/harness.ts';

// each program starts a model
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

function start(file: string, settings: Readonly<Record<string, string>> = {}, args: string[] = []): Program {
  const program = run(file, { ...fresh.environment, ...settings }, args);
  started.push(program);
  return program;
}
const startWorker = (settings: Readonly<Record<string, string>> = {}, args: string[] = []) =>
  start('scripts/worker.ts', settings, args);

const worksWith = /worker: indexes the pictures of \S+ with starter/;
/** Settles once so many pictures have a vector. */
const indexed = (pictures: number) =>
  withDatabase(fresh, ({ kysely }) =>
    until(
      async () => {
        const { done } = await kysely
          .selectFrom('image_indexing')
          .select(({ fn }) => fn.countAll<bigint>().as('done'))
          .where('state', '=', 'INDEXED')
          .executeTakeFirstOrThrow();
        return done === BigInt(pictures);
      },
      100_000,
      `${pictures} pictures are indexed`,
    ),
  );

async function expectRefusal(worker: Program, code: number, words: RegExp): Promise<void> {
  expect(await worker.ended()).toBe(code);
  const lines = worker.output().trim().split('\n');
  expect(lines).toHaveLength(1);
  expect(lines[0]).toMatch(words);
}

test('without a database server it is refused with what to do', async () => {
  const { DATABASE_URL: _, ...embedded } = fresh.environment;
  const worker = run('scripts/worker.ts', embedded);
  started.push(worker);
  await expectRefusal(worker, 2, /^worker: DATABASE_URL is empty: .* Set DATABASE_URL/);
});

test('called wrongly it says so, and --help explains it', async () => {
  await expectRefusal(startWorker({}, ['--fast']), 2, /unknown argument --fast; try npm run worker/);
  const help = startWorker({}, ['--help']);
  expect(await help.ended()).toBe(0);
  expect(help.output()).toMatch(/DATABASE_URL[\s\S]*DATA_DIR[\s\S]*MODEL/);
});

describe.skipIf(serverUrl === undefined)('on a database server', () => {
  test('it shares the work with a server, and no picture is fetched twice', async () => {
    const pictures = 300;
    const server = start('src/main.ts', { PORT: '0', FETCH_CONCURRENCY: '4' });
    await server.says(/answers at/);
    const worker = startWorker({ FETCH_CONCURRENCY: '4' });
    await worker.says(worksWith);

    // nothing is answered before more is asked for than one process asks for at once
    const held: (() => void)[] = [];
    let isOpen = false;
    const urls: string[] = [];
    for (let i = 0; i < pictures; i += 1) {
      const bytes = await picture(i);
      const url = host.serve(`/${i}`, (response) => {
        const answer = () => void response.end(bytes);
        if (isOpen) answer();
        else held.push(answer);
      });
      urls.push(url);
    }
    await sell(fresh, urls);
    await until(() => held.length === 8, 30_000, 'two processes fetch four pictures each');
    isOpen = true;
    for (const answer of held) answer();
    await indexed(pictures);
    expect(new Set(host.requests).size).toBe(pictures);
    expect(host.requests).toHaveLength(pictures);
  });

  test('killed, it leaves no process, and another one does what it had in hand', async () => {
    const urls: string[] = [];
    let isOpen = false;
    for (let i = 0; i < 40; i += 1) {
      const bytes = await picture(i);
      urls.push(host.serve(`/${i}`, (response) => void (isOpen || i < 2 ? response.end(bytes) : undefined)));
    }
    const first = startWorker();
    await first.says(/is searched from now on/);
    await sell(fresh, urls);
    await indexed(2);
    const children = descendants(first.child.pid ?? 0);
    expect(children.length).toBeGreaterThanOrEqual(1);
    first.child.kill('SIGKILL');
    await until(() => !children.some(runs), 2000, 'its children have ended');

    isOpen = true;
    await endLeases(fresh);
    startWorker();
    await indexed(40);
  });

  test.each(['SIGINT', 'SIGTERM'] as const)('%s ends it within 5 s, and leaves no child', async (signal) => {
    const worker = startWorker();
    await worker.says(worksWith);
    const children = descendants(worker.child.pid ?? 0);
    const askedMs = Date.now();
    worker.child.kill(signal);
    expect(await worker.ended()).toBe(0);
    expect(Date.now() - askedMs).toBeLessThan(5000);
    expect(children.filter(runs)).toEqual([]);
  });

  const other = { name: 'other', version: '7', dimensions: 8, fingerprint: 'f'.repeat(64) };

  test('it never replaces the model that is searched, neither at its start nor later', async () => {
    const worker = startWorker();
    await worker.says(/is searched from now on/);
    await withDatabase(fresh, (database) => registerModel(database, other));
    expect(await worker.ended()).toBe(1);
    expect(worker.output()).toMatch(
      /worker: The model that is searched is other 7, .*Set MODEL to .* other 7/,
    );

    await expectRefusal(startWorker(), 1, /^worker: The model that is searched is other 7, .*MODEL=starter/);
    expect((await withDatabase(fresh, activeModel))?.name).toBe('other');
  });

  test('without a model it is refused', async () => {
    await expectRefusal(startWorker({ MODEL: 'none' }), 1, /^worker: .*MODEL is none/);
  });

  test('neither it nor a server starts where the pictures are kept in another folder', async () => {
    const worker = startWorker();
    await worker.says(worksWith);
    const elsewhere = await freshDataDir();
    const words = /DATA_DIR \S+ is not the folder .*Set DATA_DIR/;
    await expectRefusal(startWorker({ DATA_DIR: elsewhere.path }), 1, words);
    await expectRefusal(start('src/main.ts', { DATA_DIR: elsewhere.path, PORT: '0' }), 1, words);
    await elsewhere.stop();
  });
});
