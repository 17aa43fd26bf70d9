import { type FormEvent, useId } from 'react';
import { Button } from '../../shared/button.tsx';
import { Icon } from '../../shared/icon.tsx';
import { useWords } from '../words.ts';
import { addressIn } from './address.ts';

interface AskLineProps {
  readonly draft: string;
  readonly placeholder: string;
  readonly canClear: boolean;
  readonly onDraft: (text: string) => void;
  readonly onSubmit: () => void;
  readonly onClear: () => void;
}

/** The line for words, or for the address of a picture. */
export function AskLine({ draft, placeholder, canClear, onDraft, onSubmit, onClear }: AskLineProps) {
  const words = useWords().ask;
  const id = useId();
  const isAddress = addressIn(draft) !== null;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onSubmit();
  };
  return (
    <form className="ask-line" onSubmit={submit}>
      <label className="unseen" htmlFor={id}>
        {words.label}
      </label>
      <input
        id={id}
        type="text"
        className="ask-words"
        value={draft}
        placeholder={placeholder}
        enterKeyHint="search"
        autoComplete="off"
        dir="auto"
        aria-describedby={`${id}-address`}
        onChange={({ currentTarget }) => onDraft(currentTarget.value)}
      />
      {canClear && (
        <Button
          kind="quiet"
          className="button-icon"
          aria-label={words.clear}
          title={words.clear}
          onClick={onClear}
        >
          <Icon name="close" />
        </Button>
      )}
      <Button kind="first" type="submit" className="ask-submit">
        <Icon name="search" />
        <span>{words.submit}</span>
      </Button>
      <p id={`${id}-address`} className="ask-address" role="status">
        {isAddress && words.isAddress}
      </p>
    </form>
  );
}
