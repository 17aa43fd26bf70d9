import { Button } from '../../shared/button.tsx';
import { useLanguage } from '../../wording/wording.ts';
import { useWords } from '../words.ts';

interface ProgressProps {
  readonly isPreparing: boolean;
  readonly isSearching: boolean;
  readonly onCancel: () => void;
}

/** What is waited for, and the way out of it. Its place is kept, so that nothing below moves. */
export function Progress({ isPreparing, isSearching, onCancel }: ProgressProps) {
  const words = useWords().ask;
  const { shared } = useLanguage();
  return (
    <div className="ask-progress">
      <p role="status">
        {isPreparing && words.preparing}
        {!isPreparing && isSearching && words.searching}
      </p>
      {isSearching && (
        <Button kind="quiet" onClick={onCancel}>
          {shared.cancel}
        </Button>
      )}
    </div>
  );
}
