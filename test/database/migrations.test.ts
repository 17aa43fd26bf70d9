import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { connectDatabase } from '../../src/database/connect.ts';
import type { Database } from '../../src/database/database.ts';
import { migrate, migrationStatus, readMigrations } from '../../src/database/migrations.ts';
import { withSession } from '../../src/database/session.ts';
import {
  emptyOnServer,
  type FreshDatabase,
  freshDatabase,
  onServer,
  serverUrl,
  silent,
} from '../helpers/database.ts';
import { runScript } from './children.ts';

describe('migrations', () => {
  let fresh: FreshDatabase;
  let database: Database;
  beforeEach(async () => {
    fresh = await freshDatabase();
    database = await connectDatabase(fresh.config, silent);
  });
  afterEach(async () => {
    await database.stop();
    await fresh.stop();
  });

  it('are all applied once connected', async () => {
    const known = await readMigrations();
    expect(await migrationStatus(database.kysely, known)).toEqual({
      applied: known.map(({ name }) => name),
      pending: [],
      unknown: [],
    });
  });

  it('are applied in order, in one piece or not at all', async () => {
    const known = await readMigrations();
    const good = { name: '9001_good', text: 'create table good (id integer); insert into good values (1);' };
    const bad = { name: '9002_bad', text: 'create table bad (id integer); select nonsense;' };
    const failing = database.kysely
      .connection()
      .execute((session) => migrate(session, [...known, good, bad]));
    await expect(failing).rejects.toThrow('9002_bad');
    const { applied } = await migrationStatus(database.kysely, known);
    expect(applied).toHaveLength(known.length);
    const applying = database.kysely.connection().execute((session) => migrate(session, [...known, good]));
    expect(await applying).toEqual(['9001_good']);
  });

  it('of a newer program are a reason to refuse the database', async () => {
    const name = '9999_from_the_future';
    await database.query({
      name: 'newer',
      text: "insert into applied_migrations values ($1, '2099')",
      values: [name],
    });
    await database.stop();
    const refused = connectDatabase(fresh.config, silent);
    await expect(refused).rejects.toMatchObject({ code: 'CONFLICT' });
    await expect(refused).rejects.toThrow(name);
  });
});

describe.skipIf(serverUrl === undefined)('a database from before titles were embedded', () => {
  it('has their table for each model it knows, stored as its pictures are, and all of them as work', async () => {
    const empty = await emptyOnServer(serverUrl ?? '');
    const connection = { connectionString: empty.url };
    try {
      const known = await readMigrations();
      const before = known.filter(({ name }) => name < '0006');
      await withSession(connection, silent, (session) => migrate(session, before));
      await onServer(
        empty.url,
        'create extension vector',
        "insert into models (name, version, fingerprint, dimensions) values ('a', '1', 'a', 3), ('b', '1', 'b', 4)",
        'update models set kept = id = 2, active = id = 2',
        'create table embeddings_1 (image_id bigint, product_id bigint, v bytea)',
        'create table embeddings_2 (image_id bigint, product_id bigint, v vector(4))',
        "insert into products (external_id, title, words, search_text) values ('A', 'A', '', ''), ('B', 'B', '', '')",
      );
      await withSession(connection, silent, async (session) => {
        await migrate(session, known);
        const { rows } = await sql`
          select attrelid::regclass::text as table, format_type(atttypid, atttypmod) as type, attstorage as storage
          from pg_attribute where attrelid::regclass::text like 'product_embeddings_%' and attname = 'v'
          order by 1`.execute(session);
        expect(rows).toEqual([
          { table: 'product_embeddings_1', type: 'bytea', storage: 'p' },
          { table: 'product_embeddings_2', type: 'vector(4)', storage: 'p' },
        ]);
        const work = await session.selectFrom('text_indexing').select('model_id').execute();
        expect(work).toEqual([{ model_id: 2 }, { model_id: 2 }]);
      });
    } finally {
      await empty.drop();
    }
  });
});

describe.skipIf(serverUrl === undefined)('several processes on an empty database of a server', () => {
  it('start at once, and each migration is applied once', async () => {
    const empty = await emptyOnServer(serverUrl ?? '');
    try {
      const known = await readMigrations();
      const environment = { DATABASE_URL: empty.url, LOG_LEVEL: 'silent' };
      const scripts = Array.from({ length: 4 }, () => runScript('../../scripts/migrate.ts', [], environment));
      const outputs = await Promise.all(scripts.map((script) => script.rest()));
      expect(await Promise.all(scripts.map((script) => script.exited()))).toEqual([0, 0, 0, 0]);
      const applied = outputs.flat().filter((line) => line.startsWith('  applied'));
      expect(applied).toEqual(known.map(({ name }) => `  applied  ${name}`));
    } finally {
      await empty.drop();
    }
  });
});
