import { useState } from 'react';
import { flushSync } from 'react-dom';
import { announce } from '../../shared/announce.tsx';
import { Button } from '../../shared/button.tsx';
import { Confirm } from '../../shared/confirm.tsx';
import { Problem } from '../../shared/problem.tsx';
import { useAction } from '../../shared/use-action.ts';
import { graphql } from '../gql/index.ts';
import { useWords } from '../words.ts';
import { goesOn, type Job } from './job.ts';

const pauseRun = graphql(`
  mutation RunsPause($jobId: ID!) {
    pauseReindex(jobId: $jobId) {
      ... on PauseReindexSuccess { job { id ...RunsJob } }
      ... on Failure { code message }
      ... on Unavailable { retryAfterSeconds }
    }
  }
`);

const resumeRun = graphql(`
  mutation RunsResume($jobId: ID!) {
    resumeReindex(jobId: $jobId) {
      ... on ResumeReindexSuccess { job { id ...RunsJob } }
      ... on Failure { code message }
      ... on Unavailable { retryAfterSeconds }
    }
  }
`);

const cancelRun = graphql(`
  mutation RunsCancel($jobId: ID!) {
    cancelReindex(jobId: $jobId) {
      ... on CancelReindexSuccess { job { id ...RunsJob } }
      ... on Failure { code message }
      ... on Unavailable { retryAfterSeconds }
    }
  }
`);

/** Pause or resume a run, and cancel it. What comes of it is told by the subscription that shows the run. */
export function RunActions({ job }: { readonly job: Job }) {
  const { runs } = useWords();
  const [asks, setAsks] = useState(false);
  const pause = useAction(pauseRun, (data) => data.pauseReindex);
  const resume = useAction(resumeRun, (data) => data.resumeReindex);
  const cancel = useAction(cancelRun, (data) => data.cancelReindex);
  const isPaused = job.state === 'PAUSED';
  const toggle = isPaused ? resume : pause;
  const failed = [pause, resume, cancel].find(({ error }) => error !== null);
  const scope = runs.scopes[job.scope];

  const onToggle = async () => {
    if (await toggle.run({ jobId: job.id })) announce(isPaused ? runs.resumed : runs.paused);
  };
  const onCancel = async () => {
    const done = await cancel.run({ jobId: job.id });
    // at once, for a dialog gives the focus back as it closes
    flushSync(() => setAsks(false));
    if (!done) return;
    announce(runs.cancelled);
    // the button goes away with the run that it was of
    document.getElementById('content')?.focus({ preventScroll: true });
  };

  return (
    <>
      {goesOn(job) && (
        <div className="row">
          <Button
            busy={pause.busy || resume.busy}
            aria-label={runs.ofRun(isPaused ? runs.resume : runs.pause, scope)}
            onClick={onToggle}
          >
            {isPaused ? runs.resume : runs.pause}
          </Button>
          <Button kind="danger" aria-label={runs.ofRun(runs.cancel, scope)} onClick={() => setAsks(true)}>
            {runs.cancel}
          </Button>
        </div>
      )}
      {failed?.error && <Problem error={failed.error} onDismiss={failed.dismiss} />}
      {(goesOn(job) || asks) && (
        <Confirm
          title={runs.cancelTitle}
          action={runs.cancelAction}
          keep={runs.cancelKeep}
          open={asks}
          danger
          busy={cancel.busy}
          onConfirm={onCancel}
          onClose={() => setAsks(false)}
        >
          {runs.cancelMeans}
        </Confirm>
      )}
    </>
  );
}
