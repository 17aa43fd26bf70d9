import { LRUCache } from 'lru-cache';
import { FetchError } from '../media/fetch-error.ts';
import { type CongestionWindow, createWindow } from './window.ts';

/** Failures in a row after which a host is left alone for a while: these, and all that were under way at the first. */
const LEAST_FAILURES_BEFORE_REST = 6;
/** A host may ask for a longer rest; that holds for the picture it said so about, and the others ask again. */
const MAX_ASKED_REST_MS = 5 * 60_000;

/** A host that wants to be left alone, or does not answer: nobody waits for its timeout again just now. */
export class HostRestingError extends Error {
  readonly retryAfterMs: number;

  constructor(host: string, retryAfterMs: number) {
    super(
      `${host} asked for a pause, or did not answer for the pictures before this one; it will be asked again later.`,
    );
    this.name = 'HostRestingError';
    this.retryAfterMs = retryAfterMs;
  }
}

export interface HostsOptions {
  /** Downloads at once from one host, however well it answers. */
  readonly maxPerHost: number;
  /** How long a host that fails again and again is left alone. */
  readonly restMs: number;
}

export interface Hosts {
  /**
   * Downloads from the host of `url`, as many at once as it has shown to bear; see `createWindow`.
   * @param work fails with a retryable FetchError where the host does not answer, or not now
   * @throws {HostRestingError} where the host has just failed many times in a row, or asked to be left alone
   */
  download<Value>(url: string, work: () => Promise<Value>, signal: AbortSignal): Promise<Value>;
}

interface Host {
  readonly window: CongestionWindow;
  /** How often it has sent a picture, or said that it has none. */
  answers: number;
  failuresInRow: number;
  /** How many in a row are enough: a host that refuses one too many at once still answers the others. */
  failuresBeforeRest: number;
  restsUntilMs: number;
}

/** Keeps one slow or dead picture host from standing in the way of all the others, and is polite to each. */
export function createHosts({ maxPerHost, restMs }: HostsOptions): Hosts {
  const hosts = new LRUCache<string, Host>({ max: 1000 });

  function hostOf(name: string): Host {
    const known = hosts.get(name);
    if (known) return known;
    const host: Host = {
      window: createWindow(maxPerHost),
      answers: 0,
      failuresInRow: 0,
      failuresBeforeRest: LEAST_FAILURES_BEFORE_REST,
      restsUntilMs: 0,
    };
    hosts.set(name, host);
    return host;
  }

  function rest(host: Host, ms: number): void {
    host.restsUntilMs = Math.max(host.restsUntilMs, Date.now() + ms);
  }

  function afterFailure(host: Host, { retryAfterMs = 0 }: FetchError): void {
    if (host.failuresInRow === 0) {
      host.failuresBeforeRest = Math.max(LEAST_FAILURES_BEFORE_REST, host.window.underWay());
    }
    host.failuresInRow += 1;
    rest(host, Math.min(retryAfterMs, MAX_ASKED_REST_MS));
    // not reset after a rest: one more failure and it rests again
    if (host.failuresInRow < host.failuresBeforeRest) return;
    host.window.close();
    rest(host, restMs);
  }

  return {
    async download(url, work, signal) {
      const name = URL.parse(url)?.host ?? '';
      const host = hostOf(name);
      const throwIfResting = () => {
        const restMsLeft = host.restsUntilMs - Date.now();
        if (restMsLeft > 0) throw new HostRestingError(name, restMsLeft);
      };
      throwIfResting();
      const place = await host.window.enter(signal);
      const answersBefore = host.answers;
      const answered = () => {
        host.answers += 1;
        host.failuresInRow = 0;
      };
      try {
        throwIfResting();
        const value = await work();
        answered();
        place.succeeded();
        return value;
      } catch (error) {
        if (!(error instanceof FetchError)) throw error;
        if (!error.retryable) answered();
        // a picture that hangs while others come says nothing about its host
        else if (error.isOverload || host.answers === answersBefore) {
          place.failed();
          afterFailure(host, error);
        }
        throw error;
      } finally {
        place.release();
      }
    },
  };
}
