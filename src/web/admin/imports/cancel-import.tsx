import { useState } from 'react';
import { announce } from '../../shared/announce.tsx';
import { Button } from '../../shared/button.tsx';
import { Confirm } from '../../shared/confirm.tsx';
import { Problem } from '../../shared/problem.tsx';
import { useAction } from '../../shared/use-action.ts';
import { graphql } from '../gql/index.ts';
import { useWords } from '../words.ts';
import { goesOn, type Job } from './job.ts';

const cancelImport = graphql(`
  mutation ImportsCancel($jobId: ID!) {
    cancelImport(jobId: $jobId) {
      ... on CancelImportSuccess { job { id ...ImportsJob } }
      ... on Failure { code message }
      ... on Unavailable { retryAfterSeconds }
    }
  }
`);

/** Ends an import, once it is asked twice. What comes of it is told by the subscription that shows the import. */
export function CancelImport({ job }: { readonly job: Job }) {
  const { imports } = useWords();
  const [asks, setAsks] = useState(false);
  const cancel = useAction(cancelImport, (data) => data.cancelImport);
  const onCancel = async () => {
    const done = await cancel.run({ jobId: job.id });
    setAsks(false);
    if (!done) return;
    announce(imports.cancelled);
    // the button goes away with the import that it was of
    document.getElementById('content')?.focus({ preventScroll: true });
  };
  return (
    <>
      {goesOn(job) && (
        <Button kind="danger" aria-label={imports.cancelOf(job.fileName)} onClick={() => setAsks(true)}>
          {imports.cancel}
        </Button>
      )}
      {cancel.error && <Problem error={cancel.error} onDismiss={cancel.dismiss} />}
      <Confirm
        title={imports.cancelTitle}
        action={imports.cancelAction}
        keep={imports.cancelKeep}
        open={asks && goesOn(job)}
        danger
        busy={cancel.busy}
        onConfirm={onCancel}
        onClose={() => setAsks(false)}
      >
        {imports.cancelMeans}
      </Confirm>
    </>
  );
}
