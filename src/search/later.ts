/** Work that is put off a little, since somebody else is waited for first. */
export interface Later<Value> {
  /** Settles with what came of it; waiting for it does not hurry it. */
  readonly done: Promise<Value>;
  /** Begins it at once, where it has not begun. */
  now(): Promise<Value>;
}

/** Begins work after `delayMs`, or as soon as somebody can't wait. */
export function later<Value>(delayMs: number, work: () => Promise<Value>): Later<Value> {
  const { promise: done, resolve } = Promise.withResolvers<Value>();
  let begun = false;
  const begin = () => {
    if (begun) return;
    begun = true;
    clearTimeout(timer);
    resolve(work());
  };
  const timer = setTimeout(begin, delayMs);
  return {
    done,
    now() {
      begin();
      return done;
    },
  };
}
