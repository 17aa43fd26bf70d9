import { Link } from 'wouter';
import { Problem } from '../../shared/problem.tsx';
import { Loading } from '../../shared/skeleton.tsx';
import { useLive } from '../../shared/use-live.ts';
import { graphql, readFragment } from '../gql/index.ts';
import { jobFragment } from '../runs/job.ts';
import { RunCard } from '../runs/run-card.tsx';
import { StartRun } from '../runs/start-run.tsx';
import { useWords } from '../words.ts';
import { Coverage } from './coverage.tsx';
import { Reasons } from './reasons.tsx';
import { Tiles } from './tiles.tsx';
import './overview.css';

const indexStatus = graphql(`
  subscription OverviewIndex {
    indexStatus {
      products
      images { total pending failed }
      jobs { id ...RunsJob }
      ...OverviewCoverage
      ...OverviewTiles
      ...OverviewReasons
    }
  }
`);

/** How indexing stands: all of it from one subscription. */
export function OverviewPane() {
  const { overview } = useWords();
  const { data, error, retry } = useLive(indexStatus, {});
  const status = data?.indexStatus;
  const jobs = status?.jobs.map((job) => readFragment(jobFragment, job)).reverse() ?? [];
  const counts = status && {
    MISSING: status.images.pending,
    FAILED: status.images.failed,
    ALL: status.images.total,
  };
  return (
    <>
      <div className="pane-head">
        <h1>{overview.title}</h1>
        {status && status.products > 0 && <StartRun counts={counts ?? null} jobs={jobs} />}
      </div>
      {error && (
        <Problem error={error} onRetry={retry}>
          {overview.liveEnded}
        </Problem>
      )}
      {!status && !error && <Loading lines={6} />}
      {status?.products === 0 && <Empty />}
      {status && status.products > 0 && <Coverage status={status} />}
      {status && (
        <>
          <Tiles status={status} />
          <div className="overview-columns">
            <section className="overview-part" aria-labelledby="overview-runs">
              <div className="pane-head">
                <h2 id="overview-runs">{overview.runs}</h2>
                <Link href="/admin/runs">{overview.allRuns}</Link>
              </div>
              {jobs.length === 0 && <p className="quiet">{overview.noRuns}</p>}
              {jobs.map((job) => (
                <RunCard key={job.id} job={job} />
              ))}
            </section>
            <Reasons status={status} />
          </div>
        </>
      )}
    </>
  );
}

function Empty() {
  const { overview } = useWords();
  return (
    <section className="card overview-empty">
      <h2>{overview.empty}</h2>
      <p className="quiet">{overview.emptyMeans}</p>
      <p className="row">
        <Link className="button button-first" href="/admin/products">
          {overview.addProducts}
        </Link>
        <Link className="button" href="/admin/import">
          {overview.importFile}
        </Link>
      </p>
    </section>
  );
}
