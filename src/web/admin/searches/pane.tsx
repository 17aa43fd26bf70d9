import { useWords } from '../words.ts';

/** What was searched for, and what found nothing. */
export function SearchesPane() {
  const { frame } = useWords();
  return <h1>{frame.panes.searches}</h1>;
}
