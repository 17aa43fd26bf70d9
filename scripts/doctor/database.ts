import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type Kysely, sql } from 'kysely';
import type pg from 'pg';
import type { Config } from '../../src/config.ts';
import { type Holder, holderOf } from '../../src/database/embedded/lock.ts';
import { migrationStatus, readMigrations } from '../../src/database/migrations.ts';
import { reachDatabase } from '../../src/database/reach.ts';
import { serverConnection } from '../../src/database/server.ts';
import { withSession } from '../../src/database/session.ts';
import type { Tables } from '../../src/database/tables.ts';
import { messageOf, VitrineError } from '../../src/errors.ts';
import type { Log } from '../../src/log.ts';
import { type Finding, fail, ok, warn } from './finding.ts';

/** The database as it is; nothing in it is changed. */
export async function checkDatabase(config: Config, log: Log): Promise<Finding[]> {
  return config.DATABASE_URL === undefined
    ? await checkEmbedded(config, log)
    : await checkServer(config.DATABASE_URL, log);
}

async function checkEmbedded(config: Config, log: Log): Promise<Finding[]> {
  const holder = holderOf(config.DATA_DIR);
  if (holder === undefined && !existsSync(join(config.DATA_DIR, 'postgres'))) {
    return [ok('database', `embedded: the first start makes it in ${config.DATA_DIR}`)];
  }
  try {
    const { connection, stop } = await reachDatabase(config, log, { share: true });
    try {
      return [ok('database', describeHolder(holder, config)), ...(await look(connection, log, false))];
    } finally {
      await stop();
    }
  } catch (error) {
    const todo =
      holder === undefined
        ? `look into ${config.DATA_DIR}; where its files are damaged, restore a backup`
        : `end process ${holder.owner} (${holder.command}) and start it again`;
    return [fail('database', `embedded: ${inWords(error)}`, todo)];
  }
}

function describeHolder(holder: Holder | undefined, { DATA_DIR }: Config): string {
  if (holder === undefined) return `embedded, in ${DATA_DIR}; no process has it open`;
  return `embedded, in ${DATA_DIR}; open in process ${holder.owner} (${holder.command})`;
}

async function checkServer(url: string, log: Log): Promise<Finding[]> {
  try {
    const { host, pathname } = new URL(url);
    return [
      ok('database', `reached at ${host}${pathname}`),
      ...(await look(serverConnection(url), log, true)),
    ];
  } catch (error) {
    return [
      fail(
        'database',
        inWords(error),
        'check DATABASE_URL, and whether the server runs and lets this user in',
      ),
    ];
  }
}

/** What was refused, rather than that something was. */
function inWords(error: unknown): string {
  if (error instanceof VitrineError && error.cause !== undefined) return inWords(error.cause);
  if (error instanceof AggregateError) return error.errors.map(messageOf).join('; ');
  return messageOf(error);
}

function look(connection: pg.ClientConfig, log: Log, isServer: boolean): Promise<Finding[]> {
  return withSession(connection, log, async (session) => [
    ...(isServer ? [await checkVersion(session)] : []),
    await checkVectors(session),
    await checkMigrations(session),
    ...(await checkIndex(session)),
  ]);
}

const TESTED = { oldest: 15, newest: 18 };

async function checkVersion(session: Kysely<Tables>): Promise<Finding> {
  const { rows } = await sql<{ number: number; name: string }>`
    select current_setting('server_version_num')::integer / 10000 as number,
      current_setting('server_version') as name`.execute(session);
  const [version = { number: 0, name: 'unknown' }] = rows;
  const found = `PostgreSQL ${version.name}`;
  if (version.number < TESTED.oldest) return fail('database', found, 'move to PostgreSQL 15 or newer');
  if (version.number > TESTED.newest)
    return warn('database', found, 'newer than any that Vitrine was tried on');
  return ok('database', found);
}

async function checkVectors(session: Kysely<Tables>): Promise<Finding> {
  const { rows } = await sql<{ installed: string | null; available: string | null; visible: boolean }>`
    select (select extversion from pg_extension where extname = 'vector') as installed,
      (select default_version from pg_available_extensions where name = 'vector') as available,
      to_regtype('vector') is not null as visible`.execute(session);
  const { installed, available, visible } = rows[0] ?? { installed: null, available: null, visible: false };
  const slower = 'until then vectors are compared in process: exact, but slower';
  if (installed !== null && isRecent(installed)) {
    if (visible) return ok('vectors', `pgvector ${installed}`);
    return warn(
      'vectors',
      `pgvector ${installed}, in a schema that this user does not see`,
      `add it to the user's search_path; ${slower}`,
    );
  }
  if (available === null || !isRecent(available)) {
    return warn(
      'vectors',
      `the server has ${available === null ? 'no pgvector' : `pgvector ${available}`}`,
      `install pgvector 0.8 or newer there and start again; ${slower}`,
    );
  }
  const statement = installed === null ? 'CREATE EXTENSION vector;' : 'ALTER EXTENSION vector UPDATE;';
  return warn(
    'vectors',
    'pgvector is there and not switched on',
    `the next start does it; where its user may not, let a superuser run: ${statement}`,
  );
}

function isRecent(version: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major > 0 || minor >= 8;
}

async function checkMigrations(session: Kysely<Tables>): Promise<Finding> {
  const { applied, pending, unknown } = await migrationStatus(session, await readMigrations());
  if (unknown.length > 0) {
    return fail(
      'migrations',
      `made by a newer program: ${unknown.join(', ')}`,
      'start that version or a newer one, or restore a backup',
    );
  }
  if (pending.length > 0) {
    return warn(
      'migrations',
      `${pending.length} to be applied: ${pending.join(', ')}`,
      'the next start does it; or npm run migrate',
    );
  }
  return ok('migrations', `all ${applied.length} applied`);
}

/** How many pictures search finds. */
async function checkIndex(session: Kysely<Tables>): Promise<Finding[]> {
  const { rows: found } = await sql<{ made: boolean }>`
    select to_regclass('image_indexing') is not null as made`.execute(session);
  if (!found[0]?.made) return [];
  const { rows } = await sql<{ indexed: bigint; pending: bigint; failed: bigint }>`
    select count(*) filter (where state = 'INDEXED') as indexed, count(*) filter (where state = 'PENDING') as pending,
      count(*) filter (where state = 'FAILED') as failed
    from image_indexing where model_id = (select id from models where active)`.execute(session);
  const { indexed, pending, failed } = rows[0] ?? { indexed: 0n, pending: 0n, failed: 0n };
  const words = `${indexed} pictures are found by search, ${pending} wait, ${failed} failed`;
  if (failed === 0n) return [ok('index', words)];
  return [
    warn('index', words, 'npm run reindex shows the reasons; with -- --scope FAILED it tries them again'),
  ];
}
