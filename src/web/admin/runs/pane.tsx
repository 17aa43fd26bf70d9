import { useWords } from '../words.ts';

/** The runs that bring the index up to date. */
export function RunsPane() {
  const { frame } = useWords();
  return <h1>{frame.panes.runs}</h1>;
}
