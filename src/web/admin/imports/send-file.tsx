import { useRef, useState } from 'react';
import { useQuery } from 'urql';
import { Button } from '../../shared/button.tsx';
import { Icon } from '../../shared/icon.tsx';
import { Notice } from '../../shared/notice.tsx';
import { Problem } from '../../shared/problem.tsx';
import { graphql } from '../gql/index.ts';
import { useWords } from '../words.ts';
import { ChosenFile } from './chosen-file.tsx';
import { FileLooks } from './file-looks.tsx';
import { Sending } from './sending.tsx';
import { useFileDrop } from './use-file-drop.ts';
import { useSend } from './use-send.ts';

const limits = graphql(`
  query ImportsLimits { settings { name value } }
`);

interface SendFileProps {
  readonly onAccepted: (fileName: string) => void;
}

/** A file is dropped or chosen, looked at, and sent. */
export function SendFile({ onAccepted }: SendFileProps) {
  const { imports } = useWords();
  const [{ data }] = useQuery({ query: limits });
  const maxMb = Number(data?.settings.find(({ name }) => name === 'IMPORT_MAX_MB')?.value) || null;
  const [file, setFile] = useState<File | null>(null);
  const [refused, setRefused] = useState('');
  const input = useRef<HTMLInputElement>(null);
  const { share, error, dismiss, stop, send } = useSend((fileName) => {
    setFile(null);
    onAccepted(fileName);
  });

  const take = (chosen: File) => {
    if (share !== null) return;
    dismiss();
    const isTooLarge = maxMb !== null && chosen.size > maxMb * 1_000_000;
    const why = isTooLarge ? imports.tooLarge(chosen.size, maxMb) : chosen.size === 0 ? imports.empty : '';
    setRefused(why);
    setFile(why ? null : chosen);
  };
  const dragging = useFileDrop(take);

  return (
    <section className="import-send" aria-label={imports.choose}>
      {error && (
        <Problem error={error} onDismiss={dismiss}>
          {imports.refused}
        </Problem>
      )}
      {refused && (
        <Notice kind="alarm" onDismiss={() => setRefused('')}>
          {refused}
        </Notice>
      )}
      {file && share !== null && <Sending file={file} share={share} onStop={stop} />}
      {file && share === null && (
        <ChosenFile
          key={`${file.name} ${file.size}`}
          file={file}
          onAnother={() => setFile(null)}
          onSend={send}
        />
      )}
      {!file && (
        <div className={dragging ? 'import-drop import-dragging' : 'import-drop'}>
          <Icon name="add" />
          <p className="import-drop-words">{dragging ? imports.dropNow : imports.drop}</p>
          <p className="quiet">{imports.or}</p>
          <Button kind="first" onClick={() => input.current?.click()}>
            {imports.choose}
          </Button>
          <p className="field-hint">{imports.kinds(maxMb)}</p>
          <input
            ref={input}
            type="file"
            hidden
            accept=".csv,.ndjson,.jsonl,text/csv,application/x-ndjson"
            aria-label={imports.choose}
            onChange={({ target }) => {
              const [chosen] = target.files ?? [];
              target.value = '';
              if (chosen) take(chosen);
            }}
          />
        </div>
      )}
      <FileLooks />
    </section>
  );
}
