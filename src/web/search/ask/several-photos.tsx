import { Dialog } from '../../shared/dialog.tsx';
import type { Photo } from '../question.ts';
import { useWords } from '../words.ts';
import { PhotoPart } from './photo-part.tsx';
import { usePreview } from './use-preview.ts';

interface SeveralPhotosProps {
  readonly photos: readonly Photo[];
  readonly onTogether: () => void;
  readonly onEach: () => void;
  readonly onClose: () => void;
}

/** Asks what several photos that came at once mean. */
export function SeveralPhotos({ photos, onTogether, onEach, onClose }: SeveralPhotosProps) {
  const words = useWords().ask;
  return (
    <Dialog title={words.several(photos.length)} open={photos.length > 0} onClose={onClose}>
      <ul className="several-photos">
        {photos.map((photo, at) => (
          <li key={photo.id} className="photo-frame">
            <Preview photo={photo} alt={words.photo(at + 1)} />
          </li>
        ))}
      </ul>
      <p>{words.severalQuestion}</p>
      <div className="several-ways">
        <button type="button" className="several-way" onClick={onTogether}>
          <strong>{words.oneProduct}</strong>
          <span>{words.oneProductHint}</span>
        </button>
        <button type="button" className="several-way" onClick={onEach}>
          <strong>{words.oneEach}</strong>
          <span>{words.oneEachHint}</span>
        </button>
      </div>
    </Dialog>
  );
}

function Preview({ photo, alt }: { readonly photo: Photo; readonly alt: string }) {
  const url = usePreview(photo);
  return url && <PhotoPart photo={photo} url={url} alt={alt} />;
}
