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

/** A server's end takes its embedder and the embedded database with it. */
const EMBEDDED: readonly Target[] = ['server', 'server', 'embedder', 'database'];
const ON_SERVER: readonly Target[] = ['server', 'worker', 'embedder', 'connection'];

/** Says who is next: everybody in turn, each time in another order. */
export function createVictims({ database }: Pick<Site, 'database'>, random: Random): () => Target {
  const left: Target[] = [];
  return () => {
    if (left.length === 0) left.push(...(database === undefined ? EMBEDDED : ON_SERVER));
    const [next] = left.splice(Math.floor(random.uniform() * left.length), 1);
    return next ?? 'server';
  };
}

/** Kills a target, as soon as it is there: it may just be starting again. */
export async function strike(target: Target, site: Site, fleet: Fleet, random: Random): Promise<void> {
  while (!(await strikeOne(target, site, fleet, random))) await sleep(100);
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
