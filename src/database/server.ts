import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import type pg from 'pg';
import { messageOf, VitrineError } from '../errors.ts';
import type { Log } from '../log.ts';
import { isConnectionFailure, sqlState } from './database-error.ts';
import { withSession } from './session.ts';

/** After which the server gives up a statement. A search takes milliseconds, a bulk change seconds. */
const STATEMENT_TIMEOUT_MS = 60_000;
/** After which a statement is given up here: the server would have answered before, so the connection is dead. */
export const QUERY_TIMEOUT_MS = STATEMENT_TIMEOUT_MS + 5_000;

const OLDEST_VERSION = 150_000;
/** A database that starts together with this program may come up a little later. */
const WAIT_MS = 15_000;
const RETRY_MS = 500;

type SessionSettings = Readonly<Record<string, string | number>>;

/** What each session starts with. The server learns late or never that a client vanished without a word: its locks go. */
const SESSION_SETTINGS: SessionSettings = {
  // no transaction here waits for anything but the next statement, or a file's last step
  idle_in_transaction_session_timeout: 15_000,
  tcp_keepalives_idle: 10,
  tcp_keepalives_interval: 5,
  tcp_keepalives_count: 3,
};
/** What each session of the pool starts with besides. */
const POOL_SETTINGS: SessionSettings = {
  statement_timeout: STATEMENT_TIMEOUT_MS,
  // compiling a plan takes longer than any statement here runs
  jit: 'off',
};

/** How to reach a server by its URL, for sessions whose statements may take minutes. */
export function serverConnection(url: string): pg.ClientConfig {
  return connectionWith(url, SESSION_SETTINGS);
}

/** The same for the pool's sessions, with time limits. */
export function pooledConnection(url: string): pg.ClientConfig {
  return connectionWith(url, { ...SESSION_SETTINGS, ...POOL_SETTINGS });
}

function connectionWith(url: string, settings: SessionSettings): pg.ClientConfig {
  const options = Object.entries(settings).map(([name, value]) => `-c ${name}=${value}`);
  return {
    connectionString: url,
    application_name: 'vitrine',
    connectionTimeoutMillis: 10_000,
    options: options.join(' '),
  };
}

/**
 * Waits for a server that is starting, and looks whether it will do.
 * @throws {VitrineError} DATABASE_UNAVAILABLE with what the server said; CONFLICT where it is too old
 */
export async function awaitServer(url: string, log: Log): Promise<void> {
  const deadline = Date.now() + WAIT_MS;
  for (let attempt = 0; ; attempt++) {
    try {
      return await withSession(serverConnection(url), log, async (session) => {
        const { rows } = await sql<{ version: number; name: string }>`
          select current_setting('server_version_num')::integer as version, version() as name`.execute(
          session,
        );
        const [server] = rows;
        if (server === undefined || server.version >= OLDEST_VERSION) return;
        throw new VitrineError(
          'CONFLICT',
          `The database server is ${server.name}; Vitrine needs PostgreSQL 15 or newer.`,
        );
      });
    } catch (error) {
      if (error instanceof VitrineError && error.code !== 'DATABASE_UNAVAILABLE') throw error;
      const cause = error instanceof VitrineError ? error.cause : error;
      const worthWaiting = isConnectionFailure(cause) && Date.now() < deadline;
      if (!worthWaiting) throw unreachable(url, cause);
      if (attempt === 0) log.info(`Waiting for the database at ${place(url)}: ${reason(cause)}`);
      await sleep(RETRY_MS);
    }
  }
}

function unreachable(url: string, cause: unknown): VitrineError {
  const refused = sqlState(cause) !== undefined;
  const hint = refused
    ? 'Check user, password and database name in DATABASE_URL.'
    : 'Check DATABASE_URL, and whether the server runs.';
  return new VitrineError(
    'DATABASE_UNAVAILABLE',
    `The database at ${place(url)} can't be used: ${reason(cause)}. ${hint}`,
    { cause },
  );
}

/** What failed; trying several addresses of one host fails with an error that has none of its own. */
function reason(error: unknown): string {
  return error instanceof AggregateError ? error.errors.map(messageOf).join('; ') : messageOf(error);
}

/** Where a URL leads, without its password. */
function place(url: string): string {
  const { host, pathname } = new URL(url);
  return `${host}${pathname}`;
}
