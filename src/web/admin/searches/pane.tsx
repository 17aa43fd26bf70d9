import { useState } from 'react';
import { useLocation, useSearch } from 'wouter';
import { announce } from '../../shared/announce.tsx';
import { Button } from '../../shared/button.tsx';
import { LoadMore } from '../../shared/load-more.tsx';
import { Notice } from '../../shared/notice.tsx';
import { Problem } from '../../shared/problem.tsx';
import { Loading } from '../../shared/skeleton.tsx';
import { useFocusAfter } from '../../shared/use-focus-after.ts';
import { usePaged } from '../../shared/use-paged.ts';
import type { SearchKind } from '../gql/graphql.ts';
import { graphql } from '../gql/index.ts';
import { useWords } from '../words.ts';
import { ClearSearches } from './clear.tsx';
import { SearchFilter } from './filter.tsx';
import { SearchRow } from './search-row.tsx';
import './searches.css';

const searchesPage = graphql(`
  query SearchesList($after: String, $kind: [SearchKind!], $foundNothing: Boolean) {
    searches(first: 50, after: $after, kind: $kind, foundNothing: $foundNothing) {
      nodes { id ...SearchesSearch }
      totalCount
      pageInfo { hasNextPage endCursor }
    }
  }
`);

const kinds = ['IMAGE', 'TEXT', 'PRODUCT', 'COMPOSED'] as const satisfies readonly SearchKind[];

/** What was searched for: first of all, what found nothing. */
export function SearchesPane() {
  const { searches } = useWords();
  const { kind, all, change } = useAddress();
  const paged = usePaged({
    query: searchesPage,
    variables: (after) => ({ after, kind: kind && [kind], foundNothing: all ? null : true }),
    pick: (answer) => answer.searches,
  });
  const [deleted, setDeleted] = useState<ReadonlySet<string>>(new Set());
  const heading = useFocusAfter(deleted);
  const [cleared, setCleared] = useState<number | null>(null);
  const listed = paged.items.filter(({ id }) => !deleted.has(id));
  const count = paged.totalCount;
  return (
    <>
      <div className="pane-head searches-head">
        <div>
          <h1>{searches.title}</h1>
          <p>{searches.about}</p>
        </div>
        <div className="row">
          <Button busy={paged.loading && paged.items.length > 0} onClick={paged.reload}>
            {searches.refresh}
          </Button>
          <ClearSearches
            onCleared={(number) => {
              setCleared(number);
              announce(searches.cleared(number));
              paged.reload();
            }}
          />
        </div>
      </div>
      <SearchFilter all={all} kind={kind} kinds={kinds} onChange={change} />
      {cleared !== null && (
        <Notice kind="good" onDismiss={() => setCleared(null)}>
          {searches.cleared(cleared)}
        </Notice>
      )}
      {paged.error && (
        <Problem error={paged.error} onRetry={paged.page ? paged.more : paged.reload}>
          {searches.listFailed}
        </Problem>
      )}
      <section className="searches" aria-labelledby="searches-count" aria-busy={paged.loading}>
        <h2 id="searches-count" ref={heading} tabIndex={-1} className="searches-count">
          {count === undefined
            ? searches.title
            : searches.count(Math.max(0, count - (paged.items.length - listed.length)))}
        </h2>
        {paged.loading && paged.items.length === 0 && <Loading lines={6} />}
        {!paged.loading && !paged.error && listed.length === 0 && <None all={all} kind={kind} />}
        <ul className="searches-rows">
          {listed.map((search) => (
            <SearchRow
              key={search.id}
              search={search}
              onDeleted={() => {
                setDeleted(new Set([...deleted, search.id]));
                announce(searches.removed);
              }}
            />
          ))}
        </ul>
      </section>
      <LoadMore
        hasMore={paged.hasMore}
        busy={paged.loadingMore}
        onMore={paged.more}
        auto={paged.error === null}
      />
    </>
  );
}

function None({ all, kind }: { readonly all: boolean; readonly kind: SearchKind | null }) {
  const { searches } = useWords();
  const [title, means] =
    kind !== null
      ? [searches.noneOfKind, searches.noneOfKindMeans]
      : all
        ? [searches.none, searches.noneMeans]
        : [searches.noneFoundNothing, searches.noneFoundNothingMeans];
  return (
    <div className="card searches-none">
      <p>
        <strong>{title}</strong>
      </p>
      <p className="quiet">{means}</p>
    </div>
  );
}

export interface Shown {
  /** Not only those that found nothing. */
  readonly all: boolean;
  readonly kind: SearchKind | null;
}

/** Which searches are shown, kept in the address. */
function useAddress(): Shown & { readonly change: (shown: Shown) => void } {
  const params = new URLSearchParams(useSearch());
  const [location, navigate] = useLocation();
  return {
    all: params.get('show') === 'all',
    kind: kinds.find((one) => one === params.get('kind')) ?? null,
    change({ all, kind }) {
      const next = new URLSearchParams({ ...(all && { show: 'all' }), ...(kind && { kind }) });
      navigate(next.size > 0 ? `${location}?${next}` : location);
    },
  };
}
