import type { Kysely } from 'kysely';
import type { QueryResultRow } from 'pg';
import type { Events } from './events.ts';
import type { Tables } from './tables.ts';

/** A statement for a hot path: prepared under its name on a server, unnamed embedded (one session for all). */
export interface NamedStatement {
  /** None for what takes too many forms to be kept. */
  readonly name?: string | undefined;
  readonly text: string;
  /** A `Buffer` travels as a binary parameter. */
  readonly values: readonly unknown[];
  /** After which a server gives it up, with SQLSTATE 57014; the embedded database never does. */
  readonly timeoutMs?: number | undefined;
}

/** The database, embedded or a server, behind one door. */
export interface Database {
  readonly kind: 'embedded' | 'server';
  /** How vectors are stored: pgvector's type, or raw bytes compared in process where the extension lacks. */
  readonly vectors: 'pgvector' | 'bytes';
  /** Whether pg_trgm is there, so that misspelt words are found by their trigrams too. */
  readonly trigrams: boolean;
  /** What was found at connecting that a person should know, a sentence each. */
  readonly notices: readonly string[];
  readonly kysely: Kysely<Tables>;
  readonly events: Events;
  /** Runs one statement outside any transaction. Rows come back parsed as Kysely's do. */
  query<Row extends QueryResultRow>(statement: NamedStatement): Promise<Row[]>;
  /**
   * Runs work on a connection of its own, outside the pool and without its time limits: for what takes minutes, or
   * needs a session. Stopping the database cuts it off.
   */
  session<Result>(work: (session: Kysely<Tables>) => Promise<Result>): Promise<Result>;
  /** Closes connections and, embedded, ends the database process. */
  stop(): Promise<void>;
}
