import { useSyncExternalStore } from 'react';

const wide = matchMedia('(min-width: 62rem)');

/** Whether there is room for the filters beside the results. */
export function useWide(): boolean {
  return useSyncExternalStore(subscribe, () => wide.matches);
}

function subscribe(listener: () => void): () => void {
  wide.addEventListener('change', listener);
  return () => wide.removeEventListener('change', listener);
}
