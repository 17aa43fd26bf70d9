import { Kysely, sql } from 'kysely';
import type pg from 'pg';
import type { Config } from '../config.ts';
import type { Log } from '../log.ts';
import { type Breaker, createBreaker } from './breaker.ts';
import type { Database, NamedStatement } from './database.ts';
import { poolDialect } from './dialect.ts';
import type { Events } from './events.ts';
import { createLocalEvents } from './local-events.ts';
import { createNotifyEvents } from './notify-events.ts';
import { createPool, type Lease, type Pool } from './pool.ts';
import { type Reached, type ReachOptions, reachDatabase } from './reach.ts';
import { QUERY_TIMEOUT_MS } from './server.ts';
import { withSession } from './session.ts';
import { setUp } from './setup.ts';
import type { Tables } from './tables.ts';

/** When a stop no longer waits for the other side of a connection to agree. */
const STOP_GRACE_MS = 2_000;

/** What the embedded database is meant for. */
const EMBEDDED_PICTURES = 20_000;

const NOT_FOR_POWER_FAILURES =
  'The embedded database survives the end of any process, kill -9 included, but not a power failure. Keep what you ' +
  "can't load again in a PostgreSQL server (DATABASE_URL).";

/**
 * Connects to the database of the settings, brings it up to date, and says what was found.
 * @throws {VitrineError} CONFLICT where it is newer than this program or, embedded, another process has it open;
 *   DATABASE_UNAVAILABLE where it can't be reached
 */
export async function connectDatabase(
  config: Config,
  log: Log,
  options: ReachOptions = {},
): Promise<Database> {
  const reached = await reachDatabase(config, log, options);
  try {
    return await open(reached, log);
  } catch (error) {
    await reached.stop();
    throw error;
  }
}

async function open(reached: Reached, log: Log): Promise<Database> {
  const { kind } = reached;
  const found = await setUp(reached.connection, reached.migrations, log);
  const breaker = createBreaker();
  const connection = { ...reached.connection, stream: breaker.stream };
  const pool = createPool(
    { ...reached.pooled, connection: { ...reached.pooled.connection, stream: breaker.stream } },
    log,
  );
  const kysely = new Kysely<Tables>({ dialect: poolDialect(pool) });
  const close = async () => {
    await pool.end();
    await found.release();
  };
  try {
    const events = await openEvents(reached, pool, breaker, log);
    const notices = [...found.notices, ...(kind === 'embedded' ? await embeddedNotices(kysely) : [])];
    const stopping = new AbortController();
    return {
      kind,
      vectors: found.vectors,
      trigrams: found.trigrams,
      notices,
      kysely,
      events,
      query<Row extends pg.QueryResultRow>({ name, text, values, timeoutMs }: NamedStatement) {
        // one session for all: a name that two programs give to different statements would clash there
        const isServer = kind === 'server';
        const named = isServer && name !== undefined ? { name } : {};
        return runOn<Row>(pool, { ...named, text, values: [...values] }, isServer ? timeoutMs : undefined);
      },
      session: (work) => withSession(connection, log, work, stopping.signal),
      async stop() {
        stopping.abort();
        const impatient = setTimeout(() => breaker.trip('the program is stopping'), STOP_GRACE_MS);
        await events.stop();
        await close();
        clearTimeout(impatient);
        await reached.stop();
      },
    };
  } catch (error) {
    await close();
    throw error;
  }
}

function openEvents(
  { kind, connection }: Reached,
  pool: Pool,
  breaker: Breaker,
  log: Log,
): Promise<Events & { stop(): Promise<void> }> {
  if (kind === 'embedded') return Promise.resolve(createLocalEvents());
  const notify = (channel: string, payload: string) =>
    runOn(pool, { text: 'select pg_notify($1, $2)', values: [channel, payload] });
  return createNotifyEvents({
    connection,
    notify,
    onSilent() {
      log.error(
        'The database server does not answer: its connections are cut, and statements fail until it does.',
      );
      breaker.trip('the database server does not answer');
    },
    onSound() {
      log.info('The database server answers again.');
      breaker.reset();
    },
    log,
  });
}

async function runOn<Row extends pg.QueryResultRow>(
  pool: Pool,
  statement: pg.QueryConfig,
  timeoutMs?: number,
): Promise<Row[]> {
  const lease = await pool.acquire();
  try {
    if (timeoutMs === undefined) return (await lease.run<Row>(statement)).rows;
    return await runWithin<Row>(lease, statement, timeoutMs);
  } finally {
    lease.release();
  }
}

/** A limit holds for the statements after it, so it takes a transaction to make one for a single statement. */
async function runWithin<Row extends pg.QueryResultRow>(
  lease: Lease,
  statement: pg.QueryConfig,
  timeoutMs: number,
): Promise<Row[]> {
  // 0 would be no limit
  const limitMs = Math.min(QUERY_TIMEOUT_MS, Math.max(1, Math.ceil(timeoutMs)));
  try {
    await lease.run({ text: `begin; set local statement_timeout = ${limitMs}` });
    return (await lease.run<Row>(statement)).rows;
  } finally {
    // after a failure this rolls back
    await lease.run({ text: 'commit' });
  }
}

async function embeddedNotices(kysely: Kysely<Tables>): Promise<string[]> {
  const { rows } = await sql<{ pictures: bigint }>`select count(*) as pictures from product_images`.execute(
    kysely,
  );
  const pictures = rows[0]?.pictures ?? 0n;
  if (pictures <= EMBEDDED_PICTURES) return [NOT_FOR_POWER_FAILURES];
  return [
    NOT_FOR_POWER_FAILURES,
    `The embedded database holds ${pictures} pictures and is meant for about ${EMBEDDED_PICTURES}: every search goes ` +
      'through all of them. To move, set DATABASE_URL to a PostgreSQL server with pgvector and import the products there.',
  ];
}
