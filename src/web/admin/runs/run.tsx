import { Link } from 'wouter';
import { Badge } from '../../shared/badge.tsx';
import { codeOf } from '../../shared/errors.ts';
import { Notice } from '../../shared/notice.tsx';
import { Problem } from '../../shared/problem.tsx';
import { Loading } from '../../shared/skeleton.tsx';
import { useLive } from '../../shared/use-live.ts';
import { useLanguage } from '../../wording/wording.ts';
import { graphql, readFragment } from '../gql/index.ts';
import { useWords } from '../words.ts';
import { type Job, jobFragment, standing } from './job.ts';
import { RunActions } from './run-actions.tsx';
import { RunFailures } from './run-failures.tsx';
import { RunProgress } from './run-progress.tsx';
import './runs.css';

const runProgress = graphql(`
  subscription RunsProgress($jobId: ID!) {
    reindexProgress(jobId: $jobId) {
      id
      model { id name version }
      ...RunsJob
    }
  }
`);

/** One run: how it goes, and what it could not index. */
export function RunPage({ id }: { readonly id: string }) {
  const words = useWords();
  const { runs } = words;
  const { data, error, retry } = useLive(runProgress, { jobId: id });
  const run = data?.reindexProgress;
  const job = readFragment(jobFragment, run);

  const isGone = error !== null && ['NOT_FOUND', 'BAD_USER_INPUT'].includes(codeOf(error));
  if (isGone && !job) return <NoRun />;
  return (
    <>
      <p>
        <Link href="/admin/runs">← {runs.back}</Link>
      </p>
      {error && (
        <Problem error={error} onRetry={retry}>
          {runs.liveEnded}
        </Problem>
      )}
      {!job && !error && <Loading lines={5} />}
      {run && job && (
        <>
          <div className="pane-head">
            <div className="row">
              <h1>{runs.scopes[job.scope]}</h1>
              <span role="status">
                <Badge tone={standing(job, words).tone}>{standing(job, words).words}</Badge>
              </span>
            </div>
            <RunActions job={job} />
          </div>
          {job.error && (
            <Notice kind="alarm">
              <p>
                <strong>{runs.brokeOff}</strong>
              </p>
              <p className="notice-detail" lang="en" dir="auto">
                {job.error}
              </p>
            </Notice>
          )}
          <RunProgress job={job} large />
          <RunFacts job={job} model={`${run.model.name} ${run.model.version}`} />
          <RunFailures job={job} />
        </>
      )}
    </>
  );
}

const counts = ['total', 'succeeded', 'skipped', 'failed'] as const;
const times = ['createdAt', 'startedAt', 'finishedAt'] as const;

function RunFacts({ job, model }: { readonly job: Job; readonly model: string }) {
  const { format } = useLanguage();
  const { runs } = useWords();
  return (
    <dl className="facts">
      {counts.map((one) => (
        <div key={one}>
          <dt>{runs.counts[one]}</dt>
          <dd className="fact-figure">{format.number(job[one])}</dd>
        </div>
      ))}
      {times.map((one) => {
        const time = job[one];
        return (
          time && (
            <div key={one}>
              <dt>{runs.times[one]}</dt>
              <dd>{format.dateTime(time)}</dd>
            </div>
          )
        );
      })}
      <div>
        <dt>{runs.model}</dt>
        <dd>{model}</dd>
      </div>
    </dl>
  );
}

function NoRun() {
  const { runs } = useWords();
  return (
    <>
      <h1>{runs.gone}</h1>
      <p>{runs.goneMeans}</p>
      <p>
        <Link href="/admin/runs">{runs.back}</Link>
      </p>
    </>
  );
}
