/**
 * What `load` gives, looked up again once it is older than `ttlMs`; callers at the same time share one look-up. Who asks
 * often never waits: past half that age, it is looked up anew while callers still get what is there.
 * A failure is not kept, and neither is a value that is said not to be worth it.
 */
export function cachedFor<Value>(
  ttlMs: number,
  load: () => Promise<Value>,
  isKept: (value: Value) => boolean = () => true,
): () => Promise<Value> {
  interface Entry {
    readonly value: Promise<Value>;
    readonly atMs: number;
    isRenewed: boolean;
  }
  let loaded: Entry | undefined;

  function look(): Entry {
    return { value: load(), atMs: performance.now(), isRenewed: false };
  }

  function use(entry: Entry): Promise<Value> {
    loaded = entry;
    const forget = () => {
      if (loaded === entry) loaded = undefined;
    };
    entry.value.then((value) => isKept(value) || forget(), forget);
    return entry.value;
  }

  return () => {
    const ageMs = loaded === undefined ? Number.POSITIVE_INFINITY : performance.now() - loaded.atMs;
    if (loaded === undefined || ageMs >= ttlMs) return use(look());
    const { value } = loaded;
    if (ageMs >= ttlMs / 2 && !loaded.isRenewed) {
      loaded.isRenewed = true;
      const next = look();
      // where it fails, the next caller finds what is there too old, and is told why
      next.value.then(
        () => use(next),
        () => {},
      );
    }
    return value;
  };
}
