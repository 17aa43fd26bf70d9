/**
 * What a subscription field's `subscribe` returns. The first step is taken here: what fails at it is an answer, while
 * later it would cut the caller off.
 * @param signal ends the watching when the caller goes away, also before the first step
 */
export async function changesOf<Value>(
  watching: AsyncGenerator<Value, void, undefined>,
  signal: AbortSignal,
): Promise<AsyncIterableIterator<Value, void, undefined>> {
  const end = () => void watching.return();
  signal.addEventListener('abort', end, { once: true });
  if (signal.aborted) end();
  let first: IteratorResult<Value, void> | undefined = await watching.next();
  const changes: AsyncIterableIterator<Value, void, undefined> = {
    async next() {
      const step = first ?? (await watching.next());
      first = undefined;
      return step;
    },
    async return() {
      signal.removeEventListener('abort', end);
      first = undefined;
      return await watching.return();
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
  return changes;
}
