import { Meter } from '../../shared/meter.tsx';
import { useLanguage } from '../../wording/wording.ts';
import { useWords } from '../words.ts';
import { goesOn, type Job, tookSeconds } from './job.ts';

/** How far an import is: a bar, how many lines are through, how quick it is and how long it takes yet. */
export function ImportProgress({ job, large = false }: { readonly job: Job; readonly large?: boolean }) {
  const { format } = useLanguage();
  const { imports } = useWords();
  const took = tookSeconds(job);
  const lines = imports.lines(job.lines);
  // rounded down: all is told only when it is all
  const share = format.percent(Math.floor(job.progress * 1000) / 1000);
  return (
    <div className="import-progress">
      <Meter
        label={imports.progress(job.fileName)}
        value={job.progress}
        text={`${share}, ${lines}`}
        tone={tone(job)}
        large={large}
      />
      <p className="import-figures">
        <strong>{share}</strong>
        <span>{lines}</span>
        {job.linesPerSecond != null && <span>{imports.rate(job.linesPerSecond)}</span>}
        {job.remainingSeconds != null && <span>{imports.left(job.remainingSeconds)}</span>}
        {took !== null && took >= 1 && <span>{imports.took(took)}</span>}
        {job.failed > 0 && <span className="import-failed">{imports.failed(job.failed)}</span>}
      </p>
    </div>
  );
}

function tone(job: Job) {
  if (job.state === 'FAILED') return 'alarm';
  return goesOn(job) || job.state === 'SUCCEEDED' ? 'accent' : 'quiet';
}
