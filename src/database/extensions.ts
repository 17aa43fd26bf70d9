import { type Kysely, sql } from 'kysely';
import { messageOf } from '../errors.ts';
import { sqlState } from './database-error.ts';
import type { Tables } from './tables.ts';

/** What the database offers beyond plain PostgreSQL. */
export interface Extensions {
  /** pgvector 0.8 or newer is there. */
  readonly vector: boolean;
  readonly trigrams: boolean;
  /** What a person should know or do, a sentence each. */
  readonly notices: readonly string[];
}

interface ExtensionRow {
  readonly name: string;
  readonly available: string | null;
  readonly installed: string | null;
}

const WANTED = ['vector', 'pg_trgm', 'unaccent'];
const OLDEST_VECTOR = [0, 8] as const;
const INSUFFICIENT_PRIVILEGE = '42501';

async function look(database: Kysely<Tables>): Promise<Map<string, ExtensionRow>> {
  const { rows } = await sql<ExtensionRow>`
    select wanted.name, available.default_version as available, installed.extversion as installed
    from unnest(${WANTED}::text[]) as wanted (name)
    left join pg_available_extensions available using (name)
    left join pg_extension installed on installed.extname = wanted.name`.execute(database);
  return new Map(rows.map((row) => [row.name, row]));
}

/** Runs a statement that may lack rights; returns why it failed, or undefined. */
async function attempt(database: Kysely<Tables>, statement: string): Promise<string | undefined> {
  try {
    await sql.raw(statement).execute(database);
    return undefined;
  } catch (error) {
    return sqlState(error) === INSUFFICIENT_PRIVILEGE ? 'the rights for it lack' : messageOf(error);
  }
}

function isRecentVector(version: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major > OLDEST_VECTOR[0] || (major === OLDEST_VECTOR[0] && minor >= OLDEST_VECTOR[1]);
}

const IN_PROCESS = 'Vectors are compared in this process until then, exactly but slower.';

/** Creates the extensions that are available and lack, and says what came of it. Never fails for want of rights. */
export async function ensureExtensions(database: Kysely<Tables>): Promise<Extensions> {
  const before = await look(database);
  const failures = new Map<string, string>();
  for (const name of WANTED) {
    const row = before.get(name);
    if (row?.installed == null && row?.available != null) {
      const failure = await attempt(database, `create extension if not exists ${name}`);
      if (failure !== undefined) failures.set(name, failure);
    } else if (
      name === 'vector' &&
      row?.installed != null &&
      !isRecentVector(row.installed) &&
      isRecentVector(row.available ?? '')
    ) {
      const failure = await attempt(database, 'alter extension vector update');
      if (failure !== undefined) failures.set(name, failure);
    }
  }
  const after = await look(database);
  const vector = after.get('vector');
  const { rows } = await sql<{
    visible: boolean;
  }>`select to_regtype('vector') is not null as visible`.execute(database);
  const visible = rows[0]?.visible === true;
  const notice = vectorNotice(vector, visible, failures.get('vector'));
  const trigrams = after.get('pg_trgm')?.installed != null;
  return {
    vector: notice === undefined,
    trigrams,
    notices: [
      ...(notice === undefined ? [] : [notice]),
      ...(trigrams
        ? []
        : [
            'Fewer misspelt words are corrected: the extension pg_trgm lacks. Let a superuser run: CREATE EXTENSION pg_trgm;',
          ]),
    ],
  };
}

function vectorNotice(
  row: ExtensionRow | undefined,
  visible: boolean,
  failure: string | undefined,
): string | undefined {
  if (row?.installed != null && isRecentVector(row.installed)) {
    if (visible) return undefined;
    return `pgvector is there, but in a schema that is not on the search_path of this user: add it, then start again. ${IN_PROCESS}`;
  }
  if (row?.available == null || !isRecentVector(row.available)) {
    const found = row?.installed ?? row?.available;
    return `pgvector 0.8 or newer is not installed on the database server${found == null ? '' : ` (it has ${found})`}: install it, then start again. ${IN_PROCESS}`;
  }
  const line = row.installed == null ? 'CREATE EXTENSION vector;' : 'ALTER EXTENSION vector UPDATE;';
  const why = failure === undefined ? '' : ` (${failure})`;
  return `pgvector could not be switched on${why}. Let a superuser run this in the database, then start again: ${line} ${IN_PROCESS}`;
}

/** The index by which misspelt words are corrected. */
export async function ensureTrigramIndex(database: Kysely<Tables>): Promise<void> {
  await sql`create index if not exists catalog_words_trigrams on catalog_words using gin (word gin_trgm_ops)`.execute(
    database,
  );
}
