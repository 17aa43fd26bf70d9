import { Kysely } from 'kysely';
import type pg from 'pg';
import type { Log } from '../log.ts';
import { poolDialect } from './dialect.ts';
import { createPool } from './pool.ts';
import type { Tables } from './tables.ts';

/** Runs work on a connection of its own, which `signal` cuts off. */
export async function withSession<Result>(
  connection: pg.ClientConfig,
  log: Log,
  work: (session: Kysely<Tables>) => Promise<Result>,
  signal?: AbortSignal,
): Promise<Result> {
  const pool = createPool({ connection, maxConnections: 1, queryTimeoutMs: 0 }, log);
  const kysely = new Kysely<Tables>({ dialect: poolDialect(pool) });
  const cut = () => void pool.end(0);
  signal?.addEventListener('abort', cut);
  try {
    return await kysely.connection().execute(work);
  } finally {
    signal?.removeEventListener('abort', cut);
    await pool.end();
  }
}
