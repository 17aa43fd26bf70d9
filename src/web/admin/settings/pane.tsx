import { useWords } from '../words.ts';

/** The settings as they are in force. */
export function SettingsPane() {
  const { frame } = useWords();
  return <h1>{frame.panes.settings}</h1>;
}
