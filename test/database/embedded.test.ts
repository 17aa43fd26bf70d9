import { existsSync, readdirSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import pg from 'pg';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readConfig } from '../../src/config.ts';
import { connectDatabase } from '../../src/database/connect.ts';
import type { Database } from '../../src/database/database.ts';
import { holderOf } from '../../src/database/embedded/lock.ts';
import type { VitrineError } from '../../src/errors.ts';
import { freshDataDir, silent } from '../helpers/database.ts';
import { isRunning, runScript, until } from './children.ts';
import { addProduct } from './fixtures.ts';

describe('the embedded database', () => {
  let directory: string;
  let removeDirectory: () => Promise<void>;
  const open: Database[] = [];

  beforeEach(async () => {
    ({ path: directory, stop: removeDirectory } = await freshDataDir());
  });
  afterEach(async () => {
    for (const database of open.splice(0).reverse()) await database.stop();
    await removeDirectory();
  });

  async function connect(options?: { share: boolean }): Promise<Database> {
    const database = await connectDatabase(readConfig({ DATA_DIR: directory }), silent, options);
    open.push(database);
    return database;
  }

  async function countProducts(database: Database): Promise<number> {
    const { count } = await database.kysely
      .selectFrom('products')
      .select((select) => select.fn.countAll<bigint>().as('count'))
      .executeTakeFirstOrThrow();
    return Number(count);
  }

  /** A connection past Vitrine's own, to misbehave on. */
  async function connectBare(): Promise<pg.Client> {
    const client = new pg.Client({
      host: holderOf(directory)?.socketFolder ?? '',
      user: 'postgres',
      database: 'postgres',
    });
    client.on('error', () => {});
    await client.connect();
    return client;
  }

  it('is there at the first start, with extensions, and keeps what it was given', async () => {
    const first = await connect();
    expect(first).toMatchObject({ kind: 'embedded', vectors: 'pgvector', trigrams: true });
    await addProduct(first);
    await open.pop()?.stop();
    expect(await countProducts(await connect())).toBe(1);
  });

  it('is made from the template when there is one, in no time', async () => {
    await connect();
    await open.pop()?.stop();
    const lines: string[] = [];
    const log = pino({ level: 'info' }, { write: (line) => void lines.push(line) });
    const folder = await freshDataDir();
    const database = await connectDatabase(readConfig({ DATA_DIR: folder.path }), log);
    await database.stop();
    await folder.stop();
    expect(lines.join()).not.toContain('Preparing');
  });

  it('is refused to a second server, which is told who has it', async () => {
    await connect();
    const refused = connect();
    await expect(refused).rejects.toMatchObject({ code: 'CONFLICT' });
    await expect(refused).rejects.toThrow(`process ${process.pid} `);
  });

  it('is shared with a command that asks for it, and statements of both never mix', async () => {
    const server = await connect();
    const command = await connect({ share: true });
    const ask = async (database: Database, n: number) => {
      const { rows } = await sql<{ n: number }>`select ${n}::integer as n, pg_sleep(0.001)`.execute(
        database.kysely,
      );
      return rows[0]?.n;
    };
    const numbers = Array.from({ length: 200 }, (_, n) => n);
    const answers = await Promise.all(numbers.map((n) => ask(n % 2 === 0 ? server : command, n)));
    expect(answers).toEqual(numbers);
  });

  it('is shared also by commands that start at the same moment as it', async () => {
    const options = { share: true };
    const [first, second, third] = await Promise.all([connect(options), connect(options), connect(options)]);
    await addProduct(first);
    await addProduct(second);
    expect(await countProducts(third)).toBe(2);
  });

  it('keeps a transaction of one connection apart from what others do', async () => {
    const server = await connect();
    const command = await connect({ share: true });
    let others: Promise<unknown> | undefined;
    await server.kysely
      .transaction()
      .execute(async (transaction) => {
        await addProduct({ kysely: transaction });
        others = addProduct(command);
        await new Promise((resolve) => setTimeout(resolve, 50));
        await addProduct({ kysely: transaction });
        throw new Error('changed my mind');
      })
      .catch(() => {});
    await others;
    expect(await countProducts(server)).toBe(1);
  });

  it('rolls back what a connection leaves open when it breaks', async () => {
    const server = await connect();
    const client = await connectBare();
    await client.query('begin');
    await client.query("insert into facts values ('left', 'open')");
    client.end().catch(() => {});
    expect(await server.kysely.selectFrom('facts').selectAll().execute()).toEqual([]);
  });

  it('comes back when its process dies; meanwhile statements fail as unavailable', async () => {
    const database = await connect();
    await addProduct(database);
    process.kill(holderOf(directory)?.pid ?? 0, 'SIGKILL');
    const failures: VitrineError[] = [];
    await until(async () => {
      const count = await countProducts(database).catch((error: VitrineError) => void failures.push(error));
      return count === 1;
    }, 25_000);
    expect(failures.length).toBeGreaterThan(0);
    for (const failure of failures)
      expect(failure).toMatchObject({ code: 'DATABASE_UNAVAILABLE', retryAfterSeconds: 2 });
  });

  it('loses no acknowledged row when its server is killed, and its process ends within 2 s', async () => {
    const writer = runScript('writer.script.ts', [], { DATA_DIR: directory });
    const acknowledged = [];
    while (acknowledged.length < 50) acknowledged.push(await writer.line());
    const holder = holderOf(directory);
    await writer.kill();
    acknowledged.push(...(await writer.rest()));
    await until(() => !isRunning(holder?.pid ?? 0), 2_000);
    const database = await connect();
    const rows = await database.kysely.selectFrom('products').select('external_id').execute();
    expect(rows.map((row) => row.external_id)).toEqual(expect.arrayContaining(acknowledged));
  });

  it('ends within 2 s of its server also in the middle of a long statement', async () => {
    const writer = runScript('writer.script.ts', ['long-statement'], { DATA_DIR: directory });
    await writer.line();
    const holder = holderOf(directory);
    await writer.kill();
    expect(holder).toBeDefined();
    await until(() => !isRunning(holder?.pid ?? 0), 2_000);
    expect(existsSync(holder?.socketFolder ?? tmpdir())).toBe(false);
  });

  it('lets no other user of the machine near its files', async () => {
    await connect();
    expect(statSync(join(directory, 'postgres')).mode & 0o777).toBe(0o700);
  });

  it('leaves nothing behind when it stops', async () => {
    const database = await connect();
    const holder = holderOf(directory);
    await database.stop();
    open.pop();
    expect(isRunning(holder?.pid ?? 0)).toBe(false);
    expect(existsSync(holder?.socketFolder ?? tmpdir())).toBe(false);
    expect(readdirSync(join(directory, 'holders'))).toEqual([]);
  });
});
