import { createContext, useContext } from 'react';
import type { AdminWording } from '../wording/wording.ts';

export const WordsContext = createContext<AdminWording | null>(null);

/**
 * What this page says.
 * @throws {Error} outside of it
 */
export function useWords(): AdminWording {
  const words = useContext(WordsContext);
  if (words === null) throw new Error('a component is used outside of its page');
  return words;
}
