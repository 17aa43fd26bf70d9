import { Notice } from '../../shared/notice.tsx';
import { useWords } from '../words.ts';
import { maxFileBytes, maxWords, type Refusal } from './examine.ts';

/** More would fill the page. */
const maxShown = 3;

/** What can not be searched with, why, and what to do. */
export function Refusals({
  refusals,
  onDismiss,
}: {
  readonly refusals: readonly Refusal[];
  readonly onDismiss: () => void;
}) {
  const words = useWords().ask;
  const say = useSentences();
  if (refusals.length === 0) return null;
  return (
    <div role="alert">
      <Notice kind="warn" onDismiss={onDismiss}>
        {refusals.slice(0, maxShown).map((refusal) => (
          <p key={say(refusal)}>{say(refusal)}</p>
        ))}
        {refusals.length > maxShown && <p>{words.refused.more(refusals.length - maxShown)}</p>}
      </Notice>
    </div>
  );
}

function useSentences(): (refusal: Refusal) => string {
  const { refused, photosOff, wordsOff } = useWords().ask;
  return (refusal) => {
    switch (refusal.kind) {
      case 'tooLarge':
        return refused.tooLarge(refusal.name, refusal.bytes, maxFileBytes);
      case 'tooMany':
        return refused.tooMany(refusal.given, refusal.most, refusal.names.join(', '));
      case 'tooLong':
        return refused.tooLong(refusal.length, maxWords);
      case 'nothing':
      case 'notPhoto':
      case 'noRoom':
        return refused[refusal.kind];
      case 'photosOff':
        return `${photosOff} ${refusal.reason ?? ''}`.trim();
      case 'wordsOff':
        return `${wordsOff} ${refusal.reason ?? ''}`.trim();
      default:
        return refused[refusal.kind](refusal.name);
    }
  };
}
