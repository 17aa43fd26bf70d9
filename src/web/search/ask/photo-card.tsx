import { useState } from 'react';
import { Button } from '../../shared/button.tsx';
import { Icon } from '../../shared/icon.tsx';
import type { Photo } from '../question.ts';
import { useWords } from '../words.ts';
import { hostOf } from './address.ts';
import { PhotoPart } from './photo-part.tsx';
import { usePreview } from './use-preview.ts';

interface PhotoCardProps {
  readonly photo: Photo;
  /** From 1. */
  readonly index: number;
  /** Whether it is in the editor. */
  readonly isOpen: boolean;
  readonly onOpen: () => void;
  readonly onTurn: () => void;
  readonly onRemove: () => void;
}

/** A photo of the question: what of it is searched with, and what can be done with it. */
export function PhotoCard({ photo, index, isOpen, onOpen, onTurn, onRemove }: PhotoCardProps) {
  const words = useWords().ask;
  const url = usePreview(photo);
  const [failed, setFailed] = useState<string | null>(null);
  const name = photo.source.kind === 'url' ? words.pictureAt(hostOf(photo.source.url)) : words.photo(index);
  const canShow = url !== null && url !== failed;
  return (
    <li className="photo-card">
      <div className="photo-frame">
        {canShow && <PhotoPart photo={photo} url={url} alt={name} onError={() => setFailed(url)} />}
        {!canShow && (
          <span className="photo-unseen">
            <Icon name="picture" />
            <span>{name}</span>
          </span>
        )}
        <Button
          className="button-icon photo-remove"
          aria-label={words.removeOf(name)}
          title={words.remove}
          onClick={onRemove}
        >
          <Icon name="close" />
        </Button>
      </div>
      {failed !== null && <p className="photo-note">{words.cannotShow}</p>}
      <div className="photo-tools">
        {canShow && (
          <Button
            className="button-icon"
            aria-label={words.cropOf(name)}
            title={words.crop}
            aria-expanded={isOpen}
            onClick={onOpen}
          >
            <Icon name="crop" />
          </Button>
        )}
        <Button className="button-icon" aria-label={words.turnOf(name)} title={words.turn} onClick={onTurn}>
          <Icon name="turn" />
        </Button>
      </div>
    </li>
  );
}
