import { useEffect, useEffectEvent } from 'react';
import { Link } from 'wouter';
import { Badge } from '../../shared/badge.tsx';
import { Problem } from '../../shared/problem.tsx';
import { useLive } from '../../shared/use-live.ts';
import { useLanguage } from '../../wording/wording.ts';
import { readFragment } from '../gql/index.ts';
import { useWords } from '../words.ts';
import { CancelImport } from './cancel-import.tsx';
import { ImportProgress } from './import-progress.tsx';
import { goesOn, type Job, jobFragment, jobProgress, standing } from './job.ts';

/** An import among others: how it stands, how far it is, and what came of it. */
export function ImportCard({ job }: { readonly job: Job }) {
  const { format } = useLanguage();
  const words = useWords();
  const { words: state, tone } = standing(job, words);
  return (
    <article className="card import-card">
      <div className="import-head">
        <h3>
          <Link href={`/admin/import/${encodeURIComponent(job.id)}`}>
            <bdi>{job.fileName}</bdi>
          </Link>
        </h3>
        <Badge tone={tone}>{state}</Badge>
        <time className="quiet" dateTime={job.createdAt} title={format.dateTime(job.createdAt)}>
          {words.imports.asked(format.ago(job.createdAt))}
        </time>
      </div>
      <ImportProgress job={job} />
      {job.error && (
        <p className="import-error" lang="en" dir="auto">
          {job.error}
        </p>
      )}
      <CancelImport job={job} />
    </article>
  );
}

interface LiveImportCardProps {
  /** As it stood when the list was read. */
  readonly job: Job;
  readonly onEnded: () => void;
}

/** One that goes on: told as it does. */
export function LiveImportCard({ job, onEnded }: LiveImportCardProps) {
  const { imports } = useWords();
  const { data, error, retry } = useLive(jobProgress, { jobId: job.id });
  const told = readFragment(jobFragment, data?.importProgress) ?? job;
  const hasEnded = !goesOn(told);
  const tell = useEffectEvent(onEnded);
  useEffect(() => {
    if (hasEnded) tell();
  }, [hasEnded]);
  return (
    <>
      {error && (
        <Problem error={error} onRetry={retry}>
          {imports.liveEnded}
        </Problem>
      )}
      <ImportCard job={told} />
    </>
  );
}
