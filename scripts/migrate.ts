import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type Config, ConfigError, readConfig } from '../src/config.ts';
import { migrationStatus, readMigrations, refuseNewer } from '../src/database/migrations.ts';
import { reachDatabase } from '../src/database/reach.ts';
import { withSession } from '../src/database/session.ts';
import { setUp } from '../src/database/setup.ts';
import { messageOf, VitrineError } from '../src/errors.ts';
import { createLog, type Log } from '../src/log.ts';

const usage = `usage: npm run migrate [-- --status]

Brings the database up to this version: migrations, extensions, and vectors that were stored without pgvector. The server
does the same by itself when it starts. It only goes forward; a database that a newer version made is left alone.

  --status   shows where the database stands, and changes nothing

Ends with 0, or 1 where it could not be done (--status: or where migrations are pending), 2 where it was called wrongly.`;

function readArguments(): { readonly help: boolean; readonly status: boolean } {
  const { values } = parseArgs({
    options: {
      help: { type: 'boolean', short: 'h', default: false },
      status: { type: 'boolean', default: false },
    },
  });
  return values;
}

function where(config: Config): string {
  if (config.DATABASE_URL === undefined) return `embedded, under ${config.DATA_DIR}`;
  const { host, pathname } = new URL(config.DATABASE_URL);
  return `PostgreSQL server, ${host}${pathname}`;
}

/** @returns the exit code */
async function showStatus(config: Config, log: Log): Promise<number> {
  const known = await readMigrations();
  if (config.DATABASE_URL === undefined && !existsSync(join(config.DATA_DIR, 'postgres'))) {
    console.log(
      `It is not there yet. The first start makes it, with all ${known.length} migrations applied.`,
    );
    return 0;
  }
  const reached = await reachDatabase(config, log, { share: true });
  try {
    const status = await withSession(reached.connection, log, (session) => migrationStatus(session, known));
    for (const name of status.applied) console.log(`  applied  ${name}`);
    for (const name of status.pending) console.log(`  pending  ${name}`);
    refuseNewer(status);
    console.log(
      status.pending.length === 0 ? 'It is up to date.' : 'Apply what is pending with: npm run migrate',
    );
    return status.pending.length === 0 ? 0 : 1;
  } finally {
    await reached.stop();
  }
}

/** @returns the exit code */
async function migrate(config: Config, log: Log): Promise<number> {
  const reached = await reachDatabase(config, log, { share: true });
  try {
    const { applied, vectors, notices, release } = await setUp(reached.connection, reached.migrations, log);
    await release();
    for (const name of applied) console.log(`  applied  ${name}`);
    for (const notice of notices) console.log(`Note: ${notice}`);
    console.log(
      applied.length === 0
        ? `It is up to date: all ${reached.migrations.length} migrations are applied.`
        : `Applied ${applied.length} of ${reached.migrations.length} migrations; it is up to date now.`,
    );
    console.log(`Vectors are stored ${vectors === 'pgvector' ? "in pgvector's type" : 'as bytes'}.`);
    return 0;
  } finally {
    await reached.stop();
  }
}

async function main(): Promise<number> {
  try {
    const { help, status } = readArguments();
    if (help) {
      console.log(usage);
      return 0;
    }
    const config = readConfig();
    const log = createLog({
      level: config.LOG_LEVEL,
      format: config.LOG_FORMAT === 'json' ? 'json' : 'pretty',
    });
    console.log(`Database: ${where(config)}`);
    return await (status ? showStatus(config, log) : migrate(config, log));
  } catch (error) {
    console.error(`migrate: ${messageOf(error)}`);
    if (error instanceof VitrineError) return 1;
    if (error instanceof ConfigError || (error instanceof TypeError && 'code' in error)) return 2;
    throw error;
  }
}

process.exitCode = await main();
