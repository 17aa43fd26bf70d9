import net from 'node:net';
import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readConfig } from '../../src/config.ts';
import { connectDatabase } from '../../src/database/connect.ts';
import type { Database } from '../../src/database/database.ts';
import {
  databaseUrl,
  type FreshDatabase,
  freshDatabase,
  onServer,
  serverUrl,
  silent,
} from '../helpers/database.ts';
import { until } from './children.ts';

const unavailable = { code: 'DATABASE_UNAVAILABLE', retryAfterSeconds: expect.any(Number) };

describe('values', () => {
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

  it('come back whole: no digit of a bigint or a numeric is lost', async () => {
    const text =
      "select 9007199254740993::bigint as big, '{9007199254740993,null}'::bigint[] as bigs, 0.10::numeric as price, '{0.10}'::numeric[] as prices, '{}'::bigint[] as none";
    const whole = {
      big: 9007199254740993n,
      bigs: [9007199254740993n, null],
      price: '0.10',
      prices: ['0.10'],
      none: [],
    };
    expect(await database.query({ name: 'whole', text, values: [] })).toEqual([whole]);
    expect((await sql.raw(text).execute(database.kysely)).rows).toEqual([whole]);
  });
});

describe.skipIf(serverUrl === undefined)('a server that goes away', () => {
  let fresh: FreshDatabase;
  let database: Database;
  let proxy: Proxy;
  beforeEach(async () => {
    fresh = await freshDatabase();
    const url = new URL(fresh.environment.DATABASE_URL ?? '');
    proxy = await startProxy(Number(url.port), url.hostname);
    url.host = `127.0.0.1:${proxy.port}`;
    database = await connectDatabase(readConfig({ ...fresh.environment, DATABASE_URL: url.href }), silent);
  });
  afterEach(async () => {
    await database.stop();
    await proxy.stop();
    await fresh.stop();
  });
  const ask = () => database.query({ name: 'ask', text: 'select 1 as one', values: [] });

  it('makes statements fail as unavailable, and they succeed once it is back', async () => {
    expect(await ask()).toEqual([{ one: 1 }]);
    await proxy.cut();
    await expect(ask()).rejects.toMatchObject(unavailable);
    await expect(database.kysely.selectFrom('products').selectAll().execute()).rejects.toMatchObject(
      unavailable,
    );
    await proxy.restore();
    await until(async () => (await ask().catch(() => [])).length === 1, 15_000);
  });

  it('in the middle of a transaction fails it, and leaves no broken connection in the pool', async () => {
    const failing = database.kysely.transaction().execute(async (transaction) => {
      await sql`select 1`.execute(transaction);
      await proxy.cut();
      await sql`select 1`.execute(transaction);
    });
    await expect(failing).rejects.toMatchObject(unavailable);
    await proxy.restore();
    for (let i = 0; i < 20; i++) expect(await ask()).toEqual([{ one: 1 }]);
  });

  it('by an administrator’s hand is one failure, not a broken pool', async () => {
    const suicide = database.query({
      name: 'end',
      text: 'select pg_terminate_backend(pg_backend_pid())',
      values: [],
    });
    await expect(suicide).rejects.toMatchObject(unavailable);
    expect(await ask()).toEqual([{ one: 1 }]);
  });

  it('is not what a wrong statement looks like', async () => {
    await expect(
      database.query({ name: 'wrong', text: 'select nonsense', values: [] }),
    ).rejects.toMatchObject({ code: '42703' });
  });

  it('is stopped within 5 s also while a statement runs', async () => {
    const running = database.session((session) => sql`select pg_sleep(60)`.execute(session));
    const pooled = database.query({ name: 'sleep', text: 'select pg_sleep(60)', values: [] });
    const ended = Promise.allSettled([running, pooled]);
    await onServer(
      fresh.environment.DATABASE_URL ?? '',
      `do $$ begin
        while (select count(*) from pg_stat_activity where datname = current_database() and query like 'select pg_sleep(60)%') < 2
        loop perform pg_sleep(0.02); perform pg_stat_clear_snapshot(); end loop;
      end $$`,
    );
    const started = performance.now();
    await database.stop();
    expect(performance.now() - started).toBeLessThan(5_000);
    for (const { status } of await ended) expect(status).toBe('rejected');
  });
});

describe.skipIf(serverUrl === undefined)('a server that can not be used', () => {
  it('says what it is and what to do, without the password', async () => {
    const url = new URL(databaseUrl(serverUrl ?? '', 'no_such_database'));
    url.password = 'secret';
    const refused = connectDatabase(readConfig({ DATABASE_URL: url.href }), silent);
    await expect(refused).rejects.toMatchObject({ code: 'DATABASE_UNAVAILABLE' });
    await expect(refused).rejects.toThrow(/no_such_database.*does not exist.*DATABASE_URL/);
    await expect(refused).rejects.not.toThrow(/secret/);
  });
});

interface Proxy {
  readonly port: number;
  /** Breaks every connection and takes no more. */
  cut(): Promise<void>;
  restore(): Promise<void>;
  stop(): Promise<void>;
}

async function startProxy(targetPort: number, targetHost: string): Promise<Proxy> {
  const sockets = new Set<net.Socket>();
  const server = net.createServer((near) => {
    const far = net.connect(targetPort, targetHost);
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(from);
      from.pipe(to);
      from.on('error', () => {}).on('close', () => void to.destroy());
    }
  });
  const listen = (port: number) =>
    new Promise<void>((resolve) => server.listen(port, '127.0.0.1', () => resolve()));
  const cut = async () => {
    const closed = new Promise((resolve) => server.close(resolve));
    for (const socket of sockets) socket.destroy();
    sockets.clear();
    await closed;
  };
  await listen(0);
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the proxy has no port');
  return {
    port: address.port,
    cut,
    restore: () => listen(address.port),
    stop: () => (server.listening ? cut() : Promise.resolve()),
  };
}
