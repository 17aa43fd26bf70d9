import { LRUCache } from 'lru-cache';

/** What was worked out once, and what is being worked out now. */
export interface Once<Value extends object> {
  /**
   * The value of a key: kept from before, awaited with those who asked for it already, or worked out by `work`, whose
   * signal is aborted when everyone who waited has gone. One caller's signal ends that caller's wait alone.
   */
  get(key: string, work: (signal: AbortSignal) => Promise<Value>, signal?: AbortSignal): Promise<Value>;
  /** The value that is kept from before, if any. */
  peek(key: string): Value | undefined;
}

interface Job<Value> {
  readonly value: Promise<Value>;
  readonly everyoneLeft: AbortController;
  callers: number;
}

/** Keeps the `max` values that were asked for last; failures are not kept. Values are shared: nobody may change one. */
export function createOnce<Value extends object>(max: number): Once<Value> {
  const kept = new LRUCache<string, Value>({ max });
  const jobs = new Map<string, Job<Value>>();

  function begin(key: string, work: (signal: AbortSignal) => Promise<Value>): Job<Value> {
    const everyoneLeft = new AbortController();
    const value = work(everyoneLeft.signal);
    const job: Job<Value> = { value, everyoneLeft, callers: 0 };
    jobs.set(key, job);
    const forget = () => {
      if (jobs.get(key) === job) jobs.delete(key);
    };
    value.then((result) => {
      kept.set(key, result);
      forget();
    }, forget);
    return job;
  }

  function join(key: string, job: Job<Value>, signal: AbortSignal | undefined): Promise<Value> {
    job.callers += 1;
    return new Promise((resolve, reject) => {
      const leave = () => {
        reject(signal?.reason);
        job.callers -= 1;
        if (job.callers > 0) return;
        // whoever comes next must not be given what is being abandoned
        jobs.delete(key);
        job.everyoneLeft.abort();
      };
      signal?.addEventListener('abort', leave, { once: true });
      job.value.then(resolve, reject).finally(() => signal?.removeEventListener('abort', leave));
    });
  }

  return {
    async get(key, work, signal) {
      signal?.throwIfAborted();
      return kept.get(key) ?? (await join(key, jobs.get(key) ?? begin(key, work), signal));
    },
    peek: (key) => kept.get(key),
  };
}
