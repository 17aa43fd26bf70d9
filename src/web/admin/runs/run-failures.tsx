import { useEffect, useEffectEvent } from 'react';
import { Link } from 'wouter';
import { Button } from '../../shared/button.tsx';
import { LoadMore } from '../../shared/load-more.tsx';
import { Problem } from '../../shared/problem.tsx';
import { Loading } from '../../shared/skeleton.tsx';
import { usePaged } from '../../shared/use-paged.ts';
import { useLanguage } from '../../wording/wording.ts';
import { graphql, readFragment } from '../gql/index.ts';
import { useWords } from '../words.ts';
import { FailureList, failureFragment } from './failure-list.tsx';
import { goesOn, type Job } from './job.ts';
import { useRetry } from './use-retry.tsx';

const failuresPage = graphql(`
  query RunsFailures($jobId: ID!, $after: String) {
    reindexJob(id: $jobId) {
      id
      failures(first: 100, after: $after) {
        edges { cursor node { ...RunsFailure } }
        totalCount
        pageInfo { hasNextPage endCursor }
      }
    }
  }
`);

const nothing = { nodes: [], totalCount: 0, pageInfo: { hasNextPage: false } };

/** The pictures that a run could not index: by reason, one by one, and to be tried again. */
export function RunFailures({ job }: { readonly job: Job }) {
  const { format } = useLanguage();
  const { runs, reasons } = useWords();
  const paged = usePaged({
    query: failuresPage,
    variables: (after) => ({ jobId: job.id, after }),
    pick: ({ reindexJob }) =>
      reindexJob ? { ...reindexJob.failures, nodes: reindexJob.failures.edges } : nothing,
  });
  const retried = useRetry();

  const newer = job.failed - (paged.totalCount ?? job.failed);
  // what failed first, and what failed last, is shown by itself; in between, nobody's list jumps
  const reload = useEffectEvent(() => {
    if (!paged.loading && newer > 0) paged.reload();
  });
  const hasFailed = job.failed > 0;
  const isOver = !goesOn(job);
  // biome-ignore lint/correctness/useExhaustiveDependencies: these two are when
  useEffect(() => reload(), [hasFailed, isOver]);

  const productIds = [
    ...new Set(paged.items.map(({ node }) => readFragment(failureFragment, node).product.id)),
  ];
  if (!hasFailed) {
    return (
      <section aria-labelledby="failures">
        <h2 id="failures">{runs.failures}</h2>
        <p className="quiet">{runs.noFailures}</p>
      </section>
    );
  }
  return (
    <section className="run-failures" aria-labelledby="failures">
      <h2 id="failures">{runs.failures}</h2>
      <ul className="reasons" aria-label={runs.byReason}>
        {job.failureCounts.map(({ code, count }) => (
          <li key={code}>
            <Link className="reason" href={`/admin/failures?reason=${code}`}>
              <span>{reasons[code].name}</span>
              <strong>{format.number(count)}</strong>
            </Link>
          </li>
        ))}
      </ul>
      {productIds.length > 0 && (
        <div className="row">
          <Button busy={retried.busy} onClick={() => retried.products(productIds)}>
            {runs.tryListed(productIds.length)}
          </Button>
          <Button busy={retried.busy} onClick={retried.allFailed}>
            {runs.tryAllFailed}
          </Button>
          {paged.totalCount !== undefined && (
            <span className="quiet">{runs.shown(paged.items.length, paged.totalCount)}</span>
          )}
        </div>
      )}
      {retried.notice}
      {newer > 0 && goesOn(job) && !paged.loading && (
        <p>
          <Button onClick={paged.reload}>{runs.showNewer(newer)}</Button>
        </p>
      )}
      {paged.error && (
        <Problem error={paged.error} onRetry={paged.page ? paged.more : paged.reload}>
          {runs.failuresFailed}
        </Problem>
      )}
      {paged.loading && paged.items.length === 0 && <Loading lines={4} />}
      {!paged.loading && !paged.error && paged.totalCount === 0 && <p className="quiet">{runs.noneLeft}</p>}
      <FailureList failures={paged.items} onRetry={retried.one} />
      <LoadMore
        hasMore={paged.hasMore}
        busy={paged.loadingMore}
        onMore={paged.more}
        auto={paged.error === null}
      />
    </section>
  );
}
