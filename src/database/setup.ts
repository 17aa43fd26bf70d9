import { type Kysely, sql } from 'kysely';
import type pg from 'pg';
import type { Log } from '../log.ts';
import { ensureExtensions, ensureTrigramIndex } from './extensions.ts';
import { type Migration, migrate } from './migrations.ts';
import { withSession } from './session.ts';
import type { Tables } from './tables.ts';
import { convertVectors, holdBytesMode } from './vector-conversion.ts';
import type { VectorStorage } from './vectors.ts';

/** One among all processes on a database brings it up to date; the others wait and find it done. */
const SETUP_LOCK = 5_847_296_610n;

const STILL_BYTES =
  'pgvector is there, but another process still reads vectors as bytes. They are converted at the next start at ' +
  'which none does: stop every Vitrine on this database, then start again.';

export interface Setup {
  /** The migrations that were applied just now. */
  readonly applied: readonly string[];
  readonly vectors: VectorStorage;
  readonly trigrams: boolean;
  /** What a person should know or do, a sentence each. */
  readonly notices: readonly string[];
  /** Lets others convert vectors. To be called when this process no longer reads any. */
  release(): Promise<void>;
}

/** Brings a database up to this program: migrations, extensions, vectors. Nothing in it times out. */
export function setUp(
  connection: pg.ClientConfig,
  migrations: readonly Migration[],
  log: Log,
): Promise<Setup> {
  return withSession(connection, log, async (session) => {
    await sql`select pg_advisory_lock(${SETUP_LOCK})`.execute(session);
    try {
      const applied = await migrate(session, migrations);
      for (const name of applied) log.debug(`Applied migration ${name}.`);
      return { applied, ...(await setUpExtensions(session, connection, log)) };
    } finally {
      await sql`select pg_advisory_unlock(${SETUP_LOCK})`.execute(session);
    }
  });
}

async function setUpExtensions(
  session: Kysely<Tables>,
  connection: pg.ClientConfig,
  log: Log,
): Promise<Omit<Setup, 'applied'>> {
  const { vector, trigrams, notices } = await ensureExtensions(session);
  if (trigrams) await ensureTrigramIndex(session);
  const vectors = vector ? await convertVectors(session, log) : 'bytes';
  const hold = vectors === 'bytes' ? await holdBytesMode(connection, log) : undefined;
  return {
    vectors,
    trigrams,
    notices: vector && vectors === 'bytes' ? [...notices, STILL_BYTES] : notices,
    release: async () => hold?.release(),
  };
}
