import { useWords } from '../words.ts';

/** The pictures that could not be indexed, by reason. */
export function FailuresPane() {
  const { frame } = useWords();
  return <h1>{frame.panes.failures}</h1>;
}
