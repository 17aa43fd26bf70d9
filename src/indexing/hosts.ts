import { LRUCache } from 'lru-cache';
import { createGate, type Gate } from './gate.ts';

const DOWNLOADS_PER_HOST = 4;
/** Failures in a row after which a host is left alone for a while. */
const FAILURES_BEFORE_REST = 6;

/** A host that did not answer the pictures before this one: nobody waits for its timeout again just now. */
export class HostRestingError extends Error {
  readonly retryAfterMs: number;

  constructor(host: string, retryAfterMs: number) {
    super(`${host} did not answer for the pictures before this one; it will be asked again later.`);
    this.name = 'HostRestingError';
    this.retryAfterMs = retryAfterMs;
  }
}

export interface Hosts {
  /**
   * Downloads from the host of `url`, at most four at once.
   * @throws {HostRestingError} where the host has just failed many times in a row
   */
  download<Value>(url: string, work: () => Promise<Value>, signal: AbortSignal): Promise<Value>;
}

interface Host {
  readonly gate: Gate;
  failuresInRow: number;
  restsUntilMs: number;
}

/**
 * Keeps one slow or dead picture host from standing in the way of all the others.
 * @param isHostFailure tells a host that does not answer from one that answers with a refusal
 */
export function createHosts(restMs: number, isHostFailure: (error: unknown) => boolean): Hosts {
  const hosts = new LRUCache<string, Host>({ max: 1000 });

  function hostOf(name: string): Host {
    const known = hosts.get(name);
    if (known) return known;
    const host: Host = { gate: createGate(DOWNLOADS_PER_HOST), failuresInRow: 0, restsUntilMs: 0 };
    hosts.set(name, host);
    return host;
  }

  return {
    async download(url, work, signal) {
      const name = URL.parse(url)?.host ?? '';
      const host = hostOf(name);
      const hold = await host.gate.enter(1, signal);
      try {
        const restMsLeft = host.restsUntilMs - Date.now();
        if (restMsLeft > 0) throw new HostRestingError(name, restMsLeft);
        const value = await work();
        host.failuresInRow = 0;
        return value;
      } catch (error) {
        if (isHostFailure(error)) {
          host.failuresInRow += 1;
          // not reset after a rest: one more failure and it rests again
          if (host.failuresInRow >= FAILURES_BEFORE_REST) host.restsUntilMs = Date.now() + restMs;
        }
        throw error;
      } finally {
        hold.release();
      }
    },
  };
}
