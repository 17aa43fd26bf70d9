/** Where a reader finds the newest of what was put there: what nobody has taken yet is replaced. */
export interface Inbox<Value> {
  put(value: Value): void;
  /** Nothing more comes; what lies there can still be taken. */
  end(): void;
  /** The next one to take gets the error, then nothing more comes. */
  fail(error: unknown): void;
  /** Ends, and what lies there is gone. */
  clear(): void;
  take(): Promise<IteratorResult<Value, void>>;
}

export function createInbox<Value>(): Inbox<Value> {
  const takers: PromiseWithResolvers<IteratorResult<Value, void>>[] = [];
  let newest: { readonly value: Value } | undefined;
  let failure: { readonly error: unknown } | undefined;
  let hasEnded = false;

  function end(): void {
    hasEnded = true;
    for (const taker of takers.splice(0)) taker.resolve({ done: true, value: undefined });
  }

  return {
    put(value) {
      const taker = takers.shift();
      if (taker === undefined) newest = { value };
      else taker.resolve({ done: false, value });
    },
    end,
    fail(error) {
      const taker = takers.shift();
      if (taker === undefined) failure = { error };
      else taker.reject(error);
      end();
    },
    clear() {
      newest = undefined;
      failure = undefined;
      end();
    },
    async take() {
      if (newest !== undefined) {
        const { value } = newest;
        newest = undefined;
        return { done: false, value };
      }
      if (failure !== undefined) {
        const { error } = failure;
        failure = undefined;
        throw error;
      }
      if (hasEnded) return { done: true, value: undefined };
      const taker = Promise.withResolvers<IteratorResult<Value, void>>();
      takers.push(taker);
      return await taker.promise;
    },
  };
}
