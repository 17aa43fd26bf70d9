import { createContext, useContext } from 'react';
import type { SearchWording } from '../wording/wording.ts';

export const WordsContext = createContext<SearchWording | null>(null);

/**
 * What this page says.
 * @throws {Error} outside of it
 */
export function useWords(): SearchWording {
  const words = useContext(WordsContext);
  if (words === null) throw new Error('a component is used outside of its page');
  return words;
}
