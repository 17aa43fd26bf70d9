import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { connectDatabase } from '../../src/database/connect.ts';
import type { Database } from '../../src/database/database.ts';
import { type FreshDatabase, freshDatabase, onServer, serverUrl, silent } from '../helpers/database.ts';
import { until } from './children.ts';

describe('events', () => {
  let fresh: FreshDatabase;
  const open: Database[] = [];
  const connect = async () => {
    const database = await connectDatabase(fresh.config, silent);
    open.push(database);
    return database;
  };
  const count = (database: Database, topic: 'work' | 'index') => {
    const heard = { times: 0 };
    const unsubscribe = database.events.subscribe(topic, () => void heard.times++);
    return { heard, unsubscribe };
  };

  beforeEach(async () => {
    fresh = await freshDatabase();
  });
  afterEach(async () => {
    for (const database of open.splice(0)) await database.stop();
    await fresh.stop();
  });

  it('are heard by those who asked for the topic, many at once as one', async () => {
    const database = await connect();
    const work = count(database, 'work');
    const index = count(database, 'index');
    for (let i = 0; i < 20; i++) database.events.publish('work');
    expect(work.heard.times).toBe(0);
    await until(() => work.heard.times > 0, 5_000);
    await sleep(200);
    expect(work.heard.times).toBe(1);
    expect(index.heard.times).toBe(0);
    work.unsubscribe();
    database.events.publish('work');
    await sleep(200);
    expect(work.heard.times).toBe(1);
  });

  it.skipIf(serverUrl === undefined)('are heard by another process on the same server', async () => {
    const [one, other] = [await connect(), await connect()];
    const { heard } = count(other, 'index');
    one.events.publish('index');
    await until(() => heard.times === 1, 5_000);
  });

  it.skipIf(serverUrl === undefined)(
    'are heard again after the connection broke, and once for what was missed',
    async () => {
      const [one, other] = [await connect(), await connect()];
      const { heard } = count(other, 'work');
      const [name] = await one.query<{ name: string }>({
        name: 'db',
        text: 'select current_database() as name',
        values: [],
      });
      await onServer(
        serverUrl ?? '',
        `select pg_terminate_backend(pid) from pg_stat_activity where datname = '${name?.name}' and query ilike 'listen%'`,
      );
      await until(() => heard.times === 1, 10_000);
      one.events.publish('work');
      await until(() => heard.times === 2, 10_000);
    },
  );
});
