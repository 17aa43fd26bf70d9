/** Something changed: listeners are told, and those who wait for a condition look again. */
export interface Signal {
  emit(): void;
  /** Called at each change; returns what ends it. */
  listen(listener: () => void): () => void;
  /**
   * What `find` finds, now or after a change; undefined after `waitMs` (Infinity: never). Rejects with what `find`
   * throws, or with the signal's reason.
   */
  until<Value>(
    find: () => Value | undefined,
    waitMs: number,
    signal?: AbortSignal,
  ): Promise<Value | undefined>;
}

export function createSignal(): Signal {
  const listeners = new Set<() => void>();

  function listen(listener: () => void): () => void {
    // one function may listen twice
    const entry = () => listener();
    listeners.add(entry);
    return () => listeners.delete(entry);
  }

  return {
    emit() {
      for (const listener of [...listeners]) listener();
    },
    listen,
    until: (find, waitMs, signal) =>
      new Promise((resolve, reject) => {
        const settle = (act: () => void) => {
          forget();
          clearTimeout(timer);
          signal?.removeEventListener('abort', abort);
          act();
        };
        const look = () => {
          try {
            const found = find();
            if (found !== undefined) settle(() => resolve(found));
          } catch (error) {
            settle(() => reject(error));
          }
        };
        const abort = () => settle(() => reject(signal?.reason));
        const forget = listen(look);
        const timer = Number.isFinite(waitMs)
          ? setTimeout(() => settle(() => resolve(undefined)), waitMs)
          : undefined;
        signal?.addEventListener('abort', abort, { once: true });
        look();
      }),
  };
}
