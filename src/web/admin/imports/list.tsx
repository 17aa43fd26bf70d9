import { useEffect, useEffectEvent } from 'react';
import { announce } from '../../shared/announce.tsx';
import { LoadMore } from '../../shared/load-more.tsx';
import { Problem } from '../../shared/problem.tsx';
import { Loading } from '../../shared/skeleton.tsx';
import { useLive } from '../../shared/use-live.ts';
import { usePaged } from '../../shared/use-paged.ts';
import { graphql, readFragment } from '../gql/index.ts';
import { useWords } from '../words.ts';
import { ImportCard, LiveImportCard } from './import-card.tsx';
import { goesOn, jobFragment } from './job.ts';
import { SendFile } from './send-file.tsx';
import './imports.css';

const importsPage = graphql(`
  query ImportsList($after: String) {
    importJobs(first: 20, after: $after) {
      nodes { id ...ImportsJob }
      totalCount
      pageInfo { hasNextPage endCursor }
    }
  }
`);

const importsLive = graphql(`
  subscription ImportsLive {
    imports { id }
  }
`);

/** A file to send, and those that were, newest first; those that go on move. */
export function ImportList() {
  const { imports } = useWords();
  const paged = usePaged({
    query: importsPage,
    variables: (after) => ({ after }),
    pick: (answer) => answer.importJobs,
  });
  const { data, error, retry } = useLive(importsLive, {});
  // one that began or ended, wherever it was sent from: what is kept of it is read anew
  const liveIds = data?.imports.map(({ id }) => id).join();
  const reload = useEffectEvent(paged.reload);
  useEffect(() => {
    if (liveIds !== undefined) reload();
  }, [liveIds]);
  const jobs = paged.items.map((job) => readFragment(jobFragment, job));
  const onAccepted = (fileName: string) => {
    announce(imports.accepted(fileName));
    paged.reload();
  };
  return (
    <>
      <div className="pane-head">
        <div>
          <h1>{imports.title}</h1>
          <p>{imports.about}</p>
        </div>
      </div>
      <SendFile onAccepted={onAccepted} />
      <section className="import-list" aria-label={imports.list}>
        <div className="import-list-head">
          <h2>{imports.list}</h2>
          <p className="quiet">{imports.keptFor}</p>
        </div>
        {/* each that goes on says so itself */}
        {error && !jobs.some(goesOn) && (
          <Problem error={error} onRetry={retry}>
            {imports.liveEnded}
          </Problem>
        )}
        {paged.error && (
          <Problem error={paged.error} onRetry={paged.page ? paged.more : paged.reload}>
            {imports.listFailed}
          </Problem>
        )}
        {jobs.length === 0 &&
          (paged.loading ? <Loading lines={3} /> : !paged.error && <p className="quiet">{imports.none}</p>)}
        {jobs.map((job) =>
          goesOn(job) ? (
            <LiveImportCard key={job.id} job={job} onEnded={paged.reload} />
          ) : (
            <ImportCard key={job.id} job={job} />
          ),
        )}
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
