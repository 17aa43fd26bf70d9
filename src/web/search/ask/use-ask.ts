import { useRef, useState } from 'react';
import { announce } from '../../shared/announce.tsx';
import type { Photo, Question, ReopenedQuestion } from '../question.ts';
import { useWords } from '../words.ts';
import { addressIn } from './address.ts';
import { maxParts, maxWords, type Refusal } from './examine.ts';
import { useThumbnailOf } from './thumbnails.ts';
import type { Transferred } from './transfer.ts';
import { useDraft } from './use-draft.ts';
import { useEscape } from './use-escape.ts';
import { useIntake } from './use-intake.ts';

interface Capability {
  readonly available: boolean;
  readonly reason?: string | null;
}

export interface AskBoxProps {
  /** What is asked now; without words and photos before the first question, and where a search is reopened. */
  readonly question: Question;
  readonly reopened: ReopenedQuestion | null;
  /** Of the search that answered the question; null while there is none. */
  readonly searchId: string | null;
  /** Null until it is known. */
  readonly capabilities: { readonly searchByImage: Capability; readonly searchByText: Capability } | null;
  /** Whether an answer is waited for. */
  readonly busy: boolean;
  /** At once for whatever is done to photos, for words when they are submitted. */
  readonly onAsk: (question: Question) => void;
  /** Photos of a product each. */
  readonly onAskEach: (photos: readonly Photo[]) => void;
  readonly onClear: () => void;
  readonly onCancel: () => void;
}

const unknown: Capability = { available: true };

/** What the box holds beside the question that is asked, and what can be done with it. */
export function useAsk(props: AskBoxProps) {
  const { question, reopened, searchId, capabilities, onAsk, onAskEach, onClear } = props;
  const { photos } = question;
  const words = useWords().ask;
  const box = useRef<HTMLElement>(null);
  const [draft, setDraft] = useDraft(question.text);
  const [refusals, setRefusals] = useState<readonly Refusal[]>([]);
  const [several, setSeveral] = useState<readonly Photo[]>([]);
  const [editing, setEditing] = useState<string | null>(null);
  const { searchByImage = unknown, searchByText = unknown } = capabilities ?? {};
  const refuse = (refusal: Refusal) => setRefusals([refusal]);
  // an address, or more words than are taken, wait to be submitted: photos are not asked with them
  const text = draft.length > maxWords || addressIn(draft) !== null ? question.text : draft.trim();

  const maxPhotos = text === '' ? maxParts : maxParts - 1;
  useThumbnailOf(question, searchId);
  const ask = (next: Question) => {
    if (next.photos.length > maxPhotos) return refuse({ kind: 'noRoom' });
    setRefusals([]);
    onAsk(next);
  };
  const fresh = useIntake((given, refused) => {
    setRefusals(refused);
    if (given.length > 1) setSeveral(given);
    else if (given.length === 1) onAsk({ text, photos: given });
  });
  const further = useIntake((given, refused) => {
    setRefusals(refused);
    if (given.length > 0) onAsk({ text, photos: [...photos, ...given] });
  });
  const isPreparing = fresh.isPreparing || further.isPreparing;
  const cancelPreparing = () => {
    fresh.cancel();
    further.cancel();
  };
  const take = ({ files, address }: Transferred) => {
    if (searchByImage.available) fresh.take(files, address, maxPhotos);
    else refuse({ kind: 'photosOff', reason: searchByImage.reason ?? null });
  };
  const clear = () => {
    setDraft('');
    setRefusals([]);
    setEditing(null);
    cancelPreparing();
    onClear();
  };
  const remove = (id: string) => {
    const left = photos.filter((one) => one.id !== id);
    announce(words.removed);
    // the button that had the focus goes with it
    box.current?.focus({ preventScroll: true });
    if (left.length === 0 && text === '') clear();
    else ask({ text, photos: left });
  };
  useEscape(() => {
    const last = photos.at(-1);
    if (editing !== null) setEditing(null);
    else if (isPreparing) cancelPreparing();
    else if (last) remove(last.id);
    else if (reopened?.thumbnailUrl) clear();
    else return false;
    return true;
  });

  return {
    box,
    draft,
    setDraft,
    refusals,
    dismissRefusals: () => setRefusals([]),
    several,
    askTogether() {
      setSeveral([]);
      onAsk({ text, photos: several });
    },
    askEach() {
      setSeveral([]);
      onAskEach(several);
    },
    leaveSeveral: () => setSeveral([]),
    searchByImage,
    searchByText,
    isPreparing,
    canAdd: searchByImage.available && photos.length < maxPhotos,
    take,
    takeFurther: (files: readonly File[]) => further.take(files, null, maxPhotos - photos.length),
    edited: photos.find(({ id }) => id === editing) ?? null,
    toggleEditor: (id: string) => setEditing(id === editing ? null : id),
    change: (photo: Photo) => ask({ text, photos: photos.map((one) => (one.id === photo.id ? photo : one)) }),
    remove,
    clear,
    submit() {
      const address = addressIn(draft);
      if (address !== null) {
        setDraft(question.text);
        take({ files: [], address });
      } else if (draft.length > maxWords) refuse({ kind: 'tooLong', length: draft.length });
      else if (text === '' && photos.length === 0) refuse({ kind: 'nothing' });
      else if (text !== '' && !searchByText.available)
        refuse({ kind: 'wordsOff', reason: searchByText.reason ?? null });
      else ask({ text, photos });
    },
  };
}
