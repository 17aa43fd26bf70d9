import { useRef } from 'react';
import { Button } from '../../shared/button.tsx';
import { Icon } from '../../shared/icon.tsx';
import type { Photo, ReopenedQuestion } from '../question.ts';
import { useWords } from '../words.ts';
import { FileChooser } from './file-chooser.tsx';
import { PhotoCard } from './photo-card.tsx';

interface PhotoListProps {
  readonly photos: readonly Photo[];
  readonly reopened: ReopenedQuestion | null;
  readonly editing: string | null;
  readonly canAdd: boolean;
  readonly onEdit: (id: string) => void;
  readonly onTurn: (photo: Photo) => void;
  readonly onRemove: (id: string) => void;
  /** Forgets the question that was reopened. */
  readonly onForget: () => void;
  readonly onAdd: (files: readonly File[]) => void;
}

/** The photos of the question, or what is left of the one that was searched with earlier. */
export function PhotoList(props: PhotoListProps) {
  const { photos, reopened, editing, canAdd, onEdit, onTurn, onRemove, onForget, onAdd } = props;
  const words = useWords().ask;
  const chooser = useRef<HTMLInputElement>(null);
  const thumbnailUrl = reopened?.thumbnailUrl ?? null;
  if (photos.length === 0) {
    return thumbnailUrl === null ? null : <Reopened thumbnailUrl={thumbnailUrl} onForget={onForget} />;
  }
  return (
    <ul className="photo-list" aria-label={words.photos}>
      {photos.map((photo, at) => (
        <PhotoCard
          key={photo.id}
          photo={photo}
          index={at + 1}
          isOpen={photo.id === editing}
          onOpen={() => onEdit(photo.id)}
          onTurn={() => onTurn(photo)}
          onRemove={() => onRemove(photo.id)}
        />
      ))}
      {canAdd && (
        <li className="photo-card">
          <button type="button" className="photo-frame photo-add" onClick={() => chooser.current?.click()}>
            <Icon name="add" />
            {words.addSide}
          </button>
          <FileChooser ref={chooser} multiple onFiles={onAdd} />
        </li>
      )}
    </ul>
  );
}

function Reopened({
  thumbnailUrl,
  onForget,
}: {
  readonly thumbnailUrl: string;
  readonly onForget: () => void;
}) {
  const words = useWords().ask;
  return (
    <div className="photo-reopened">
      <div className="photo-frame">
        <img src={thumbnailUrl} alt={words.photo(1)} />
        <Button
          className="button-icon photo-remove"
          aria-label={words.remove}
          title={words.remove}
          onClick={onForget}
        >
          <Icon name="close" />
        </Button>
      </div>
      <p>{words.reopened}</p>
    </div>
  );
}
