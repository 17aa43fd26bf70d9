import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import type { Random } from '../../bench/random.ts';
import type { Fleet } from './fleet.ts';
import type { Site } from './site.ts';

/** What is struck, and what that is called. */
export const targets = {
  server: 'kill -9 of the server',
  worker: 'kill -9 of the worker',
  embedder: 'kill -9 of an embedder',
  database: 'kill -9 of the embedded database',
  connection: 'a terminated database connection',
} as const;
export type Target = keyof typeof targets;

/** Where the server dies most often: it takes the others with it. */
const EMBEDDED: readonly Target[] = ['server', 'server', 'embedder', 'database'];
const ON_SERVER: readonly Target[] = ['server', 'worker', 'embedder', 'connection'];

/** Kills something that is there. @returns what it was */
export async function strike(site: Site, fleet: Fleet, random: Random): Promise<Target> {
  for (;;) {
    const choice = site.database === undefined ? EMBEDDED : ON_SERVER;
    const target = choice[Math.floor(random.uniform() * choice.length)] ?? 'server';
    if (await strikeOne(target, site, fleet, random)) return target;
    // it is just starting again
    await sleep(100);
  }
}

async function strikeOne(target: Target, site: Site, fleet: Fleet, random: Random): Promise<boolean> {
  switch (target) {
    case 'server':
    case 'worker':
      await fleet.killProgram(target);
      return true;
    case 'embedder':
    case 'database':
      return fleet.killChild(target);
    case 'connection':
      return await terminateConnection(site, random);
  }
}

async function terminateConnection({ database }: Site, random: Random): Promise<boolean> {
  const client = new pg.Client({ connectionString: database?.href });
  await client.connect();
  try {
    const { rows } = await client.query<{ pid: number }>(
      `select pid from pg_stat_activity
       where datname = current_database() and application_name = 'vitrine' order by pid`,
    );
    const one = rows[Math.floor(random.uniform() * rows.length)];
    if (one === undefined) return false;
    await client.query('select pg_terminate_backend($1)', [one.pid]);
    return true;
  } finally {
    await client.end();
  }
}
