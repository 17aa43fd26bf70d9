import { useEffect, useEffectEvent, useRef, useSyncExternalStore } from 'react';

/** Whether the server is reached: 'lost' from the first failure until it answers again. */
export type Connection = 'connecting' | 'connected' | 'lost';

let current: Connection = 'connecting';
const listeners = new Set<() => void>();

export function setConnection(next: Connection): void {
  if (next === current) return;
  current = next;
  for (const listener of listeners) listener();
}

/** The connection as it stands, followed. */
export function useConnection(): Connection {
  return useSyncExternalStore(subscribe, () => current);
}

/** Calls each time that the server is reached again after it was not. */
export function useBack(onBack: () => void): void {
  const connection = useConnection();
  const before = useRef(connection);
  const back = useEffectEvent(onBack);
  useEffect(() => {
    if (before.current === 'lost' && connection === 'connected') back();
    before.current = connection;
  }, [connection]);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
