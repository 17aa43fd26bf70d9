import { Kysely, sql } from 'kysely';
import type pg from 'pg';
import type { Log } from '../log.ts';
import { poolDialect } from './dialect.ts';
import { type Extensions, ensureExtensions, ensureTrigramIndex } from './extensions.ts';
import { type Migration, migrate } from './migrations.ts';
import { createPool } from './pool.ts';
import type { Tables } from './tables.ts';

/** One among all processes on a database brings it up to date; the others wait and find it done. */
const SETUP_LOCK = 5_847_296_610n;

export interface Setup extends Extensions {
  /** The migrations that were applied just now. */
  readonly applied: readonly string[];
}

/** Brings a database up to this program: migrations, extensions, what hangs on them. Nothing in it times out. */
export async function setUp(
  connection: pg.ClientConfig,
  migrations: readonly Migration[],
  log: Log,
): Promise<Setup> {
  return withConnection(connection, log, async (database) => {
    await sql`select pg_advisory_lock(${SETUP_LOCK})`.execute(database);
    try {
      const applied = await migrate(database, migrations);
      for (const name of applied) log.debug(`Applied migration ${name}.`);
      const extensions = await ensureExtensions(database);
      if (extensions.trigrams) await ensureTrigramIndex(database);
      return { ...extensions, applied };
    } finally {
      await sql`select pg_advisory_unlock(${SETUP_LOCK})`.execute(database);
    }
  });
}

/** Runs work on a connection of its own, without the time limits of the pool. */
export async function withConnection<Result>(
  connection: pg.ClientConfig,
  log: Log,
  work: (database: Kysely<Tables>) => Promise<Result>,
): Promise<Result> {
  const pool = createPool({ connection, maxConnections: 1, queryTimeoutMs: 0 }, log);
  const kysely = new Kysely<Tables>({ dialect: poolDialect(pool) });
  try {
    return await kysely.connection().execute(work);
  } finally {
    await kysely.destroy();
    await pool.end();
  }
}
