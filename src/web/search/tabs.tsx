import { Picture } from '../shared/picture.tsx';
import { usePreview } from './ask/use-preview.ts';
import type { Enquiry } from './enquiry.ts';
import type { Photo } from './question.ts';
import { useWords } from './words.ts';

interface TabsProps {
  readonly enquiries: readonly Enquiry[];
  readonly shown: Enquiry;
  readonly onShow: (enquiry: Enquiry) => void;
}

/** Photos that were asked one by one, each a search of its own. */
export function Tabs({ enquiries, shown, onShow }: TabsProps) {
  const { results } = useWords();
  return (
    <nav className="tabs" aria-label={results.eachPhoto}>
      {enquiries.map((enquiry, place) => {
        const photo = photoOf(enquiry);
        return (
          <button
            key={enquiry.key}
            type="button"
            className="tab"
            aria-label={results.photo(place + 1)}
            aria-current={enquiry.key === shown.key ? 'page' : undefined}
            aria-busy={enquiry.answeredView === null || undefined}
            onClick={() => onShow(enquiry)}
          >
            {photo && <Thumbnail photo={photo} alt="" />}
          </button>
        );
      })}
    </nav>
  );
}

function Thumbnail({ photo, alt }: { readonly photo: Photo; readonly alt: string }) {
  return <Picture src={usePreview(photo)} alt={alt} fit="cover" />;
}

function photoOf({ asked }: Enquiry): Photo | undefined {
  return asked.kind === 'question' ? asked.question.photos[0] : undefined;
}
