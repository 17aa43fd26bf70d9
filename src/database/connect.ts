import { Kysely } from 'kysely';
import type pg from 'pg';
import type { Config } from '../config.ts';
import type { Log } from '../log.ts';
import type { Database, NamedStatement } from './database.ts';
import { poolDialect } from './dialect.ts';
import { openEmbedded } from './embedded/embedded.ts';
import type { Events } from './events.ts';
import { createLocalEvents } from './local-events.ts';
import { readMigrations } from './migrations.ts';
import { createNotifyEvents } from './notify-events.ts';
import { createPool, type Pool } from './pool.ts';
import { awaitServer, pooledConnection, QUERY_TIMEOUT_MS, serverConnection } from './server.ts';
import { withSession } from './session.ts';
import { type Setup, setUp } from './setup.ts';
import type { Tables } from './tables.ts';

export interface ConnectOptions {
  /**
   * Whether to share an embedded database that another process has open, as commands beside a server do.
   * @default false
   */
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

async function connectEmbedded(
  config: Config,
  log: Log,
  { share = false }: ConnectOptions,
): Promise<Database> {
  const migrations = await readMigrations();
  const prepare = async (connection: pg.ClientConfig) => {
    await setUp(connection, migrations, log);
  };
  const embedded = await openEmbedded({ directory: config.DATA_DIR, share, migrations, prepare }, log);
  const { connection } = embedded;
  try {
    const found = await setUp(connection, migrations, log);
    const pool = createPool({ connection, maxConnections: 1, queryTimeoutMs: 0 }, log);
    const events = createLocalEvents();
    return assemble({
      kind: 'embedded',
      found,
      pool,
      events,
      connection,
      log,
      stop: async () => {
        events.stop();
        await pool.end();
        await found.release();
        await embedded.stop();
      },
    });
  } catch (error) {
    await embedded.stop();
    throw error;
  }
}

async function connectServer(url: string, config: Config, log: Log): Promise<Database> {
  await awaitServer(url, log);
  const connection = serverConnection(url);
  const found = await setUp(connection, await readMigrations(), log);
  const pool = createPool(
    {
      connection: pooledConnection(url),
      maxConnections: config.DATABASE_POOL,
      queryTimeoutMs: QUERY_TIMEOUT_MS,
    },
    log,
  );
  const notify = (channel: string, payload: string) =>
    runOn(pool, { text: 'select pg_notify($1, $2)', values: [channel, payload] });
  const events = await createNotifyEvents(connection, notify, log);
  return assemble({
    kind: 'server',
    found,
    pool,
    events,
    connection,
    log,
    stop: async () => {
      await events.stop();
      await pool.end();
      await found.release();
    },
  });
}

async function runOn<Row extends pg.QueryResultRow>(pool: Pool, statement: pg.QueryConfig): Promise<Row[]> {
  const lease = await pool.acquire();
  try {
    return (await lease.run<Row>(statement)).rows;
  } finally {
    lease.release();
  }
}

interface Assembly {
  readonly kind: Database['kind'];
  readonly found: Setup;
  readonly pool: Pool;
  readonly events: Events;
  /** For sessions outside the pool. */
  readonly connection: pg.ClientConfig;
  readonly log: Log;
  readonly stop: () => Promise<void>;
}

function assemble({ kind, found, pool, events, connection, log, stop }: Assembly): Database {
  const stopping = new AbortController();
  return {
    kind,
    vectors: found.vectors,
    trigrams: found.trigrams,
    notices: found.notices,
    kysely: new Kysely<Tables>({ dialect: poolDialect(pool) }),
    events,
    query<Row extends pg.QueryResultRow>({ name, text, values }: NamedStatement) {
      // one session for all: a name that two programs give to different statements would clash there
      return runOn<Row>(
        pool,
        kind === 'server' ? { name, text, values: [...values] } : { text, values: [...values] },
      );
    },
    session: (work) => withSession(connection, log, work, stopping.signal),
    async stop() {
      stopping.abort();
      await stop();
    },
  };
}
