import { Link } from 'wouter';
import { Badge } from '../../shared/badge.tsx';
import { codeOf } from '../../shared/errors.ts';
import { Notice } from '../../shared/notice.tsx';
import { Problem } from '../../shared/problem.tsx';
import { Loading } from '../../shared/skeleton.tsx';
import { useLive } from '../../shared/use-live.ts';
import { useLanguage } from '../../wording/wording.ts';
import { readFragment } from '../gql/index.ts';
import { useWords } from '../words.ts';
import { CancelImport } from './cancel-import.tsx';
import { ImportFailures } from './import-failures.tsx';
import { ImportProgress } from './import-progress.tsx';
import { type Job, jobFragment, jobProgress, standing } from './job.ts';
import './imports.css';

/** One import: how it goes, and which lines failed. */
export function ImportPage({ id }: { readonly id: string }) {
  const words = useWords();
  const { imports } = words;
  const { data, error, retry } = useLive(jobProgress, { jobId: id });
  const job = readFragment(jobFragment, data?.importProgress);
  const isGone = error !== null && ['NOT_FOUND', 'BAD_USER_INPUT'].includes(codeOf(error));
  if (isGone && !job) return <NoImport />;
  return (
    <>
      <p>
        <Link href="/admin/import">← {imports.back}</Link>
      </p>
      {error && (
        <Problem error={error} onRetry={retry}>
          {imports.liveEnded}
        </Problem>
      )}
      {!job && !error && <Loading lines={5} />}
      {job && (
        <>
          <div className="pane-head">
            <div className="row">
              <h1>
                <bdi>{job.fileName}</bdi>
              </h1>
              <span role="status">
                <Badge tone={standing(job, words).tone}>{standing(job, words).words}</Badge>
              </span>
            </div>
            <CancelImport job={job} />
          </div>
          {job.error && (
            <Notice kind="alarm">
              <p>
                <strong>{imports.brokeOff}</strong>
              </p>
              <p className="notice-detail" lang="en" dir="auto">
                {job.error}
              </p>
            </Notice>
          )}
          <ImportProgress job={job} large />
          <ImportFacts job={job} />
          <ImportFailures job={job} />
        </>
      )}
    </>
  );
}

const counts = ['lines', 'created', 'updated', 'unchanged', 'failed'] as const;
const times = ['createdAt', 'startedAt', 'finishedAt'] as const;

function ImportFacts({ job }: { readonly job: Job }) {
  const { format } = useLanguage();
  const { imports } = useWords();
  return (
    <dl className="import-facts">
      {counts.map((one) => (
        <div key={one}>
          <dt>{imports.counts[one]}</dt>
          <dd className="import-figure">{format.number(job[one])}</dd>
        </div>
      ))}
      <div>
        <dt>{imports.facts.size}</dt>
        <dd>
          {format.bytes(job.bytes)}, {job.format}
        </dd>
      </div>
      {times.map((one) => {
        const time = job[one];
        return (
          time && (
            <div key={one}>
              <dt>{imports.facts[one]}</dt>
              <dd>{format.dateTime(time)}</dd>
            </div>
          )
        );
      })}
    </dl>
  );
}

function NoImport() {
  const { imports } = useWords();
  return (
    <>
      <h1>{imports.gone}</h1>
      <p>{imports.goneMeans}</p>
      <p>
        <Link href="/admin/import">{imports.back}</Link>
      </p>
    </>
  );
}
