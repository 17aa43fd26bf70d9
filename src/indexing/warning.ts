import type { Log } from '../log.ts';

const WARN_EVERY_MS = 60_000;

/** Warns of what meets all that is in work at once, such as a full disk: once a minute, not each time. */
export function createWarning(log: Log): (what: string) => void {
  let warned = { what: '', atMs: 0 };
  return (what) => {
    const nowMs = Date.now();
    if (what === warned.what && nowMs - warned.atMs < WARN_EVERY_MS) return;
    warned = { what, atMs: nowMs };
    log.warn(`indexing: ${what}`);
  };
}
