import { setImmediate as nextTurn } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { messageOf } from './errors.ts';
import { createInbox, type Inbox } from './inbox.ts';
import type { Log } from './log.ts';

/** Announcements may be lost, so what is watched is also looked at unasked. */
const pollMs = 5_000;
const retryMs = 1_000;
/** Whoever is told executes a selection: told all at once, many would hold the event loop. */
const toldPerTurn = 10;

/** A value that many watch: read once for all of them, at once and after each change, at most once per interval. */
export interface Live<Value> {
  /**
   * The value as it stands, then each change; a watcher that is slow is told the newest. Nothing is read or listened
   * to before its first step, nor after its end, and it may be ended while it waits.
   * @throws what reading threw, at the first step; later on it waits until reading works again, unless it never will
   */
  watch(): AsyncGenerator<Value, void, undefined>;
}

export interface LiveNeeds<Value> {
  /** Begins to hear of changes, with the first watcher; what it returns ends that, with the last one. */
  readonly listen: (heard: () => void) => () => void;
  readonly read: () => Promise<Value>;
  /** Whether every watcher ends after this value. */
  readonly isLast?: (value: Value) => boolean;
  /** Whether reading will not work again after this error, so that every watcher is given it. */
  readonly isFinal?: (error: unknown) => boolean;
  /** @default 250 */
  readonly minIntervalMs?: number;
  readonly log: Pick<Log, 'warn'>;
}

interface Watcher<Value> {
  readonly inbox: Inbox<Value>;
  /** The first reading that is new enough for it, by its number. */
  readonly from: number;
  /** What it was told last. */
  told?: Told<Value>;
}

interface Told<Value> {
  readonly value: Value;
}

export function createLive<Value>(needs: LiveNeeds<Value>): Live<Value> {
  const { listen, read, isLast = () => false, isFinal = () => false, minIntervalMs = 250, log } = needs;
  const watchers = new Set<Watcher<Value>>();
  let unlisten: (() => void) | undefined;
  let timer: NodeJS.Timeout | undefined;
  let readings = 0;
  let startedMs = Number.NEGATIVE_INFINITY;
  let isReading = false;
  /** Whether something was heard since the last reading began, or that one failed. */
  let isStale = true;
  let isFailing = false;
  let latest: Told<Value> | undefined;

  const sinceStartedMs = () => performance.now() - startedMs;

  /** Reads again this long after the last reading began. */
  function plan(afterMs: number): void {
    clearTimeout(timer);
    timer = setTimeout(look, Math.max(0, afterMs - sinceStartedMs()));
  }

  function hear(): void {
    isStale = true;
    if (!isReading) plan(minIntervalMs);
  }

  async function look(): Promise<void> {
    isReading = true;
    isStale = false;
    startedMs = performance.now();
    readings += 1;
    try {
      const value = await read();
      isFailing = false;
      if (latest === undefined || !isDeepStrictEqual(latest.value, value)) latest = { value };
      await tellAll(latest);
    } catch (error) {
      fail(error);
    }
    isReading = false;
    if (watchers.size === 0) return;
    plan(isStale ? minIntervalMs : isFailing ? retryMs : pollMs);
    isStale ||= isFailing;
  }

  async function tellAll(news: Told<Value>): Promise<void> {
    let count = 0;
    // whoever joins meanwhile is told as well
    for (const watcher of watchers) {
      if (watcher.from > readings || watcher.told === news) continue;
      tell(watcher, news);
      count += 1;
      if (count % toldPerTurn === 0) await nextTurn();
    }
  }

  function tell(watcher: Watcher<Value>, news: Told<Value>): void {
    watcher.told = news;
    watcher.inbox.put(news.value);
    if (!isLast(news.value)) return;
    watcher.inbox.end();
    forget(watcher);
  }

  function fail(error: unknown): void {
    for (const watcher of watchers) {
      if ((watcher.told !== undefined && !isFinal(error)) || watcher.from > readings) continue;
      watcher.inbox.fail(error);
      forget(watcher);
    }
    if (!isFailing && watchers.size > 0) {
      log.warn(`What is watched can't be read, and is asked for again each second: ${messageOf(error)}`);
    }
    isFailing = true;
  }

  function join(): Watcher<Value> {
    if (unlisten === undefined) {
      isStale = true;
      unlisten = listen(hear);
    }
    const watcher = { inbox: createInbox<Value>(), from: isStale ? readings + 1 : readings };
    watchers.add(watcher);
    if (isReading) return watcher;
    if (!isStale && latest !== undefined && sinceStartedMs() < minIntervalMs) tell(watcher, latest);
    else hear();
    return watcher;
  }

  function forget(watcher: Watcher<Value>): void {
    if (!watchers.delete(watcher) || watchers.size > 0) return;
    clearTimeout(timer);
    latest = undefined;
    unlisten?.();
    unlisten = undefined;
  }

  return {
    watch() {
      let watcher: Watcher<Value> | undefined;
      let hasLeft = false;
      const leave = () => {
        hasLeft = true;
        if (watcher === undefined) return;
        watcher.inbox.clear();
        forget(watcher);
      };
      return {
        async next() {
          if (hasLeft) return { done: true, value: undefined };
          watcher ??= join();
          return watcher.inbox.take();
        },
        async return() {
          leave();
          return { done: true, value: undefined };
        },
        async throw(error) {
          leave();
          throw error;
        },
        [Symbol.asyncIterator]() {
          return this;
        },
        async [Symbol.asyncDispose]() {
          leave();
        },
      };
    },
  };
}
