import { type ReactNode, useLayoutEffect, useRef, useState } from 'react';
import { useLocation, useSearch } from 'wouter';
import { LeaveQuestion } from './edit/leave-question.tsx';
import { useLeaving } from './edit/leaving.ts';
import { NewProduct } from './edit/new-product.tsx';
import { ProductView } from './edit/product-view.tsx';
import { ProductList } from './list/list.tsx';
import { isUnfinished } from './pictures/uploads.ts';
import { UploadsContext, useNewUploads, useUploads } from './pictures/use-uploads.ts';
import './list/list.css';
import './edit/product.css';

const home = '/admin/products';

/** The catalogue: look for products, change them, add and delete them. */
export function ProductsPane() {
  const [path] = useLocation();
  const search = useSearch();
  const uploads = useNewUploads();
  const name = path.slice(home.length).replace(/^\/|\/$/g, '');
  const onList = name === '';
  const [listSearch, setListSearch] = useState(onList ? search : null);
  if (onList && listSearch !== search) setListSearch(search);
  const [visited, setVisited] = useState<readonly string[]>([]);
  if (!onList && name !== 'new' && !visited.includes(name)) setVisited([...visited, name]);
  const listPath = listSearch ? `${home}?${listSearch}` : home;
  return (
    <UploadsContext value={uploads}>
      {listSearch !== null && (
        <Kept shown={onList}>
          <ProductList search={listSearch} shown={onList} visited={visited} />
        </Kept>
      )}
      {name === 'new' && <NewProduct listPath={listPath} />}
      <UploadsGuard />
      {!onList && name !== 'new' && <ProductView key={name} id={name} listPath={listPath} />}
    </UploadsContext>
  );
}

/** Asks whoever leaves the products while pictures are on their way. */
function UploadsGuard() {
  const [, all] = useUploads();
  const uploading = all.some((one) => one.productId !== null && isUnfinished(one));
  const leaving = useLeaving(uploading, (path) => path !== home && !path.startsWith(`${home}/`));
  return <LeaveQuestion leaving={leaving} unsaved={false} uploading={uploading} />;
}

interface KeptProps {
  readonly shown: boolean;
  readonly children: ReactNode;
}

/** What stays as it was scrolled while something else is shown in its place. */
function Kept({ shown, children }: KeptProps) {
  const scrolled = useRef(0);
  const wasShown = useRef(shown);
  useLayoutEffect(() => {
    if (wasShown.current !== shown) scrollTo({ top: shown ? scrolled.current : 0, behavior: 'instant' });
    wasShown.current = shown;
    if (!shown) return;
    const remember = () => {
      scrolled.current = scrollY;
    };
    addEventListener('scroll', remember, { passive: true });
    return () => removeEventListener('scroll', remember);
  }, [shown]);
  return (
    <div className="products-list" hidden={!shown}>
      {children}
    </div>
  );
}
