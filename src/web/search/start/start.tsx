import { Examples } from './examples.tsx';
import { Recents } from './recents.tsx';

interface StartProps {
  readonly photos: boolean;
  readonly onWords: (text: string) => void;
  readonly onPicture: (image: { readonly id: string; readonly url: string }) => void;
  readonly onOpen: (searchId: string) => void;
}

/** What there is to do before anything is asked. */
export function Start({ onOpen, ...examples }: StartProps) {
  return (
    <div className="start">
      <Recents onOpen={onOpen} />
      <Examples {...examples} />
    </div>
  );
}
