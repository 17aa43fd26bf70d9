import { useState } from 'react';
import { Picture } from '../../shared/picture.tsx';
import { useWords } from '../words.ts';

interface GalleryProps {
  readonly title: string;
  readonly images: readonly { readonly id: string; readonly url: string; readonly small: string }[];
}

/** A product's pictures: one large, all of them to choose from. */
export function Gallery({ title, images }: GalleryProps) {
  const { results } = useWords();
  const [chosen, setChosen] = useState(0);
  const image = images[chosen] ?? images[0];
  return (
    <div className="gallery">
      <Picture src={image?.url} alt={title} eager />
      {images.length > 1 && (
        <ul className="gallery-all" aria-label={results.details.pictures}>
          {images.map(({ id, small }, place) => (
            <li key={id}>
              <button
                type="button"
                className="gallery-one"
                aria-pressed={place === chosen}
                onClick={() => setChosen(place)}
              >
                <Picture src={small} alt={results.details.picture(place + 1, images.length)} />
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
