import { messageOf } from './errors.ts';
import type { Log } from './log.ts';

/** Something with an end. */
export interface Stoppable {
  /** Ends it once, and never rejects: a part that can't be stopped in order is logged. */
  stop(): Promise<void>;
}

/**
 * Builds something from parts that are to be stopped, the last one first. Where it can't be built to the end, those
 * that were started are stopped.
 * @param build gives each part's end to `onStop` once the part is started
 */
export async function assemble<Built extends object>(
  log: Log,
  build: (onStop: (stop: () => unknown) => void) => Promise<Built>,
): Promise<Built & Stoppable> {
  const stops: (() => unknown)[] = [];
  const stop = async () => {
    for (const end of stops.splice(0).reverse()) {
      try {
        await end();
      } catch (error) {
        log.warn(`while stopping: ${messageOf(error)}`);
      }
    }
  };
  try {
    return { ...(await build((end) => stops.push(end))), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
