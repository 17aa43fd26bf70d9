import { useState } from 'react';
import { Link, useLocation } from 'wouter';
import { Button } from '../../../shared/button.tsx';
import { Icon } from '../../../shared/icon.tsx';
import { LoadMore } from '../../../shared/load-more.tsx';
import { Notice } from '../../../shared/notice.tsx';
import { Problem } from '../../../shared/problem.tsx';
import { Loading } from '../../../shared/skeleton.tsx';
import { useWords } from '../../words.ts';
import { newProductPath } from '../paths.ts';
import { EmptyCatalogue, NothingFits } from './empty.tsx';
import { conditions, everything, type ListFilter, readFilter, writeFilter } from './filter.ts';
import { FilterBar } from './filter-bar.tsx';
import { ProductRow } from './row.tsx';
import { useProducts } from './use-products.ts';

interface ProductListProps {
  /** What the address says after its question mark. */
  readonly search: string;
  /** Something else is shown in its place: nothing is asked for. */
  readonly shown: boolean;
  /** Ids of the products that were looked at. */
  readonly visited: readonly string[];
}

/** All products, or those that fit, without end. */
export function ProductList({ search, shown, visited }: ProductListProps) {
  const { products: words } = useWords();
  const [, go] = useLocation();
  const filter = readFilter(new URLSearchParams(search));
  const { items, totalCount, changed, ...list } = useProducts(filter, { shown, visited });
  const [known, setKnown] = useState<ListFilter>(filter);
  const filtered = conditions(filter) > 0;
  const change = (next: ListFilter) => {
    const params = writeFilter(next).toString();
    // what is typed bit by bit is one step back, not many
    const replace = next.words !== known.words && known.words !== '';
    setKnown(next);
    go(params ? `/admin/products?${params}` : '/admin/products', { replace });
  };
  return (
    <>
      <header className="pane-head">
        <div>
          <h1>{words.title}</h1>
          <p role="status">
            {totalCount !== undefined && (filtered ? words.found(totalCount) : words.total(totalCount))}
          </p>
        </div>
        <Link href={newProductPath} className="button button-first">
          <Icon name="add" />
          {words.add}
        </Link>
      </header>
      {(totalCount !== 0 || filtered) && <FilterBar filter={filter} items={items} onChange={change} />}
      {list.error && <Problem error={list.error} onRetry={items.length > 0 ? list.more : list.reload} />}
      {changed && (
        <Notice actions={<Button onClick={list.reload}>{words.showChanges}</Button>}>
          {words.listChanged}
        </Notice>
      )}
      {list.loading && items.length === 0 && <Loading lines={8} />}
      {totalCount === 0 &&
        !list.loading &&
        (filtered ? <NothingFits onClear={() => change(everything)} /> : <EmptyCatalogue />)}
      {items.length > 0 && (
        <div
          className={list.loading ? 'products-table products-stale' : 'products-table'}
          aria-busy={list.loading}
        >
          <ColumnHeads />
          <ul>
            {items.map((product) => (
              <ProductRow key={product.id} product={product} />
            ))}
          </ul>
        </div>
      )}
      <LoadMore hasMore={list.hasMore} busy={list.loadingMore} auto={!list.error} onMore={list.more} />
    </>
  );
}

function ColumnHeads() {
  const { columns } = useWords().products;
  return (
    <div className="products-heads" aria-hidden="true">
      <span />
      <span>{columns.product}</span>
      <span>{columns.category}</span>
      <span className="products-number">{columns.price}</span>
      <span>{columns.stock}</span>
      <span>{columns.state}</span>
    </div>
  );
}
