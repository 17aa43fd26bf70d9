import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { type Config, readConfig } from '../../src/config.ts';
import { migrationsKey, readMigrations } from '../../src/database/migrations.ts';
import { setUp } from '../../src/database/setup.ts';
import { createLog } from '../../src/log.ts';

/** A database of a test's own: embedded, or on the server that TEST_DATABASE_URL names. */
export interface FreshDatabase {
  readonly kind: 'embedded' | 'server';
  /** The settings that lead to it: DATA_DIR always, DATABASE_URL on a server. */
  readonly environment: Readonly<Record<string, string>>;
  /** The same settings read, with a log that is silent; anything else at its default. */
  readonly config: Config;
  /** Removes it. Whoever connected to it has stopped. */
  stop(): Promise<void>;
}

export const silent = createLog({ level: 'silent', format: 'json' });
export const serverUrl = process.env.TEST_DATABASE_URL;

/** A folder of a test's own, with what removes it. */
export async function freshDataDir(): Promise<{ readonly path: string; stop(): Promise<void> }> {
  const path = await mkdtemp(join(tmpdir(), 'vitrine-test-'));
  return { path, stop: () => rm(path, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 }) };
}

/** A migrated, empty database: the embedded one from its template, a server's by cloning one. */
export async function freshDatabase(
  overrides: Readonly<Record<string, string>> = {},
): Promise<FreshDatabase> {
  const folder = await freshDataDir();
  const database = serverUrl === undefined ? undefined : await cloneOnServer(serverUrl);
  const environment = {
    DATA_DIR: folder.path,
    DEMO: 'off',
    LOG_LEVEL: 'silent',
    ...(database === undefined ? {} : { DATABASE_URL: database.url }),
    ...overrides,
  };
  return {
    kind: database === undefined ? 'embedded' : 'server',
    environment,
    config: readConfig(environment),
    async stop() {
      await database?.drop();
      await folder.stop();
    },
  };
}

/** The address of another database on the same server. */
export function databaseUrl(server: string, name: string): string {
  const url = new URL(server);
  url.pathname = `/${name}`;
  return url.href;
}

/** Runs statements one by one on a connection of their own. */
export async function onServer(url: string, ...statements: readonly string[]): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    for (const statement of statements) await client.query(statement);
  } finally {
    await client.end();
  }
}

/** An empty database on the server: no migrations, no extensions. */
export async function emptyOnServer(
  server: string,
): Promise<{ readonly url: string; readonly name: string; drop(): Promise<void> }> {
  const name = `vitrine_test_${randomUUID().replaceAll('-', '')}`;
  await onServer(server, `create database ${name}`);
  return {
    url: databaseUrl(server, name),
    name,
    drop: () => onServer(server, `drop database if exists ${name} with (force)`),
  };
}

let template: Promise<string> | undefined;

async function cloneOnServer(server: string): Promise<{ readonly url: string; drop(): Promise<void> }> {
  template ??= templateOnServer(server);
  const name = `vitrine_test_${randomUUID().replaceAll('-', '')}`;
  await onServer(server, `create database ${name} template ${await template}`);
  return {
    url: databaseUrl(server, name),
    drop: () => onServer(server, `drop database if exists ${name} with (force)`),
  };
}

const TEMPLATE_LOCK = 7_311_904;

/** A migrated database to clone, made once for each set of migrations, whoever of several processes comes first. */
async function templateOnServer(server: string): Promise<string> {
  const migrations = await readMigrations();
  const name = `vitrine_template_${migrationsKey(migrations)}`;
  const client = new pg.Client({ connectionString: server });
  await client.connect();
  try {
    await client.query('select pg_advisory_lock($1)', [TEMPLATE_LOCK]);
    const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [name]);
    if (rowCount === 0) {
      const draft = `${name}_draft`;
      await client.query(`drop database if exists ${draft} with (force)`);
      await client.query(`create database ${draft}`);
      await setUp({ connectionString: databaseUrl(server, draft) }, migrations, silent);
      await client.query(`alter database ${draft} rename to ${name}`);
    }
    return name;
  } finally {
    await client.end();
  }
}
