import { useWords } from '../words.ts';

/** Which models there are, and what they cover. */
export function ModelsPane() {
  const { frame } = useWords();
  return <h1>{frame.panes.models}</h1>;
}
