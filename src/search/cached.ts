/**
 * What `load` gives, looked up again once it is older than `ttlMs`; callers at the same time share one look-up.
 * A failure is not kept.
 */
export function cachedFor<Value>(ttlMs: number, load: () => Promise<Value>): () => Promise<Value> {
  let loaded: { readonly value: Promise<Value>; readonly atMs: number } | undefined;
  return () => {
    if (loaded !== undefined && performance.now() - loaded.atMs < ttlMs) return loaded.value;
    const entry = { value: load(), atMs: performance.now() };
    loaded = entry;
    entry.value.catch(() => {
      if (loaded === entry) loaded = undefined;
    });
    return entry.value;
  };
}
