import { Button } from '../../shared/button.tsx';
import { useWords } from '../words.ts';
import { exampleCsv, exampleNdjson } from './examples.ts';
import { saveText } from './save-text.ts';

/** What a file may look like, with examples to download. */
export function FileLooks() {
  const { imports } = useWords();
  return (
    <details className="import-looks">
      <summary>{imports.looks}</summary>
      <div className="import-looks-words">
        <p>{imports.looksCsv}</p>
        <p>{imports.looksNdjson}</p>
        <p>{imports.looksRules}</p>
        <div className="row">
          <Button onClick={() => saveText('example.csv', exampleCsv, 'text/csv')}>
            {imports.exampleCsv}
          </Button>
          <Button onClick={() => saveText('example.ndjson', exampleNdjson, 'application/x-ndjson')}>
            {imports.exampleNdjson}
          </Button>
        </div>
      </div>
    </details>
  );
}
