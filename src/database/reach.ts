import type pg from 'pg';
import type { Config } from '../config.ts';
import type { Log } from '../log.ts';
import type { Database } from './database.ts';
import { openEmbedded } from './embedded/embedded.ts';
import { type Migration, readMigrations } from './migrations.ts';
import { awaitServer, pooledConnection, QUERY_TIMEOUT_MS, serverConnection } from './server.ts';
import { setUp } from './setup.ts';

export interface ReachOptions {
  /**
   * Whether to share an embedded database that another process has open, as commands beside a server do.
   * @default false
   */
  readonly share?: boolean;
}

/** A database that answers, in whatever state it is. */
export interface Reached {
  readonly kind: Database['kind'];
  /** For sessions that may take minutes. */
  readonly connection: pg.ClientConfig;
  /** For those of the pool. */
  readonly pooled: {
    readonly connection: pg.ClientConfig;
    readonly maxConnections: number;
    readonly queryTimeoutMs: number;
  };
  readonly migrations: readonly Migration[];
  /** Ends the embedded database's process, where this one started it. */
  stop(): Promise<void>;
}

/** Starts the embedded database, making it where it is not there yet, or waits for the server to answer. */
export async function reachDatabase(
  config: Config,
  log: Log,
  { share = false }: ReachOptions,
): Promise<Reached> {
  const migrations = await readMigrations();
  if (config.DATABASE_URL !== undefined) {
    await awaitServer(config.DATABASE_URL, log);
    return {
      kind: 'server',
      connection: serverConnection(config.DATABASE_URL),
      pooled: {
        connection: pooledConnection(config.DATABASE_URL),
        maxConnections: config.DATABASE_POOL,
        queryTimeoutMs: QUERY_TIMEOUT_MS,
      },
      migrations,
      stop: async () => {},
    };
  }
  const prepare = async (connection: pg.ClientConfig) => {
    await setUp(connection, migrations, log);
  };
  const { connection, stop } = await openEmbedded(
    { directory: config.DATA_DIR, share, migrations, prepare },
    log,
  );
  // one session for all, so one connection; a statement that takes long still comes to its end
  return {
    kind: 'embedded',
    connection,
    pooled: { connection, maxConnections: 1, queryTimeoutMs: 0 },
    migrations,
    stop,
  };
}
