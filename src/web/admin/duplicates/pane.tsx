import { useWords } from '../words.ts';

/** Products whose pictures are nearly the same, side by side. */
export function DuplicatesPane() {
  const { frame } = useWords();
  return <h1>{frame.panes.duplicates}</h1>;
}
