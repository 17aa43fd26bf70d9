import pg from 'pg';
import { messageOf, VitrineError } from '../errors.ts';

/** How long a caller had better wait for a database that was away a moment ago. */
const RETRY_AFTER_SECONDS = 2;

/** SQLSTATEs that say the server went away or takes nobody in, not that the statement was wrong. */
const AWAY = new Set([
  '57P01', // terminated by an administrator
  '57P02', // crash of another session
  '57P03', // starting up or shutting down
  '53300', // too many connections
  '25P03', // idle in a transaction for too long
]);
const UNREACHABLE = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOENT',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ENETUNREACH',
]);
/** What `pg` says without any code when a connection breaks, or none is free in time. */
const BROKEN =
  /^(Connection terminated|Client has encountered a connection error|timeout exceeded when trying to connect|Query read timeout|Client was closed)/;

function codeOf(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}

/** Whether the connection that an error came from is of no more use. */
export function isConnectionFailure(error: unknown): boolean {
  if (error instanceof AggregateError) return error.errors.some(isConnectionFailure);
  const code = codeOf(error);
  if (code !== undefined && (AWAY.has(code) || code.startsWith('08') || UNREACHABLE.has(code))) return true;
  return !(error instanceof pg.DatabaseError) && BROKEN.test(messageOf(error));
}

/** What was thrown, or DATABASE_UNAVAILABLE where it says that the database can't be reached just now. */
export function asDatabaseError(error: unknown): unknown {
  if (error instanceof VitrineError || !isConnectionFailure(error)) return error;
  return new VitrineError(
    'DATABASE_UNAVAILABLE',
    'The database does not answer just now. Try again in a moment.',
    {
      retryAfterSeconds: RETRY_AFTER_SECONDS,
      cause: error,
    },
  );
}

/** The SQLSTATE of an error that the database itself reported. */
export function sqlState(error: unknown): string | undefined {
  return error instanceof pg.DatabaseError ? error.code : undefined;
}
