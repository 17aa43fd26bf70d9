import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Kysely, Migrator, sql } from 'kysely';
import { VitrineError } from '../errors.ts';
import type { Tables } from './tables.ts';

const FOLDER = join(import.meta.dirname, '../../migrations');
const APPLIED_TABLE = 'applied_migrations';

/** One file of migrations/: its name without the ending, and what it says. */
export interface Migration {
  readonly name: string;
  readonly text: string;
}

/** Every migration that this program knows, in the order in which they are applied. */
export async function readMigrations(): Promise<readonly Migration[]> {
  const files = (await readdir(FOLDER)).filter((file) => /^\d{4}_\w+\.sql$/.test(file)).sort();
  return Promise.all(
    files.map(async (file) => ({
      name: file.slice(0, -'.sql'.length),
      text: await readFile(join(FOLDER, file), 'utf8'),
    })),
  );
}

/** A hash that changes when any migration does. */
export function migrationsKey(migrations: readonly Migration[]): string {
  const hash = createHash('sha256');
  for (const { name, text } of migrations) hash.update(`${name}\0${text}\0`);
  return hash.digest('hex').slice(0, 16);
}

/** Where a database stands against this program's migrations. */
export interface MigrationStatus {
  readonly applied: readonly string[];
  readonly pending: readonly string[];
  /** Applied ones that this program does not know: a newer program made them. */
  readonly unknown: readonly string[];
}

export async function migrationStatus(
  database: Kysely<Tables>,
  migrations: readonly Migration[],
): Promise<MigrationStatus> {
  const { rows: found } = await sql<{
    made: boolean;
  }>`select to_regclass(${APPLIED_TABLE}) is not null as made`.execute(database);
  const { rows } = found[0]?.made
    ? await sql<{ name: string }>`select name from ${sql.table(APPLIED_TABLE)} order by name`.execute(
        database,
      )
    : { rows: [] };
  const applied = rows.map(({ name }) => name);
  const known = new Set(migrations.map(({ name }) => name));
  return {
    applied,
    pending: migrations.map(({ name }) => name).filter((name) => !applied.includes(name)),
    unknown: applied.filter((name) => !known.has(name)),
  };
}

/** @throws {VitrineError} CONFLICT where a newer program has changed the database */
export function refuseNewer(status: MigrationStatus): void {
  if (status.unknown.length === 0) return;
  throw new VitrineError(
    'CONFLICT',
    `The database is newer than this program: it has ${status.unknown.join(', ')}, which this version does not know. ` +
      'Start the version that made it or a newer one, or restore a backup from before.',
  );
}

/**
 * Applies what is pending, all of it or nothing, and returns the names. It only goes forward. Safe with several
 * processes at once: Kysely's migrator holds an advisory lock.
 * @throws {VitrineError} CONFLICT where a newer program has changed the database
 */
export async function migrate(
  database: Kysely<Tables>,
  migrations: readonly Migration[],
): Promise<readonly string[]> {
  const status = await migrationStatus(database, migrations);
  refuseNewer(status);
  if (status.pending.length === 0) return [];
  const migrator = new Migrator({
    db: database,
    migrationTableName: APPLIED_TABLE,
    migrationLockTableName: `${APPLIED_TABLE}_lock`,
    provider: {
      getMigrations: async () =>
        Object.fromEntries(
          migrations.map(({ name, text }) => [
            name,
            {
              up: (db: Kysely<unknown>) =>
                sql
                  .raw(text)
                  .execute(db)
                  .then(() => {}),
            },
          ]),
        ),
    },
  });
  const { error, results = [] } = await migrator.migrateToLatest();
  if (error) {
    const failed = results.find(({ status }) => status === 'Error');
    throw failed
      ? new Error(`Migration ${failed.migrationName} failed; nothing was changed.`, { cause: error })
      : error;
  }
  return results.map(({ migrationName }) => migrationName);
}
