import { useEffect, useEffectEvent, useState } from 'react';
import { type AnyVariables, type CombinedError, type DocumentInput, useClient } from 'urql';
import { retryAfterMsOf } from './errors.ts';

export interface Live<Data> {
  /** The newest that was told; it stays while nothing newer can be told. */
  readonly data: Data | undefined;
  /** Why it ended, until it goes on. It is subscribed to again after a while by itself, where that can help. */
  readonly error: CombinedError | null;
  /** Subscribes again now. */
  readonly retry: () => void;
}

interface State<Data> {
  readonly key: string;
  readonly data: Data | undefined;
  readonly error: CombinedError | null;
}

/** A subscription, followed as long as its component is shown. */
export function useLive<Data, Variables extends AnyVariables>(
  document: DocumentInput<Data, Variables>,
  variables: Variables,
): Live<Data> {
  const client = useClient();
  const key = JSON.stringify(variables);
  const [attempt, setAttempt] = useState(0);
  const [{ key: toldOf, data, error }, setState] = useState<State<Data>>({
    key,
    data: undefined,
    error: null,
  });
  const retry = () => setAttempt(attempt + 1);

  const begin = useEffectEvent(() =>
    client.subscription(document, variables).subscribe((told) => {
      setState((old) => ({
        key,
        data: told.data ?? (old.key === key ? old.data : undefined),
        error: told.error ?? null,
      }));
    }),
  );
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key and the attempt are what begins anew
  useEffect(() => {
    const { unsubscribe } = begin();
    return unsubscribe;
  }, [key, attempt]);

  const retryLater = useEffectEvent(retry);
  useEffect(() => {
    const afterMs = error && retryAfterMsOf(error);
    if (afterMs === null) return;
    const timer = setTimeout(() => retryLater(), afterMs);
    return () => clearTimeout(timer);
  }, [error]);

  return toldOf === key ? { data, error, retry } : { data: undefined, error: null, retry };
}
