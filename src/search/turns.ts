import { setImmediate as nextTurn } from 'node:timers/promises';

/** Lets others have the event loop in the midst of a long calculation. */
export interface Turns {
  /** To be awaited often: where this turn is over, others go first. Throws the signal's reason once it is aborted. */
  pause(): Promise<void> | undefined;
}

/** How long a calculation holds the event loop at a time. */
const turnMs = 2;

export function createTurns(signal?: AbortSignal): Turns {
  let startedMs = performance.now();
  const yieldTurn = async () => {
    await nextTurn();
    signal?.throwIfAborted();
    startedMs = performance.now();
  };
  return { pause: () => (performance.now() - startedMs < turnMs ? undefined : yieldTurn()) };
}
