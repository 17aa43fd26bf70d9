import { useEffect, useEffectEvent, useRef, useState } from 'react';
import { Button } from '../../shared/button.tsx';
import { LoadMore } from '../../shared/load-more.tsx';
import { Notice } from '../../shared/notice.tsx';
import { Problem } from '../../shared/problem.tsx';
import { Loading } from '../../shared/skeleton.tsx';
import { useFocusAfter } from '../../shared/use-focus-after.ts';
import { usePaged } from '../../shared/use-paged.ts';
import type { IndexingErrorCode } from '../gql/graphql.ts';
import { graphql, readFragment } from '../gql/index.ts';
import { useWords } from '../words.ts';
import { RetryAll, RetryTold } from './retry-all.tsx';
import { failureFragment } from './row.tsx';
import { FailureRows, partsOf } from './rows.tsx';
import { useRetryAll } from './use-retry-all.ts';
import { useRetryOne } from './use-retry-one.ts';

const failuresPage = graphql(`
  query FailuresList($code: [IndexingErrorCode!], $after: String) {
    indexingFailures(first: 100, after: $after, code: $code) {
      edges { cursor node { ...FailuresFailure } }
      totalCount
      pageInfo { hasNextPage endCursor }
    }
  }
`);

/** How often what changes is read anew by itself, while it is short: longer lists would jump under the reader. */
const settleMs = 1_000;
const shortList = 100;

interface FailureListProps {
  readonly reason: IndexingErrorCode | null;
  /** How many there are now, of this reason and in all; undefined while that can not be told. */
  readonly count: number | undefined;
  readonly total: number | undefined;
}

/** The pictures that failed, newest first, without an end. */
export function FailureList({ reason, count, total }: FailureListProps) {
  const { failures } = useWords();
  const paged = usePaged({
    query: failuresPage,
    variables: (after) => ({ code: reason === null ? null : [reason], after }),
    pick: ({ indexingFailures }) => ({ ...indexingFailures, nodes: indexingFailures.edges }),
  });
  const many = useRetryAll();
  const one = useRetryOne(() => {
    if (paged.items.length <= shortList) paged.reload();
  });
  const heading = useFocusAfter(one.mended);
  const { totalCount } = paged;
  const items = paged.items.filter(({ node }) => !isMended(readFragment(failureFragment, node), one.mended));
  const hasChanged = count !== undefined && totalCount !== undefined && count !== totalCount;
  const isShort = items.length <= shortList;
  useReloadSoon(hasChanged && isShort && !paged.loading && !paged.error, paged.reload);
  return (
    <section className="failures-list" aria-labelledby="failures-shown">
      <div className="pane-head">
        <h2 id="failures-shown" ref={heading} tabIndex={-1} className="failures-shown">
          {totalCount === undefined ? failures.title : failures.shown(items.length, totalCount)}
        </h2>
        {count !== undefined && count > 0 && (
          <RetryAll reason={reason} count={count} isAll={reason === null || count === total} retry={many} />
        )}
      </div>
      <RetryTold retry={many} />
      {one.error && <Problem error={one.error} onDismiss={one.dismiss} />}
      {hasChanged && !isShort && !paged.loading && (
        <Notice kind="plain" actions={<Button onClick={paged.reload}>{failures.showAnew}</Button>}>
          {failures.changed}
        </Notice>
      )}
      {paged.error && (
        <Problem error={paged.error} onRetry={paged.page ? paged.more : paged.reload}>
          {failures.listFailed}
        </Problem>
      )}
      {paged.loading && items.length === 0 && <Loading lines={6} />}
      {!paged.loading && !paged.error && totalCount === 0 && <p>{failures.noneOfReason}</p>}
      <div>
        {partsOf(items, shortList).map((edges) => (
          <FailureRows key={edges[0]?.cursor} edges={edges} tried={one.tried} onRetry={one.retry} />
        ))}
      </div>
      <LoadMore
        hasMore={paged.hasMore}
        busy={paged.loadingMore}
        onMore={paged.more}
        auto={paged.error === null}
      />
    </section>
  );
}

interface Mendable {
  readonly at: string;
  readonly product: { readonly id: string };
}

/** Whether it was tried again since, and all went well. */
function isMended({ at, product }: Mendable, mended: ReadonlyMap<string, string>): boolean {
  const since = mended.get(product.id);
  return since !== undefined && Date.parse(at) < Date.parse(since);
}

/** Reads anew once it is wanted, and then at most once in a while. */
function useReloadSoon(wanted: boolean, reload: () => void): void {
  const lastMs = useRef(0);
  const [due, setDue] = useState(0);
  const go = useEffectEvent(() => {
    lastMs.current = performance.now();
    reload();
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: each time it is due is one more
  useEffect(() => {
    if (!wanted) return;
    const timer = setTimeout(
      () => {
        go();
        setDue((before) => before + 1);
      },
      Math.max(0, lastMs.current + settleMs - performance.now()),
    );
    return () => clearTimeout(timer);
  }, [wanted, due]);
}
