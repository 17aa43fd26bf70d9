import { useWords } from '../words.ts';

/** How indexing stands. */
export function OverviewPane() {
  const { frame } = useWords();
  return <h1>{frame.panes.overview}</h1>;
}
