import { type FormEvent, useId, useState } from 'react';
import { Link } from 'wouter';
import { announce } from '../../shared/announce.tsx';
import { Button } from '../../shared/button.tsx';
import { Dialog } from '../../shared/dialog.tsx';
import { Notice } from '../../shared/notice.tsx';
import { Problem } from '../../shared/problem.tsx';
import { useAction } from '../../shared/use-action.ts';
import { graphql, readFragment } from '../gql/index.ts';
import { useWords } from '../words.ts';
import { goesOn, type Job, jobFragment } from './job.ts';

export const startRun = graphql(`
  mutation RunsStart($scope: ReindexScope!, $products: [ProductKey!]) {
    reindex(scope: $scope, products: $products) {
      ... on ReindexSuccess { job { id ...RunsJob } }
      ... on Failure { code message }
      ... on Unavailable { retryAfterSeconds }
    }
  }
`);

const scopes = ['MISSING', 'FAILED', 'ALL'] as const;
type Scope = (typeof scopes)[number];

interface StartRunProps {
  /** How many pictures a run of each scope would take; null until that is known. */
  readonly counts: Readonly<Record<Scope, number>> | null;
  /** The runs that go on: one of the same scope would be answered instead of a new one. */
  readonly jobs: readonly Job[];
}

/** A button that asks which pictures, and starts a run of them. */
export function StartRun({ counts, jobs }: StartRunProps) {
  const { runs } = useWords();
  const [open, setOpen] = useState(false);
  const [scope, setScope] = useState<Scope>('MISSING');
  const [started, setStarted] = useState<{ job: Job; words: string } | null>(null);
  const start = useAction(startRun, (data) => data.reindex);
  const form = useId();

  const onSubmit = async (event: FormEvent) => {
    event.preventDefault();
    if (start.busy) return;
    const before = new Set(jobs.map(({ id }) => id));
    const answer = await start.run({ scope });
    if (!answer) return;
    const job = readFragment(jobFragment, answer.job);
    const words = before.has(job.id) ? runs.goesOnAlready : goesOn(job) ? runs.started : runs.nothingToDo;
    setOpen(false);
    setStarted({ job, words });
    announce(words);
  };
  const onOpen = () => {
    setStarted(null);
    start.dismiss();
    setOpen(true);
  };

  return (
    <>
      <Button kind="first" onClick={onOpen}>
        {runs.start}
      </Button>
      {started && (
        <div className="start-done">
          <Notice
            kind="good"
            onDismiss={() => setStarted(null)}
            actions={
              <Link className="button" href={`/admin/runs/${encodeURIComponent(started.job.id)}`}>
                {runs.watch}
              </Link>
            }
          >
            {started.words}
          </Notice>
        </div>
      )}
      <Dialog
        title={runs.startTitle}
        open={open}
        onClose={() => setOpen(false)}
        actions={
          <Button kind="first" type="submit" form={form} busy={start.busy}>
            {runs.startAction}
          </Button>
        }
      >
        <form id={form} onSubmit={onSubmit}>
          <fieldset className="start-scopes">
            <legend>{runs.startScope}</legend>
            {scopes.map((one) => (
              <label key={one} className="start-scope">
                <input
                  type="radio"
                  name="scope"
                  value={one}
                  checked={scope === one}
                  onChange={() => setScope(one)}
                />
                <span className="start-name">
                  {runs.scopes[one]}
                  {counts && <span className="quiet">{runs.startCount(counts[one])}</span>}
                </span>
                <span className="quiet start-means">{runs.startMeans[one]}</span>
              </label>
            ))}
          </fieldset>
          {start.error && <Problem error={start.error} />}
        </form>
      </Dialog>
    </>
  );
}
