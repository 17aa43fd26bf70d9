import { useSyncExternalStore } from 'react';

interface Said {
  readonly text: string;
  /** Tells the same words, said twice, apart. */
  readonly count: number;
}

let said: Said = { text: '', count: 0 };
const listeners = new Set<() => void>();

/** Says something to those who hear the page, when they have a moment. */
export function announce(text: string): void {
  said = { text, count: said.count + 1 };
  for (const listener of listeners) listener();
}

/** The one live region of a page that is only heard. */
export function Announcements() {
  const { text, count } = useSyncExternalStore(subscribe, () => said);
  return (
    <div className="unseen" role="status">
      <p key={count}>{text}</p>
    </div>
  );
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
