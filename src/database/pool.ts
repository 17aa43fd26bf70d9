import pg from 'pg';
import { messageOf } from '../errors.ts';
import type { Log } from '../log.ts';
import { asDatabaseError, isConnectionFailure } from './database-error.ts';
import { parsers } from './parsers.ts';

export interface PoolOptions {
  /** Where to connect, and what each session starts with. */
  readonly connection: pg.ClientConfig;
  readonly maxConnections: number;
  /** After which a statement is given up here, where the server itself has not done so; 0 for never. */
  readonly queryTimeoutMs: number;
}

/** A connection on loan. */
export interface Lease {
  /** Runs one statement. A broken connection surfaces as DATABASE_UNAVAILABLE. */
  run<Row extends pg.QueryResultRow>(statement: pg.QueryConfig): Promise<pg.QueryResult<Row>>;
  /** Gives it back, or ends it where it broke. */
  release(): void;
}

export interface Pool {
  acquire(): Promise<Lease>;
  /** Ends all connections; those on loan are waited for, then cut off. */
  end(graceMs?: number): Promise<void>;
}

/** A free connection is waited for this long: on the embedded database everybody shares one. */
const ACQUIRE_TIMEOUT_MS = 30_000;
const END_GRACE_MS = 2_000;

export function createPool(options: PoolOptions, log: Log): Pool {
  const pool = new pg.Pool({
    ...options.connection,
    types: parsers,
    max: options.maxConnections,
    connectionTimeoutMillis: ACQUIRE_TIMEOUT_MS,
    idleTimeoutMillis: 60_000,
    query_timeout: options.queryTimeoutMs,
    keepAlive: true,
    keepAliveInitialDelayMillis: 10_000,
  });
  // an idle connection that breaks is dropped by the pool; without a listener it would end the process
  pool.on('error', (error) => log.debug(`A database connection broke: ${messageOf(error)}`));

  const onLoan = new Set<pg.PoolClient>();
  let ended: Promise<void> | undefined;

  return {
    async acquire() {
      const client = await pool.connect().catch((error: unknown) => {
        throw asDatabaseError(error);
      });
      onLoan.add(client);
      let broken = false;
      const onError = () => {
        broken = true;
      };
      client.on('error', onError);
      return {
        async run<Row extends pg.QueryResultRow>(statement: pg.QueryConfig) {
          try {
            return await client.query<Row>(statement);
          } catch (error) {
            if (isConnectionFailure(error)) broken = true;
            throw asDatabaseError(error);
          }
        },
        release() {
          client.removeListener('error', onError);
          onLoan.delete(client);
          client.release(broken);
        },
      };
    },
    async end(graceMs = END_GRACE_MS) {
      ended ??= pool.end();
      const timer = setTimeout(() => {
        for (const client of onLoan) client.end().catch(() => {});
      }, graceMs);
      await ended;
      clearTimeout(timer);
    },
  };
}
