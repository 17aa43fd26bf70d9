import { Button } from '../../shared/button.tsx';
import { LoadMore } from '../../shared/load-more.tsx';
import { Problem } from '../../shared/problem.tsx';
import { Loading } from '../../shared/skeleton.tsx';
import { usePaged } from '../../shared/use-paged.ts';
import { useLanguage } from '../../wording/wording.ts';
import { graphql } from '../gql/index.ts';
import { useWords } from '../words.ts';
import type { Job } from './job.ts';
import { useFailuresDownload } from './use-failures-download.ts';

const failuresPage = graphql(`
  query ImportsFailures($jobId: ID!, $after: String) {
    importJob(id: $jobId) {
      id
      failures(first: 50, after: $after) {
        nodes { line externalId message }
        totalCount
        pageInfo { hasNextPage endCursor }
      }
    }
  }
`);

const nothing = { nodes: [], totalCount: 0, pageInfo: { hasNextPage: false } };

/** The lines that failed, in the order of the file. */
export function ImportFailures({ job }: { readonly job: Job }) {
  const { format } = useLanguage();
  const { imports } = useWords();
  const paged = usePaged({
    query: failuresPage,
    variables: (after) => ({ jobId: job.id, after }),
    pick: (answer) => answer.importJob?.failures ?? nothing,
  });
  const download = useFailuresDownload(job);
  if (job.failed === 0) return <p className="quiet">{imports.noFailures}</p>;

  const kept = paged.totalCount ?? 0;
  // those that failed since follow the ones that are shown, so they are there once the end is reached
  const since = Math.min(job.failed, 10_000) - kept;
  return (
    <section className="import-failures" aria-labelledby="import-failures">
      <div className="pane-head">
        <div>
          <h2 id="import-failures">{imports.failures}</h2>
          <p>{imports.failuresMean}</p>
          {paged.totalCount !== undefined && since <= 0 && job.failed > kept && (
            <p>{imports.failuresKept(kept, job.failed)}</p>
          )}
        </div>
        <Button busy={download.share !== null} onClick={download.start}>
          {download.share === null ? imports.download : imports.downloading(download.share)}
        </Button>
      </div>
      {download.error && (
        <Problem error={download.error} onRetry={download.start}>
          {imports.failuresFailed}
        </Problem>
      )}
      {paged.error && (
        <Problem error={paged.error} onRetry={paged.page ? paged.more : paged.reload}>
          {imports.failuresFailed}
        </Problem>
      )}
      {paged.items.length === 0 && paged.loading && <Loading lines={4} />}
      {paged.items.length > 0 && (
        <table className="import-lines">
          <thead>
            <tr>
              <th scope="col">{imports.line}</th>
              <th scope="col">{imports.externalId}</th>
              <th scope="col">{imports.reason}</th>
            </tr>
          </thead>
          <tbody>
            {paged.items.map(({ line, externalId, message }) => (
              <tr key={line}>
                <th scope="row">{format.number(line)}</th>
                <td dir="auto">{externalId ?? '–'}</td>
                <td lang="en" dir="auto">
                  {message}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {since > 0 && paged.page && !paged.hasMore && (
        <Button busy={paged.loading} onClick={paged.reload}>
          {imports.showNewer(since)}
        </Button>
      )}
      <LoadMore
        hasMore={paged.hasMore}
        busy={paged.loadingMore}
        onMore={paged.more}
        auto={paged.error === null}
      />
    </section>
  );
}
