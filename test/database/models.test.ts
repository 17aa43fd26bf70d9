import { afterAll, beforeAll, expect, test } from 'vitest';
import { connectDatabase } from '../../src/database/connect.ts';
import type { Database } from '../../src/database/database.ts';
import { activeModel, registerModel } from '../../src/database/models.ts';
import { type FreshDatabase, freshDatabase, silent } from '../helpers/database.ts';

let fresh: FreshDatabase;
let database: Database;
beforeAll(async () => {
  fresh = await freshDatabase();
  database = await connectDatabase(fresh.config, silent);
});
afterAll(async () => {
  await database.stop();
  await fresh.stop();
});

const model = (name: string) => ({ name, version: '1', dimensions: 4, fingerprint: name.repeat(4) });

test('a model that may not replace another is the first one, or none', async () => {
  const first = await registerModel(database, model('a'), { replace: false });
  expect(first.name).toBe('a');
  expect(await registerModel(database, model('b'), { replace: false })).toEqual(first);
  expect(await activeModel(database)).toEqual(first);
  const known = await database.kysely.selectFrom('models').select('name').execute();
  expect(known).toEqual([{ name: 'a' }]);
});

test('one that may is the active one, and the one before comes back under its number', async () => {
  const before = await registerModel(database, model('c'));
  expect((await registerModel(database, model('d'))).name).toBe('d');
  expect(await registerModel(database, model('c'))).toEqual(before);
  expect(await activeModel(database)).toEqual(before);
});
