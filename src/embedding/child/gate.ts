import type { Priority } from '../protocol.ts';

/** Whose turn it is: interactive before bulk, and first come first served within each. */
export interface Place {
  readonly priority: Priority;
  /** Leaves the queue where the caller went away. */
  readonly signal: AbortSignal;
}

export interface Gate {
  /** Waits until there is room for `weight`; dispose of what it gives to make room again. */
  enter(weight: number, place: Place): Promise<Disposable>;
}

interface Waiting {
  readonly weight: number;
  readonly admit: () => void;
}

/** Bounds what happens at once to `capacity` in sum; something heavier than that goes alone. */
export function createGate(capacity: number): Gate {
  const waiting = { interactive: new Set<Waiting>(), bulk: new Set<Waiting>() };
  let taken = 0;

  function admitNext(): void {
    for (;;) {
      const queue = waiting.interactive.size > 0 ? waiting.interactive : waiting.bulk;
      const [next] = queue;
      if (next === undefined || (taken > 0 && taken + next.weight > capacity)) return;
      queue.delete(next);
      next.admit();
    }
  }

  return {
    enter: (weight, { priority, signal }) =>
      new Promise((resolve, reject) => {
        signal.throwIfAborted();
        const leaveQueue = () => {
          waiting[priority].delete(turn);
          reject(signal.reason);
          // a heavy one that left may have held up lighter ones
          admitNext();
        };
        const turn: Waiting = {
          weight,
          admit: () => {
            signal.removeEventListener('abort', leaveQueue);
            taken += weight;
            resolve({
              [Symbol.dispose]: () => {
                taken -= weight;
                admitNext();
              },
            });
          },
        };
        signal.addEventListener('abort', leaveQueue, { once: true });
        waiting[priority].add(turn);
        admitNext();
      }),
  };
}
