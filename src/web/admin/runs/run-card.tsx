import { Link } from 'wouter';
import { Badge } from '../../shared/badge.tsx';
import { useLanguage } from '../../wording/wording.ts';
import { useWords } from '../words.ts';
import { type Job, standing } from './job.ts';
import { RunActions } from './run-actions.tsx';
import { RunProgress } from './run-progress.tsx';
import './runs.css';

/** A run among others: how it stands, how far it is, and what can be done with it. */
export function RunCard({ job }: { readonly job: Job }) {
  const { format } = useLanguage();
  const words = useWords();
  const { words: state, tone } = standing(job, words);
  return (
    <article className="card run-card">
      <div className="run-head">
        <h3>
          <Link href={`/admin/runs/${encodeURIComponent(job.id)}`}>{words.runs.scopes[job.scope]}</Link>
        </h3>
        <Badge tone={tone}>{state}</Badge>
        <time className="quiet" dateTime={job.createdAt} title={format.dateTime(job.createdAt)}>
          {words.runs.asked(format.ago(job.createdAt))}
        </time>
      </div>
      <RunProgress job={job} />
      {job.error && (
        <p className="run-error" lang="en" dir="auto">
          {job.error}
        </p>
      )}
      <RunActions job={job} />
    </article>
  );
}
