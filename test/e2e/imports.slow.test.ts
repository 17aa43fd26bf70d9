import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { withDatabase } from '../helpers/catalogue.ts';
import { dataOf, send, subscribe } from '../helpers/client.ts';
import { type FreshDatabase, freshDatabase, serverUrl } from '../helpers/database.ts';
import { descendants, type Program, run, runs, until } from '../helpers/program.ts';
import { importJob, importProducts, importProgress, products } from '../operations.ts';

vi.setConfig({ testTimeout: 240_000 });

let fresh: FreshDatabase;
let started: Program[];

beforeEach(async () => {
  fresh = await freshDatabase({ LOG_LEVEL: 'info' });
  started = [];
});
afterEach(async () => {
  for (const program of started) await kill(program);
  await fresh.stop();
});

async function kill({ child, ended }: Program): Promise<void> {
  const children = descendants(child.pid ?? 0);
  child.kill('SIGKILL');
  await ended();
  // they write into the folder for as long as they live
  await until(() => !children.some(runs), 10_000, 'its children have ended');
}

function start(file: string, settings: Readonly<Record<string, string>> = {}): Program {
  const program = run(file, { ...fresh.environment, ...settings });
  started.push(program);
  return program;
}

/** A server without a model, which starts sooner. */
async function startServer(): Promise<{ readonly program: Program; readonly url: string }> {
  const program = start('src/main.ts', { PORT: '0', MODEL: 'none' });
  const [, url] = await program.says(/answers at (http:\/\/[^\s"]+)/);
  if (url === undefined) throw new Error('no address');
  return { program, url };
}

const lines = 8000;
const bad = 80;
/** Every hundredth line is bad. */
const content = Array.from({ length: lines }, (_, i) =>
  i % 100 === 7
    ? `{"externalId": "P${i}"}`
    : JSON.stringify({ externalId: `P${i}`, title: `Product ${i}`, brand: 'Acme' }),
).join('\n');

async function sendFile(url: string): Promise<string> {
  const file = new File([content], 'shop.ndjson');
  const { importProducts: result } = dataOf(await send(url, importProducts, { file: null }, { file }));
  if (result.__typename !== 'ImportProductsSuccess') throw new Error(JSON.stringify(result));
  return result.job.id;
}

async function jobAt(url: string, id: string) {
  const { importJob: job } = dataOf(await send(url, importJob, { id, first: 100 }));
  if (!job) throw new Error('it is gone');
  return job;
}

/** Waits until so many lines are through, and it is in hand. */
const through = (url: string, id: string, least: number) =>
  until(
    async () => {
      const { state, lines: done } = await jobAt(url, id);
      expect(state).toMatch(/^(QUEUED|RUNNING)$/);
      return state === 'RUNNING' && done >= least;
    },
    60_000,
    `${least} lines are through, and it runs`,
  );

/** As if the half minute had passed after which a dead process's import is free again. */
const endLease = () =>
  withDatabase(fresh, ({ kysely }) =>
    kysely
      .updateTable('import_jobs')
      .set({ lease_until: new Date(0) })
      .execute(),
  );

/** Follows it to its end, and looks whether each line counted once, as what became of it. */
async function expectWhole(url: string, jobId: string): Promise<void> {
  let last: unknown;
  for await (const answer of subscribe(url, importProgress, { jobId })) last = dataOf(answer).importProgress;
  expect(last).toMatchObject({
    state: 'SUCCEEDED',
    lines,
    created: lines - bad,
    updated: 0,
    unchanged: 0,
    failed: bad,
    progress: 1,
  });
  const { failures } = await jobAt(url, jobId);
  expect(failures.totalCount).toBe(bad);
  expect(failures.nodes.map(({ line }) => line)).toEqual(Array.from({ length: bad }, (_, i) => i * 100 + 8));
  const { products: stored } = dataOf(await send(url, products, { first: 1 }));
  expect(stored.totalCount).toBe(lines - bad);
  expect(await readdir(join(fresh.config.DATA_DIR, 'imports'))).toEqual([]);
}

test('killed again and again in the midst of it, an import goes on where it stood and counts each line once', async () => {
  let { program, url } = await startServer();
  const id = await sendFile(url);
  for (const share of [0.1, 0.3, 0.5, 0.7]) {
    await through(url, id, lines * share);
    await kill(program);
    if (fresh.kind === 'server') await endLease();
    ({ program, url } = await startServer());
    expect((await jobAt(url, id)).lines).toBeGreaterThanOrEqual(lines * share);
  }
  await expectWhole(url, id);
});

test('stopped in the midst of it, it goes on at the next start without a wait', async () => {
  const first = await startServer();
  const id = await sendFile(first.url);
  await through(first.url, id, 1000);
  first.program.child.kill('SIGTERM');
  expect(await first.program.ended()).toBe(0);
  const { url } = await startServer();
  await expectWhole(url, id);
});

describe.skipIf(serverUrl === undefined)('on a database server', () => {
  test('of two servers the other one finishes what a killed one had in hand', async () => {
    const [one, two] = await Promise.all([startServer(), startServer()]);
    const id = await sendFile(one.url);
    await through(two.url, id, 1000);
    // whichever of them has it in hand
    await kill(one.program);
    await endLease();
    await expectWhole(two.url, id);
  });

  test('a worker goes on with what a server took in', async () => {
    const server = await startServer();
    const id = await sendFile(server.url);
    await through(server.url, id, 500);
    await kill(server.program);
    await endLease();
    const worker = start('scripts/worker.ts');
    await worker.says(/worker: indexes the pictures/);
    await withDatabase(fresh, ({ kysely }) =>
      until(
        async () => {
          const job = await kysely.selectFrom('import_jobs').select('state').executeTakeFirstOrThrow();
          return job.state === 'SUCCEEDED';
        },
        100_000,
        'the worker has finished it',
      ),
    );
    await expectWhole((await startServer()).url, id);
  });
});
