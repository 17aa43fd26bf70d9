import {
  CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type QueryResult,
  type TransactionSettings,
} from 'kysely';
import type pg from 'pg';
import type { Lease, Pool } from './pool.ts';

/**
 * Kysely over our pool. It is PostgreSQL's own dialect but for the driver: ours turns broken connections into
 * DATABASE_UNAVAILABLE and never gives one back to the pool.
 */
export function poolDialect(pool: Pool): Dialect {
  return {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => poolDriver(pool),
    createIntrospector: (db) => new PostgresIntrospector(db),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  };
}

function poolDriver(pool: Pool): Driver {
  const leases = new WeakMap<DatabaseConnection, Lease>();
  const execute = (connection: DatabaseConnection, statement: string) =>
    connection.executeQuery(CompiledQuery.raw(statement));
  return {
    async init() {},
    async acquireConnection() {
      const lease = await pool.acquire();
      const connection = leasedConnection(lease);
      leases.set(connection, lease);
      return connection;
    },
    async beginTransaction(connection, settings) {
      await execute(connection, beginStatement(settings));
    },
    async commitTransaction(connection) {
      await execute(connection, 'commit');
    },
    async rollbackTransaction(connection) {
      await execute(connection, 'rollback');
    },
    async releaseConnection(connection) {
      leases.get(connection)?.release();
    },
    // the pool's owner ends it
    async destroy() {},
  };
}

function beginStatement({ isolationLevel, accessMode }: TransactionSettings): string {
  const level = isolationLevel === undefined ? '' : ` isolation level ${isolationLevel}`;
  return `start transaction${level}${accessMode === undefined ? '' : ` ${accessMode}`}`;
}

const WRITES = new Set(['INSERT', 'UPDATE', 'DELETE', 'MERGE']);

function leasedConnection(lease: Lease): DatabaseConnection {
  return {
    async executeQuery<Row>({ sql, parameters }: CompiledQuery): Promise<QueryResult<Row>> {
      const { command, rowCount, rows } = await lease.run<Row & pg.QueryResultRow>({
        text: sql,
        values: [...parameters],
      });
      return WRITES.has(command) ? { rows, numAffectedRows: BigInt(rowCount ?? 0) } : { rows };
    },
    // biome-ignore lint/correctness/useYield: the interface asks for a generator
    async *streamQuery() {
      throw new Error('Rows are not streamed here: page by key instead.');
    },
  };
}
