import { useWords } from '../words.ts';

/** Products from a file. */
export function ImportsPane() {
  const { frame } = useWords();
  return <h1>{frame.panes.imports}</h1>;
}
