import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readConfig } from '../../src/config.ts';
import { connectDatabase } from '../../src/database/connect.ts';
import type { Database } from '../../src/database/database.ts';
import { startProxy, type TcpProxy, through } from '../faults/proxy.ts';
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
  let proxy: TcpProxy;
  beforeEach(async () => {
    fresh = await freshDatabase();
    const url = new URL(fresh.environment.DATABASE_URL ?? '');
    proxy = await startProxy(url);
    const environment = { ...fresh.environment, DATABASE_URL: through(proxy, url).href };
    database = await connectDatabase(readConfig(environment), silent);
  });
  afterEach(async () => {
    await database.stop();
    await proxy.stop();
    await fresh.stop();
  });
  const ask = () => database.query({ name: 'ask', text: 'select 1 as one', values: [] });

  it('makes statements fail as unavailable, and they succeed once it is back', async () => {
    expect(await ask()).toEqual([{ one: 1 }]);
    await proxy.refuse();
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
      await proxy.refuse();
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

  it('without a word fails what waits, then every statement at once, until it answers again', async () => {
    const all = () => [
      ask(),
      database.kysely.transaction().execute((transaction) => sql`select 1`.execute(transaction)),
      database.session((session) => sql`select 1`.execute(session)),
    ];
    await Promise.all(all());
    proxy.fallSilent();
    const fellSilent = performance.now();
    for (const asked of all()) await expect(asked).rejects.toMatchObject(unavailable);
    expect(performance.now() - fellSilent).toBeLessThan(5_000);
    const asked = performance.now();
    for (const again of all()) await expect(again).rejects.toMatchObject(unavailable);
    expect(performance.now() - asked).toBeLessThan(500);
    await proxy.restore();
    await until(async () => (await ask().catch(() => [])).length === 1, 6_000);
    await Promise.all(all());
  });

  it('is not what a long statement looks like', async () => {
    const slept = await sql<{ seconds: number }>`select 5 as seconds from pg_sleep(5)`.execute(
      database.kysely,
    );
    expect(slept.rows).toEqual([{ seconds: 5 }]);
  });

  it('without a word lets go of what a transaction had locked', async () => {
    await sql`insert into facts (name, value) values ('locked', 'before')`.execute(database.kysely);
    const holding = database.kysely.transaction().execute(async (transaction) => {
      await sql`update facts set value = 'lost' where name = 'locked'`.execute(transaction);
      proxy.fallSilent();
      await sql`select 1`.execute(transaction);
    });
    await expect(holding).rejects.toMatchObject(unavailable);
    await proxy.restore();
    await until(async () => (await ask().catch(() => [])).length === 1, 6_000);
    const locked = await sql<{ value: string }>`
      update facts set value = value || ', after' where name = 'locked' returning value`.execute(
      database.kysely,
    );
    expect(locked.rows).toEqual([{ value: 'before, after' }]);
  });

  it('without a word does not hold up a stop', async () => {
    await Promise.all([ask(), ask(), ask()]);
    proxy.fallSilent();
    const started = performance.now();
    await database.stop();
    expect(performance.now() - started).toBeLessThan(4_000);
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
