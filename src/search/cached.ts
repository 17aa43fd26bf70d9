/**
 * What `load` gives, looked up again once it is older than `ttlMs`; callers at the same time share one look-up.
 * A failure is not kept, and neither is a value that is said not to be worth it.
 */
export function cachedFor<Value>(
  ttlMs: number,
  load: () => Promise<Value>,
  isKept: (value: Value) => boolean = () => true,
): () => Promise<Value> {
  let loaded: { readonly value: Promise<Value>; readonly atMs: number } | undefined;
  return () => {
    if (loaded !== undefined && performance.now() - loaded.atMs < ttlMs) return loaded.value;
    const entry = { value: load(), atMs: performance.now() };
    loaded = entry;
    const forget = () => {
      if (loaded === entry) loaded = undefined;
    };
    entry.value.then((value) => isKept(value) || forget(), forget);
    return entry.value;
  };
}
