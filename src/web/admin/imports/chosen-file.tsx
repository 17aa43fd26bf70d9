import { type FormEvent, useEffect, useRef, useState } from 'react';
import { Button } from '../../shared/button.tsx';
import { Field } from '../../shared/field.tsx';
import { useLanguage } from '../../wording/wording.ts';
import { useWords } from '../words.ts';
import type { Order } from './use-send.ts';

interface ChosenFileProps {
  readonly file: File;
  readonly onAnother: () => void;
  readonly onSend: (order: Order) => void;
}

/** The file that was chosen, and what its name does not tell. */
export function ChosenFile({ file, onAnother, onSend }: ChosenFileProps) {
  const { format } = useLanguage();
  const { imports } = useWords();
  const byName = formatOfName(file.name);
  const [written, setWritten] = useState(byName ?? 'CSV');
  const [base, setBase] = useState('');
  const [wrong, setWrong] = useState(false);
  const start = useRef<HTMLButtonElement>(null);
  // what held the focus has gone with the choice
  useEffect(() => start.current?.focus(), []);

  const submit = (event: FormEvent) => {
    event.preventDefault();
    const imagesBase = base.trim();
    const isWrong = imagesBase !== '' && !/^https?:\/\/[^\s/]/i.test(imagesBase);
    setWrong(isWrong);
    if (!isWrong) onSend({ file, format: written, imagesBase: imagesBase || null });
  };
  return (
    <form className="card" noValidate onSubmit={submit} aria-label={imports.chosen}>
      <p className="import-chosen">
        <strong>
          <bdi>{file.name}</bdi>
        </strong>{' '}
        <span className="quiet">
          {format.bytes(file.size)}
          {byName && `, ${byName}`}
        </span>
      </p>
      {byName === null && (
        <Field
          label={imports.format}
          hint={imports.formatUnknown}
          control={(control) => (
            <select
              {...control}
              className="input"
              value={written}
              onChange={({ target }) => setWritten(target.value === 'CSV' ? 'CSV' : 'NDJSON')}
            >
              <option value="CSV">{imports.formats.CSV}</option>
              <option value="NDJSON">{imports.formats.NDJSON}</option>
            </select>
          )}
        />
      )}
      <Field
        label={imports.base}
        hint={imports.baseHint}
        error={wrong ? imports.baseWrong : ''}
        control={(control) => (
          <input
            {...control}
            className="input"
            type="url"
            value={base}
            onChange={({ target }) => {
              setBase(target.value);
              setWrong(false);
            }}
          />
        )}
      />
      <div className="row">
        <Button ref={start} kind="first" type="submit">
          {imports.start}
        </Button>
        <Button onClick={onAnother}>{imports.another}</Button>
      </div>
    </form>
  );
}

function formatOfName(name: string): 'CSV' | 'NDJSON' | null {
  if (/\.csv$/i.test(name)) return 'CSV';
  return /\.(ndjson|jsonl)$/i.test(name) ? 'NDJSON' : null;
}
