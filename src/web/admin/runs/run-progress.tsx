import { Meter } from '../../shared/meter.tsx';
import { useLanguage } from '../../wording/wording.ts';
import { useWords } from '../words.ts';
import { goesOn, type Job, tookSeconds } from './job.ts';

/** How far a run is: a bar, what became of its pictures, how quick it is and how long it takes yet. */
export function RunProgress({ job, large = false }: { readonly job: Job; readonly large?: boolean }) {
  const { format } = useLanguage();
  const { runs } = useWords();
  const done = job.succeeded + job.failed + job.skipped;
  const took = tookSeconds(job);
  const text = runs.doneOf(done, job.total);
  // rounded down: all is told only when it is all
  const share = format.percent(Math.floor(job.progress * 1000) / 1000);
  return (
    <div className="run-progress">
      <Meter
        label={runs.progress(runs.scopes[job.scope])}
        value={job.progress}
        text={`${share}, ${text}`}
        tone={tone(job)}
        large={large}
      />
      <p className="run-figures">
        <strong>{share}</strong>
        <span>{text}</span>
        {job.imagesPerSecond != null && <span>{runs.rate(job.imagesPerSecond)}</span>}
        {job.remainingSeconds != null && <span>{runs.left(job.remainingSeconds)}</span>}
        {took !== null && took >= 1 && <span>{runs.took(took)}</span>}
        {job.failed > 0 && <span className="run-failed">{runs.failed(job.failed)}</span>}
      </p>
    </div>
  );
}

function tone(job: Job) {
  if (job.state === 'FAILED') return 'alarm';
  if (job.state === 'PAUSED') return 'warn';
  return goesOn(job) || job.state === 'SUCCEEDED' ? 'accent' : 'quiet';
}
