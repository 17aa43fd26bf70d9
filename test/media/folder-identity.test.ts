import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { connectDatabase } from '../../src/database/connect.ts';
import type { Database } from '../../src/database/database.ts';
import { assertDataFolder } from '../../src/media/folder-identity.ts';
import { type FreshDatabase, freshDatabase, freshDataDir, serverUrl, silent } from '../helpers/database.ts';

let fresh: FreshDatabase;
let database: Database;
let shared: Awaited<ReturnType<typeof freshDataDir>>;
let elsewhere: Awaited<ReturnType<typeof freshDataDir>>;

beforeEach(async () => {
  fresh = await freshDatabase();
  [database, shared, elsewhere] = await Promise.all([
    connectDatabase(fresh.config, silent),
    freshDataDir(),
    freshDataDir(),
  ]);
});
afterEach(async () => {
  await database.stop();
  await Promise.all([fresh.stop(), shared.stop(), elsewhere.stop()]);
});

const refused = { code: 'CONFLICT', message: expect.stringMatching(/not the folder .* Set DATA_DIR/) };

test.skipIf(serverUrl === undefined)(
  'processes that start together agree on the folder that they share',
  async () => {
    await Promise.all([1, 2, 3, 4].map(() => assertDataFolder(database, shared.path)));
    await assertDataFolder(database, shared.path);
    await expect(assertDataFolder(database, elsewhere.path)).rejects.toMatchObject(refused);
  },
);

test.skipIf(serverUrl === undefined)(
  'of two folders at a first start one wins, whoever asks again',
  async () => {
    const starts = () =>
      Promise.allSettled([
        assertDataFolder(database, shared.path),
        assertDataFolder(database, elsewhere.path),
      ]);
    const first = (await starts()).map(({ status }) => status);
    expect(first.toSorted()).toEqual(['fulfilled', 'rejected']);
    expect((await starts()).map(({ status }) => status)).toEqual(first);
  },
);

test.skipIf(serverUrl === undefined)('a new folder is taken where a person says so', async () => {
  await assertDataFolder(database, shared.path);
  const [, line = '', file = ''] = await assertDataFolder(database, elsewhere.path).then(
    () => [],
    (error: Error) => /put the line (\S+) into (\S+) /.exec(error.message) ?? [],
  );
  await writeFile(file, `${line}\n`);
  await assertDataFolder(database, elsewhere.path);
});

test.skipIf(serverUrl === undefined)(
  'one that was used with a database before goes along to the next',
  async () => {
    await writeFile(join(shared.path, 'folder-id'), 'chosen before\n');
    await assertDataFolder(database, shared.path);
    expect(await readFile(join(shared.path, 'folder-id'), 'utf8')).toBe('chosen before\n');
    await expect(assertDataFolder(database, elsewhere.path)).rejects.toMatchObject(refused);
  },
);

test.runIf(serverUrl === undefined)(
  'an embedded database lies in its folder, and is asked for nothing',
  async () => {
    await assertDataFolder(database, elsewhere.path);
    await assertDataFolder(database, shared.path);
  },
);
