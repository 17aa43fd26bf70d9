import { setTimeout as sleep } from 'node:timers/promises';
import { sqlState } from '../database/database-error.ts';
import { messageOf } from '../errors.ts';
import type { Log } from '../log.ts';
import type { Result } from './outcome.ts';

/** Results that are written together. */
const MAX_BATCH = 128;
/** How long the first result of a batch waits for others. */
const GATHER_MS = 200;
const RETRY_MS = 1000;
/** Classes of SQLSTATE by which the database refuses what it was given, however often it is tried: data, constraints. */
const REFUSALS = new Set(['22', '23']);

export interface Writer {
  /** Settles once the result is in the database, or is given up because writing was stopped. */
  write(result: Result): Promise<void>;
  /** Writes what waits, but tries nothing again. */
  stop(): Promise<void>;
}

/**
 * Writes results in batches, one transaction at a time, while the next ones are being worked on. Where the database is
 * away, results wait for it: that it was away says nothing about a picture.
 */
export function createWriter(writeBatch: (results: readonly Result[]) => Promise<void>, log: Log): Writer {
  const stopping = new AbortController();
  let waiting: { readonly result: Result; readonly done: () => void }[] = [];
  let running: Promise<void> | undefined;

  async function run(): Promise<void> {
    while (waiting.length > 0) {
      if (waiting.length < MAX_BATCH) await pause(GATHER_MS);
      const batch = waiting.slice(0, MAX_BATCH);
      waiting = waiting.slice(MAX_BATCH);
      await persist(batch.map(({ result }) => result));
      for (const { done } of batch) done();
    }
    running = undefined;
  }

  async function persist(results: readonly Result[]): Promise<void> {
    for (;;) {
      try {
        return await writeBatch(results);
      } catch (error) {
        const refused = REFUSALS.has(sqlState(error)?.slice(0, 2) ?? '');
        if (refused && results.length > 1) {
          // one of them can't be stored, or clashes with what happened meanwhile: the others need not suffer
          for (const result of results) await persist([result]);
          return;
        }
        log.warn(`indexing: a result could not be written: ${messageOf(error)}`);
        // its lease runs out, and it is taken again
        if (refused || stopping.signal.aborted) return;
        await pause(RETRY_MS);
      }
    }
  }

  const pause = (ms: number) => sleep(ms, undefined, { signal: stopping.signal }).catch(() => {});

  return {
    write(result) {
      return new Promise((done) => {
        waiting.push({ result, done });
        running ??= run();
      });
    },
    async stop() {
      stopping.abort();
      await running;
    },
  };
}
