import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createCatalog } from '../../src/catalog/catalog.ts';
import { connectDatabase } from '../../src/database/connect.ts';
import type { Database } from '../../src/database/database.ts';
import { type FreshDatabase, freshDatabase, silent } from '../helpers/database.ts';
import { descendants, type Program, run, runs, until } from '../helpers/program.ts';
import { type Host, picture, startHost } from './harness.ts';

// each command starts a database and a model
vi.setConfig({ testTimeout: 120_000 });

let host: Host;
let fresh: FreshDatabase;
let started: Program[];

beforeEach(async () => {
  started = [];
  host = await startHost();
  fresh = await freshDatabase({ FETCH_PRIVATE_NETWORKS: '127.0.0.0/8', LOG_LEVEL: 'info' });
});
afterEach(async () => {
  for (const { child } of started) child.kill('SIGKILL');
  await host.stop();
  await fresh.stop();
});

function reindex(...args: string[]): Program {
  const program = run('scripts/reindex.ts', fresh.environment, args);
  started.push(program);
  return program;
}

async function withDatabase<Result>(work: (database: Database) => Promise<Result>): Promise<Result> {
  const database = await connectDatabase(fresh.config, silent);
  try {
    return await work(database);
  } finally {
    await database.stop();
  }
}

const sell = (urls: readonly string[]) =>
  withDatabase(async (database) => {
    const catalog = createCatalog({
      config: fresh.config,
      database,
      files: { removeUnreferenced: async () => {} },
    });
    await catalog.prepare();
    const products = urls.map((sourceUrl, i) => ({
      externalId: `P${i}`,
      title: `P${i}`,
      images: [{ sourceUrl }],
    }));
    await catalog.upsertProducts(products);
  });

test('without a server it indexes by itself, and tries failed ones again when asked', async () => {
  await sell([host.serve('/1', await picture(1)), host.serve('/2', await picture(2)), `${host.url}/3`]);
  const first = reindex();
  expect(await first.ended()).toBe(0);
  expect(first.output()).toMatch(/0 of 3 pictures have a vector \(no model yet\)/);
  expect(first.output()).toMatch(/2 of 3 pictures have a vector \(starter .*\); 1 failed \(1 NOT_FOUND\)/);

  host.serve('/3', await picture(3));
  const again = reindex('--failed', '--watch');
  expect(await again.ended()).toBe(0);
  expect(again.output()).toMatch(/made due again: 1\./);
  expect(again.output()).toMatch(/3 of 3 pictures have a vector \(starter .*\)\.\n$/);
  expect(host.requests).toHaveLength(4);
});

test('killed in the middle it leaves no process, and the same command finishes the work', async () => {
  const urls: string[] = [];
  for (let i = 0; i < 60; i += 1) {
    const bytes = await picture(i);
    urls.push(host.serve(`/${i}`, (response) => void setTimeout(() => response.end(bytes), 50)));
  }
  await sell(urls);
  const first = reindex();
  await until(() => host.requests.length >= 20, 20_000, '20 pictures are asked for');
  const children = descendants(first.child.pid ?? 0);
  first.child.kill('SIGKILL');
  await first.ended();
  await until(() => !children.some(runs), 5000, 'its children have ended');

  // on a server, as if the leases' 30 s had passed
  await withDatabase((database) =>
    database.kysely
      .updateTable('image_indexing')
      .set({ lease_until: new Date(0) })
      .where('lease_until', 'is not', null)
      .execute(),
  );
  const second = reindex('--watch');
  expect(await second.ended()).toBe(0);
  expect(second.output()).toMatch(/60 of 60 pictures have a vector \(starter .*\)\.\n$/);
});

test('called wrongly it says so and ends with 2', async () => {
  const wrong = reindex('--al');
  expect(await wrong.ended()).toBe(2);
  expect(wrong.output()).toMatch(/--al.*--help/);
});
