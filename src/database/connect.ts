import { Kysely } from 'kysely';
import type pg from 'pg';
import type { Config } from '../config.ts';
import type { Log } from '../log.ts';
import type { Database } from './database.ts';
import { poolDialect } from './dialect.ts';
import { openEmbedded } from './embedded/embedded.ts';
import { createLocalEvents } from './local-events.ts';
import { readMigrations } from './migrations.ts';
import { createPool } from './pool.ts';
import { setUp } from './setup.ts';
import type { Tables } from './tables.ts';

export interface ConnectOptions {
  /** Whether to share an embedded database that another process has open, as commands beside a server do. @default false */
  readonly share?: boolean;
}

/**
 * Connects to the database of the settings, brings it up to date, and says what was found.
 * @throws {VitrineError} CONFLICT where it is newer than this program or, embedded, another process has it open;
 *   DATABASE_UNAVAILABLE where it can't be reached
 */
export async function connectDatabase(
  config: Config,
  log: Log,
  options: ConnectOptions = {},
): Promise<Database> {
  return config.DATABASE_URL === undefined
    ? connectEmbedded(config, log, options)
    : connectServer(config.DATABASE_URL, config, log);
}

async function connectEmbedded(config: Config, log: Log, options: ConnectOptions): Promise<Database> {
  const migrations = await readMigrations();
  const embedded = await openEmbedded(
    {
      directory: config.DATA_DIR,
      share: options.share ?? false,
      migrations,
      prepare: async (connection) => {
        await setUp(connection, migrations, log);
      },
    },
    log,
  );
  try {
    const found = await setUp(embedded.connection, migrations, log);
    const pool = createPool({ connection: embedded.connection, maxConnections: 1, queryTimeoutMs: 0 }, log);
    const kysely = new Kysely<Tables>({ dialect: poolDialect(pool) });
    const events = createLocalEvents();
    return {
      kind: 'embedded',
      vectors: found.vector ? 'pgvector' : 'bytes',
      trigrams: found.trigrams,
      notices: found.notices,
      kysely,
      events,
      async query<Row extends pg.QueryResultRow>({
        text,
        values,
      }: {
        text: string;
        values: readonly unknown[];
      }) {
        const lease = await pool.acquire();
        try {
          return (await lease.run<Row>({ text, values: [...values] })).rows;
        } finally {
          lease.release();
        }
      },
      async stop() {
        events.stop();
        await pool.end();
        await embedded.stop();
      },
    };
  } catch (error) {
    await embedded.stop();
    throw error;
  }
}

async function connectServer(url: string, config: Config, log: Log): Promise<Database> {
  const migrations = await readMigrations();
  const connection: pg.ClientConfig = { connectionString: url };
  const found = await setUp(connection, migrations, log);
  const pool = createPool({ connection, maxConnections: config.DATABASE_POOL, queryTimeoutMs: 60_000 }, log);
  const kysely = new Kysely<Tables>({ dialect: poolDialect(pool) });
  const events = createLocalEvents();
  return {
    kind: 'server',
    vectors: found.vector ? 'pgvector' : 'bytes',
    trigrams: found.trigrams,
    notices: found.notices,
    kysely,
    events,
    async query<Row extends pg.QueryResultRow>({
      name,
      text,
      values,
    }: {
      name: string;
      text: string;
      values: readonly unknown[];
    }) {
      const lease = await pool.acquire();
      try {
        return (await lease.run<Row>({ name, text, values: [...values] })).rows;
      } finally {
        lease.release();
      }
    },
    async stop() {
      events.stop();
      await pool.end();
    },
  };
}
