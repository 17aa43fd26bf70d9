import type { PGlite } from '@electric-sql/pglite';
import { z } from 'zod';

/** Runs work while nobody is in a transaction. */
type Exclusive = (work: () => Promise<void>) => Promise<void>;

const EVERY_MS = 20_000;
/** A log this long takes about half a second to go through when the database opens again after a kill. */
const MAX_WAL_BYTES = 32 * 1024 * 1024;
const WAL_SINCE_CHECKPOINT =
  'select pg_wal_lsn_diff(pg_current_wal_lsn(), redo_lsn) as bytes from pg_control_checkpoint()';

const tablesSchema = z.array(z.object({ name: z.string(), vacuum: z.boolean() }));
const walSchema = z.array(z.object({ bytes: z.coerce.number() }));

/** PostgreSQL's own rules for autovacuum, with its default thresholds. */
const WORN_TABLES = `
  select quote_ident(relname) as name, worn as vacuum from (
    select relname,
      n_dead_tup > 50 + 0.2 * n_live_tup or n_ins_since_vacuum > 1000 + 0.2 * n_live_tup as worn,
      n_mod_since_analyze > 50 + 0.1 * n_live_tup as stale
    from pg_stat_user_tables where schemaname = 'public') tables
  where worn or stale`;

/**
 * Does what a PostgreSQL server's background processes do, and PGlite, which has none, leaves undone: checkpoints,
 * without which its log grows for ever, and vacuum and analyze, without which dead rows stay and plans are blind.
 */
export async function tidyUp(database: PGlite, exclusive: Exclusive): Promise<void> {
  // a table at a time, so that others get their turn in between
  await exclusive(async () => void (await database.exec('select pg_stat_force_next_flush()')));
  let worn: z.output<typeof tablesSchema> = [];
  await exclusive(async () => {
    worn = tablesSchema.parse((await database.query(WORN_TABLES)).rows);
  });
  for (const { name, vacuum } of worn) {
    await exclusive(
      async () => void (await database.exec(`${vacuum ? 'vacuum (analyze)' : 'analyze'} ${name}`)),
    );
  }
  await exclusive(async () => {
    const [wal] = walSchema.parse((await database.query(WAL_SINCE_CHECKPOINT)).rows);
    if (wal !== undefined && wal.bytes > MAX_WAL_BYTES) await database.exec('checkpoint');
  });
}

/**
 * Tidies up now and then.
 * @returns what ends it
 */
export function keepHouse(
  database: PGlite,
  exclusive: Exclusive,
  onError: (error: unknown) => void,
): () => void {
  let timer: NodeJS.Timeout;
  const schedule = () => {
    timer = setTimeout(() => tidyUp(database, exclusive).catch(onError).finally(schedule), EVERY_MS);
  };
  schedule();
  return () => clearTimeout(timer);
}
