import { setTimeout as sleep } from 'node:timers/promises';
import type { Config } from '../../src/config.ts';
import { connectDatabase } from '../../src/database/connect.ts';
import type { Database } from '../../src/database/database.ts';
import { holderOf } from '../../src/database/embedded/lock.ts';
import { VitrineError } from '../../src/errors.ts';
import type { Log } from '../../src/log.ts';

/** How often a database that is away is asked again. */
const RETRY_MS = 500;
/** An embedded database ends with its server: so long the next server is waited for. */
const NEXT_SERVER_MS = 300_000;

/** The database, for somebody who watches while others are killed and started. */
export interface Connection {
  /** The one in use: another object, once an embedded database has been opened by the next server. */
  readonly database: Database;
  /** Whether an embedded database was opened here, so that no server is beside this command. */
  readonly isAlone: boolean;
  /**
   * Reads, and while the database is away says so once and waits.
   * @throws {VitrineError} DATABASE_UNAVAILABLE where no next server came for the embedded one
   */
  patiently<Result>(read: (database: Database) => Promise<Result>): Promise<Result>;
  stop(): Promise<void>;
}

export interface ConnectionNeeds {
  readonly config: Config;
  readonly log: Log;
  readonly say: (line: string) => void;
  readonly signal: AbortSignal;
}

export async function openConnection({ config, log, say, signal }: ConnectionNeeds): Promise<Connection> {
  let { database, socketFolder, isAlone } = await open();

  async function open() {
    const opened = await connectDatabase(config, log, { share: true });
    const holder = opened.kind === 'embedded' ? holderOf(config.DATA_DIR) : undefined;
    return { database: opened, socketFolder: holder?.socketFolder, isAlone: holder?.owner === process.pid };
  }

  /** Where the embedded database was another process's and ended with it: opens it again with the next one. */
  async function followHolder(awayMs: number): Promise<void> {
    if (database.kind === 'server' || isAlone) return;
    const holder = holderOf(config.DATA_DIR);
    if (holder === undefined && awayMs > NEXT_SERVER_MS) {
      throw new VitrineError(
        'DATABASE_UNAVAILABLE',
        `No server came back for ${NEXT_SERVER_MS / 60_000} minutes. Runs go on with the next one, or with this command.`,
      );
    }
    if (holder === undefined || holder.socketFolder === socketFolder) return;
    const lost = database;
    try {
      ({ database, socketFolder, isAlone } = await open());
    } catch (error) {
      // the next server ended as well, before it answered: the one after it is waited for
      if (error instanceof VitrineError && error.code === 'DATABASE_UNAVAILABLE') return;
      throw error;
    }
    await lost.stop();
  }

  return {
    get database() {
      return database;
    },
    get isAlone() {
      return isAlone;
    },
    async patiently(read) {
      let awaySinceMs: number | undefined;
      for (;;) {
        try {
          const result = await read(database);
          if (awaySinceMs !== undefined) say('The database is back.');
          return result;
        } catch (error) {
          signal.throwIfAborted();
          if (!(error instanceof VitrineError) || error.code !== 'DATABASE_UNAVAILABLE') throw error;
          if (awaySinceMs === undefined)
            say('The database is away: waiting for it. Nothing is lost; Ctrl-C ends the waiting.');
          awaySinceMs ??= Date.now();
          await sleep(RETRY_MS, undefined, { signal });
          await followHolder(Date.now() - awaySinceMs);
        }
      }
    },
    stop: () => database.stop(),
  };
}
