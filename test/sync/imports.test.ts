import { open, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createBell } from '../../src/bell.ts';
import { createCatalog } from '../../src/catalog/catalog.ts';
import type { Catalog } from '../../src/catalog/types.ts';
import { connectDatabase } from '../../src/database/connect.ts';
import type { Database } from '../../src/database/database.ts';
import { VitrineError } from '../../src/errors.ts';
import { createClaims } from '../../src/sync/imports/claims.ts';
import { createImportFiles } from '../../src/sync/imports/files.ts';
import { createImports } from '../../src/sync/imports/imports.ts';
import { startRunner } from '../../src/sync/imports/runner.ts';
import type { ImportJob, Imports } from '../../src/sync/imports/types.ts';
import { UploadedFile } from '../../src/uploaded-file.ts';
import { type FreshDatabase, freshDatabase, silent } from '../helpers/database.ts';
import { until } from '../helpers/program.ts';

let fresh: FreshDatabase;
let database: Database;
let catalog: Catalog;
let started: Imports[];

beforeAll(async () => {
  fresh = await freshDatabase();
  database = await connectDatabase(fresh.config, silent);
  catalog = createCatalog({
    config: fresh.config,
    database,
    files: { removeUnreferenced: async () => {} },
  });
});
afterAll(async () => {
  await database.stop();
  await fresh.stop();
});
beforeEach(async () => {
  started = [];
  await database.kysely.deleteFrom('import_jobs').execute();
  await database.kysely.deleteFrom('products').execute();
});
afterEach(() => Promise.all(started.map((imports) => imports.stop())));

const timing = { leaseMs: 900, pollMs: 50, retryMs: 50 };

/** Imports of a process of its own, whose catalogue does something beside. */
function process(upsertProducts: Catalog['upsertProducts'] = catalog.upsertProducts): Imports {
  const { config } = fresh;
  const imports = createImports({ config, database, catalog: { upsertProducts }, log: silent, timing });
  started.push(imports);
  return imports;
}

const many = (count: number) =>
  Array.from({ length: count }, (_, i) => `{"externalId": "P${i}", "title": "Product ${i}"}`).join('\n');

async function accept(imports: Imports, text: string, signal = new AbortController().signal) {
  const path = join(fresh.config.DATA_DIR, 'sent');
  await writeFile(path, text);
  const handle = await open(path);
  try {
    const file = new UploadedFile(handle, 'sent.ndjson', Buffer.byteLength(text));
    return await imports.accept({ file, signal });
  } finally {
    await handle.close();
  }
}

async function ended(imports: Imports, id: bigint): Promise<ImportJob> {
  let last: ImportJob | undefined;
  for await (const job of imports.watch(id)) last = job;
  if (last === undefined) throw new Error('nothing was told');
  return last;
}

const jobOf = async (imports: Imports, id: bigint) => {
  const job = await imports.find(id);
  if (job === null) throw new Error('it is gone');
  return job;
};

const files = () => readdir(join(fresh.config.DATA_DIR, 'imports'));

test('a batch that broke off after it was stored counts as what it was', async () => {
  let calls = 0;
  const imports = process(async (inputs, alongside) => {
    const results = await catalog.upsertProducts(inputs, alongside);
    calls += 1;
    // stored, and not counted yet: what a kill between the two leaves
    if (calls === 2 || calls === 3) throw new Error('broken off');
    return results;
  });
  const { id } = await accept(imports, many(500));
  imports.start();
  expect(await ended(imports, id)).toMatchObject({
    state: 'SUCCEEDED',
    lines: 500,
    created: 500,
    updated: 0,
    unchanged: 0,
  });
  expect(calls).toBeGreaterThan(3);
});

test('what was half stored is not stored over: somebody may have changed it since', async () => {
  let calls = 0;
  const imports = process(async (inputs, alongside) => {
    calls += 1;
    if (calls > 1) return await catalog.upsertProducts(inputs, alongside);
    await catalog.upsertProducts(inputs.slice(0, 50), alongside);
    await catalog.updateProduct({ externalId: 'P7' }, { title: 'By hand' });
    throw new Error('broken off');
  });
  const { id } = await accept(imports, many(100));
  imports.start();
  expect(await ended(imports, id)).toMatchObject({ created: 100, updated: 0 });
  expect((await catalog.productBy({ externalId: 'P7' }))?.title).toBe('By hand');
});

test('while the database is away an import waits, however long', async () => {
  let calls = 0;
  const imports = process(async (inputs, alongside) => {
    calls += 1;
    if (calls <= 8) {
      throw new VitrineError('DATABASE_UNAVAILABLE', 'Away.', { retryAfterSeconds: 1 });
    }
    return await catalog.upsertProducts(inputs, alongside);
  });
  const { id } = await accept(imports, many(10));
  imports.start();
  expect(await ended(imports, id)).toMatchObject({ state: 'SUCCEEDED', created: 10 });
});

test('a file that never comes through a batch is given up, and the next one is taken', async () => {
  const imports = process(async (inputs, alongside) => {
    if (inputs.some((input) => 'externalId' in input && input.externalId === 'P0'))
      throw new Error('it ends the process');
    return await catalog.upsertProducts(inputs, alongside);
  });
  const bad = await accept(imports, many(10));
  const good = await accept(imports, '{"externalId": "A1", "title": "x"}');
  imports.start();
  expect(await ended(imports, bad.id)).toMatchObject({
    state: 'FAILED',
    error: expect.stringMatching(/begun 20 times .* line 0/),
  });
  expect(await ended(imports, good.id)).toMatchObject({ state: 'SUCCEEDED', created: 1 });
  await until(async () => (await files()).length === 0, 5000, 'neither file is left');
});

test('who lost its lease stores nothing more', async () => {
  const reached = Promise.withResolvers<void>();
  const held = Promise.withResolvers<void>();
  const slow = process(async (inputs, alongside) => {
    reached.resolve();
    await held.promise;
    return await catalog.upsertProducts(inputs, alongside);
  });
  const { id } = await accept(slow, many(20));
  slow.start();
  await reached.promise;
  // another process has taken it, and has not stored anything yet
  await database.kysely
    .updateTable('import_jobs')
    .set({ lease_holder: 'b3c1f6a0-8d52-4a55-9a53-1f0c5a8f0c11', lease_until: new Date(Date.now() + 60_000) })
    .execute();
  held.resolve();
  await slow.stop();
  expect(await catalog.countProducts()).toBe(0);
  expect(await jobOf(slow, id)).toMatchObject({ state: 'RUNNING', lines: 0 });
});

test('one that is cancelled while it is taken up does not hold up the next one', async () => {
  const imports = process();
  const cancelled = await accept(imports, many(10));
  const next = await accept(imports, '{"externalId": "A1", "title": "x"}');
  const claims = createClaims(database, timing.leaseMs);
  const said: string[] = [];
  const runner = startRunner({
    claims: {
      ...claims,
      async take() {
        const claim = await claims.take();
        if (claim?.id === cancelled.id) await imports.cancel(cancelled.id);
        return claim;
      },
    },
    catalog,
    files: createImportFiles(join(fresh.config.DATA_DIR, 'imports')),
    bell: createBell(),
    // after an error it would not come to the next one within this test
    timing: { ...timing, retryMs: 600_000 },
    announce: () => database.events.publish('imports'),
    log: { ...silent, warn: (message: unknown) => said.push(String(message)) },
  });
  try {
    expect(await ended(imports, next.id)).toMatchObject({ state: 'SUCCEEDED' });
    expect(await jobOf(imports, cancelled.id)).toMatchObject({ state: 'CANCELLED', lines: 0 });
    expect(said).toEqual([]);
  } finally {
    await runner.stop();
  }
});

test('a stopped process gives its import back, and another one goes on at once', async () => {
  const reached = Promise.withResolvers<void>();
  const held = Promise.withResolvers<void>();
  let calls = 0;
  const first = process(async (inputs, alongside) => {
    calls += 1;
    if (calls === 2) {
      reached.resolve();
      await held.promise;
    }
    return await catalog.upsertProducts(inputs, alongside);
  });
  const { id } = await accept(first, many(3000));
  first.start();
  await reached.promise;
  const stopped = first.stop();
  held.resolve();
  await stopped;
  const { state, lines, finishedAt } = await jobOf(first, id);
  expect({ state, finishedAt }).toEqual({ state: 'QUEUED', finishedAt: null });
  expect(lines).toBeGreaterThan(0);
  expect(lines).toBeLessThan(3000);
  const second = process();
  second.start();
  expect(await ended(second, id)).toMatchObject({ state: 'SUCCEEDED', created: 3000, unchanged: 0 });
});

test('of two processes one works at a time', async () => {
  let atOnce = 0;
  let most = 0;
  const counted: Catalog['upsertProducts'] = async (inputs, alongside) => {
    atOnce += 1;
    most = Math.max(most, atOnce);
    const results = await catalog.upsertProducts(inputs, alongside);
    atOnce -= 1;
    return results;
  };
  const [one, two] = [process(counted), process(counted)];
  const jobs = [await accept(one, many(400)), await accept(two, many(600)), await accept(one, many(800))];
  one.start();
  two.start();
  for (const { id } of jobs) expect(await ended(two, id)).toMatchObject({ state: 'SUCCEEDED' });
  expect(most).toBe(1);
  expect(await catalog.countProducts()).toBe(800);
});

describe('what is accepted', () => {
  test('is on disk, whole, before it is answered', async () => {
    const imports = process();
    const text = many(30_000);
    const before = await files();
    const job = await accept(imports, text);
    expect(job).toMatchObject({ state: 'QUEUED', bytes: text.length, bytesRead: 0 });
    expect(await files()).toHaveLength(before.length + 1);
    await imports.cancel(job.id);
    expect(await files()).toEqual(before);
  });

  test('fails with words where its file is gone', async () => {
    const imports = process();
    const { id } = await accept(imports, many(1));
    await database.kysely
      .updateTable('import_jobs')
      .set({ file: 'b3c1f6a0-8d52-4a55-9a53-1f0c5a8f0c12' })
      .execute();
    imports.start();
    expect(await ended(imports, id)).toMatchObject({
      state: 'FAILED',
      error: expect.stringMatching(/is gone/),
    });
    await imports.tidy();
  });

  test('is not more than 20 files that wait', async () => {
    const imports = process();
    for (let i = 0; i < 20; i += 1) await accept(imports, many(1));
    await expect(accept(imports, many(1))).rejects.toMatchObject({
      code: 'OVERLOADED',
      message: expect.stringMatching(/20 files wait/),
    });
  });

  test('is nothing where its sender has gone', async () => {
    const imports = process();
    const before = await files();
    await expect(accept(imports, many(1), AbortSignal.abort())).rejects.toThrow(/abort/);
    expect(await files()).toEqual(before);
    expect(await imports.count()).toBe(0);
  });
});
