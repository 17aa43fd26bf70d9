import { useWords } from '../../words.ts';
import { AddPictures, maxPictures } from './add-pictures.tsx';
import { UploadCard } from './upload-card.tsx';
import { useUploads } from './use-uploads.ts';

/** The pictures of a product that is not there yet: kept until it is. */
export function NewPictures() {
  const { productPictures: words } = useWords();
  const [uploads, all] = useUploads();
  const staged = all.filter(({ productId }) => productId === null);
  return (
    <section className="card" aria-labelledby="pictures-heading">
      <h2 id="pictures-heading">{words.picturesTitle}</h2>
      {staged.length > 0 && (
        <>
          <p className="quiet">{words.afterCreate}</p>
          <ul className="pictures-uploads">
            {staged.map((upload) => (
              <UploadCard key={upload.key} upload={upload} uploads={uploads} />
            ))}
          </ul>
        </>
      )}
      <AddPictures room={maxPictures - staged.length} onAdd={(pictures) => uploads.add(null, pictures)} />
    </section>
  );
}
