import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Place } from './gate.ts';

export interface Batcher<Item, Result> {
  /** Settles with the item's own result; rejects where the caller went away before its turn. */
  add(item: Item, place: Place): Promise<Result>;
  /** Looks again, after `mayRunBulk` may have changed its mind. */
  wake(): void;
}

interface Entry<Item, Result> {
  readonly item: Item;
  readonly resolve: (result: Result) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Runs what waits, up to `maxBatch` at once: at once where it is idle, else with what gathered meanwhile. A batch is
 * of one priority, so that nobody waits for another's bulk.
 */
export function createBatcher<Item, Result>(options: {
  readonly maxBatch: number;
  readonly run: (items: readonly Item[]) => Promise<readonly Result[]>;
  /** Whether bulk may begin now; false while an interactive call is about to need the processor. */
  readonly mayRunBulk: () => boolean;
}): Batcher<Item, Result> {
  const waiting = { interactive: new Set<Entry<Item, Result>>(), bulk: new Set<Entry<Item, Result>>() };
  let running = false;

  function take(): Entry<Item, Result>[] {
    const mayTake = waiting.interactive.size > 0 || options.mayRunBulk();
    const queue = waiting.interactive.size > 0 ? waiting.interactive : waiting.bulk;
    const batch = mayTake ? [...queue].slice(0, options.maxBatch) : [];
    for (const entry of batch) queue.delete(entry);
    return batch;
  }

  async function runWaiting(): Promise<void> {
    if (running) return;
    running = true;
    for (let batch = take(); batch.length > 0; batch = take()) {
      try {
        const results = await options.run(batch.map(({ item }) => item));
        batch.forEach((entry, index) => {
          const result = results[index];
          if (result === undefined) entry.reject(new Error('the batch gave too few results'));
          else entry.resolve(result);
        });
      } catch (error) {
        for (const entry of batch) entry.reject(error);
      }
      // answers leave and new calls arrive between two batches: a run holds this thread
      await nextTurn();
    }
    running = false;
  }

  return {
    add: (item, { priority, signal }) =>
      new Promise((resolve, reject) => {
        signal.throwIfAborted();
        const queue = waiting[priority];
        const leave = () => {
          if (queue.delete(entry)) reject(signal.reason);
        };
        const settled = () => signal.removeEventListener('abort', leave);
        const entry: Entry<Item, Result> = {
          item,
          resolve: (result) => {
            settled();
            resolve(result);
          },
          reject: (error) => {
            settled();
            reject(error);
          },
        };
        signal.addEventListener('abort', leave, { once: true });
        queue.add(entry);
        void runWaiting();
      }),
    wake: () => void runWaiting(),
  };
}
