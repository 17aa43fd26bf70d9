import { Link } from 'wouter';
import { Button } from '../../../shared/button.tsx';
import { useWords } from '../../words.ts';
import { newProductPath } from '../paths.ts';

/** How an empty catalogue is filled. */
export function EmptyCatalogue() {
  const { products: words } = useWords();
  return (
    <section className="products-empty">
      <h2>{words.emptyTitle}</h2>
      <p>{words.emptyWays}</p>
      <ul>
        <li>
          <Link href={newProductPath}>{words.emptyAdd}</Link>
        </li>
        <li>
          <Link href="/admin/import">{words.emptyImport}</Link>
        </li>
        <li>
          <a href="/graphql">{words.emptyApi}</a>
        </li>
      </ul>
      <p className="quiet">{words.emptyDemo}</p>
    </section>
  );
}

/** No product fits the filters. */
export function NothingFits({ onClear }: { readonly onClear: () => void }) {
  const { products: words } = useWords();
  return (
    <section className="products-empty">
      <h2>{words.nothingFits}</h2>
      <p>{words.nothingFitsHint}</p>
      <div>
        <Button onClick={onClear}>{words.clearFilters}</Button>
      </div>
    </section>
  );
}
