import { useEffect, useEffectEvent } from 'react';
import { LoadMore } from '../../shared/load-more.tsx';
import { Problem } from '../../shared/problem.tsx';
import { Loading } from '../../shared/skeleton.tsx';
import { useLive } from '../../shared/use-live.ts';
import { usePaged } from '../../shared/use-paged.ts';
import { graphql, readFragment } from '../gql/index.ts';
import { useWords } from '../words.ts';
import { type Job, jobFragment } from './job.ts';
import { RunCard } from './run-card.tsx';
import { StartRun } from './start-run.tsx';

const liveRuns = graphql(`
  subscription RunsLive {
    indexStatus {
      images { total pending failed }
      jobs { id ...RunsJob }
    }
  }
`);

const runsPage = graphql(`
  query RunsList($after: String) {
    reindexJobs(first: 20, after: $after) {
      nodes { id ...RunsJob }
      totalCount
      pageInfo { hasNextPage endCursor }
    }
  }
`);

/** All runs, newest first; those that go on move. */
export function RunList() {
  const { runs } = useWords();
  const { data, error, retry } = useLive(liveRuns, {});
  const live = data?.indexStatus.jobs.map((job) => readFragment(jobFragment, job)) ?? [];
  const paged = usePaged({
    query: runsPage,
    variables: (after) => ({ after }),
    pick: (answer) => answer.reindexJobs,
  });
  const listed = paged.items.map((job) => readFragment(jobFragment, job));

  // one that began or ended: what is kept of it is read anew
  const liveIds = live.map(({ id }) => id).join();
  const reload = useEffectEvent(paged.reload);
  const isTold = data !== undefined;
  // biome-ignore lint/correctness/useExhaustiveDependencies: which runs go on is what matters
  useEffect(() => {
    if (isTold) reload();
  }, [isTold, liveIds]);

  const images = data?.indexStatus.images;
  const counts = images && { MISSING: images.pending, FAILED: images.failed, ALL: images.total };
  const jobs = together(live, listed);
  return (
    <>
      <div className="pane-head">
        <div>
          <h1>{runs.title}</h1>
          <p>{runs.about}</p>
        </div>
        <StartRun counts={counts ?? null} jobs={live} />
      </div>
      {error && (
        <Problem error={error} onRetry={retry}>
          {runs.liveEnded}
        </Problem>
      )}
      {paged.error && (
        <Problem error={paged.error} onRetry={paged.page ? paged.more : paged.reload}>
          {runs.listFailed}
        </Problem>
      )}
      <section className="run-list" aria-label={runs.title}>
        {jobs.length > 0 && (
          <h2 className="quiet">
            {live.length > 0 ? runs.goingOn(live.length) : runs.kept(paged.totalCount ?? jobs.length)}
          </h2>
        )}
        {jobs.length === 0 && (paged.loading ? <Loading lines={4} /> : !paged.error && <p>{runs.none}</p>)}
        {jobs.map((job) => (
          <RunCard key={job.id} job={job} />
        ))}
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

/** Newest first; of one that is told and listed, what is told is newer. */
function together(live: readonly Job[], listed: readonly Job[]): readonly Job[] {
  const byId = new Map([...listed, ...live].map((job) => [job.id, job]));
  return [...byId.values()].sort((a, b) => Date.parse(b.createdAt) - Date.parse(a.createdAt));
}
