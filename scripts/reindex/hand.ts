import type { Config } from '../../src/config.ts';
import type { Database } from '../../src/database/database.ts';
import { VitrineError } from '../../src/errors.ts';
import type { Log } from '../../src/log.ts';
import { startWorker, type Worker } from '../../src/worker.ts';
import type { Connection } from './connection.ts';

/** A server that is ready takes work within two seconds. */
const SERVER_TAKES_MS = 4000;

/** Indexes in this process where nobody else does. */
export interface Hand {
  readonly isWorking: boolean;
  /**
   * To be told again and again whether anybody is at work; lends a hand once nobody has been for four seconds.
   * @throws {VitrineError} once, where it can't or can no longer
   */
  tend(isUntended: boolean): Promise<void>;
  stop(): Promise<void>;
}

export interface HandNeeds {
  readonly config: Config;
  readonly connection: Connection;
  readonly log: Log;
  readonly say: (line: string) => void;
}

export function createHand({ config, connection, log, say }: HandNeeds): Hand {
  let worker: Worker | undefined;
  let worksOn: Database | undefined;
  let failure: VitrineError | undefined;
  let hasGivenUp = false;
  let untendedSinceMs: number | undefined;

  async function lend(): Promise<void> {
    worksOn = connection.database;
    worker = await startWorker(config, Promise.resolve(worksOn), log);
    worker.failed.then((error) => {
      failure = error;
    });
    say('No server or worker takes them, so they are indexed here.');
  }

  async function withdraw(): Promise<void> {
    const ending = worker;
    worker = undefined;
    await ending?.stop();
  }

  /** Whether nobody has been at work for long enough. */
  function isNeeded(isUntended: boolean): boolean {
    untendedSinceMs = isUntended ? (untendedSinceMs ?? Date.now()) : undefined;
    if (untendedSinceMs === undefined) return false;
    return connection.isAlone || Date.now() - untendedSinceMs >= SERVER_TAKES_MS;
  }

  return {
    get isWorking() {
      return worker !== undefined;
    },
    async tend(isUntended) {
      if (hasGivenUp) return;
      try {
        if (failure !== undefined) throw failure;
        // a database that was opened anew needs another worker
        if (worksOn !== connection.database) await withdraw();
        if (worker === undefined && isNeeded(isUntended)) await lend();
      } catch (error) {
        // away just now: tried again
        if (error instanceof VitrineError && error.code === 'DATABASE_UNAVAILABLE') return;
        hasGivenUp = true;
        await withdraw();
        throw error;
      }
    },
    stop: withdraw,
  };
}
