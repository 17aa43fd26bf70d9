import { Button } from '../shared/button.tsx';
import { Icon } from '../shared/icon.tsx';
import { Picture } from '../shared/picture.tsx';
import type { Enquiry } from './enquiry.ts';
import { recentSearches } from './recent.ts';
import { useWords } from './words.ts';

interface SubjectProps {
  readonly enquiry: Enquiry;
  readonly onClear: () => void;
}

/** The product that others are to be like, where that is what was asked. */
export function Subject({ enquiry, onClear }: SubjectProps) {
  const { results, ask } = useWords();
  const { asked, told } = enquiry;
  if (asked.kind !== 'similar' && told?.kind !== 'PRODUCT') return null;
  const product =
    asked.kind === 'similar' ? asked.product : recentSearches().find(({ id }) => id === enquiry.searchId);
  const title = product?.title;
  return (
    <div className="subject">
      {product?.imageUrl && <Picture src={product.imageUrl} alt="" />}
      <p dir="auto">{title === undefined ? results.likeOne : results.likeProduct(title)}</p>
      <Button kind="quiet" className="button-icon" aria-label={ask.clear} onClick={onClear}>
        <Icon name="close" />
      </Button>
    </div>
  );
}
