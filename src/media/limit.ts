import { VitrineError } from '../errors.ts';

/** Runs tasks, a bounded number at once; the others wait their turn. */
export type Limit = <Result>(task: () => Promise<Result>) => Promise<Result>;

/**
 * @param concurrency how many tasks run at once
 * @param maxWaiting how many may wait; one more is refused with OVERLOADED
 */
export function createLimit(concurrency: number, maxWaiting: number): Limit {
  let running = 0;
  const waiting: (() => void)[] = [];

  return async (task) => {
    if (running >= concurrency) {
      if (waiting.length >= maxWaiting) {
        throw new VitrineError('OVERLOADED', 'Too much is going on at once; try again in a second.', {
          retryAfterSeconds: 1,
        });
      }
      // whoever ends hands its place over, so `running` stays as it is
      await new Promise<void>((resolve) => waiting.push(resolve));
    } else {
      running += 1;
    }
    try {
      return await task();
    } finally {
      const next = waiting.shift();
      if (next === undefined) running -= 1;
      else next();
    }
  };
}
