import { useEffect, useEffectEvent, useState } from 'react';
import { Button } from '../../../shared/button.tsx';
import { Meter } from '../../../shared/meter.tsx';
import { Problem } from '../../../shared/problem.tsx';
import { useAction } from '../../../shared/use-action.ts';
import { useLive } from '../../../shared/use-live.ts';
import { graphql } from '../../gql/index.ts';
import { useWords } from '../../words.ts';

const reindex = graphql(`
  mutation ProductsPaneReindex($id: ID!) {
    reindex(scope: PRODUCTS, products: [{ id: $id }]) {
      __typename
      ... on ReindexSuccess { job { id } }
      ... on Failure { code message }
      ... on Unavailable { retryAfterSeconds }
    }
  }
`);

const progress = graphql(`
  subscription ProductsPaneReindexProgress($jobId: ID!) {
    reindexProgress(jobId: $jobId) { id progress succeeded failed skipped finishedAt }
  }
`);

interface CheckPicturesProps {
  readonly productId: string;
  /** Some of them failed. */
  readonly failed: boolean;
  readonly onDone: () => void;
}

/** Has the pictures of a product looked at again: fetched where they changed, tried again where they failed. */
export function CheckPictures({ productId, failed, onDone }: CheckPicturesProps) {
  const { productPictures: words } = useWords();
  const again = useAction(reindex, (data) => data.reindex);
  const [jobId, setJobId] = useState<string | null>(null);
  const begin = async () => {
    const begun = await again.run({ id: productId });
    setJobId(begun?.job.id ?? null);
  };
  return (
    <div className="pictures-check">
      <Button busy={again.busy} onClick={begin}>
        {failed ? words.retry : words.retryAll}
      </Button>
      {again.error && <Problem error={again.error} onDismiss={again.dismiss} />}
      {jobId !== null && <Progress key={jobId} jobId={jobId} onDone={onDone} />}
    </div>
  );
}

function Progress({ jobId, onDone }: { readonly jobId: string; readonly onDone: () => void }) {
  const { productPictures: words } = useWords();
  const { data, error, retry } = useLive(progress, { jobId });
  const job = data?.reindexProgress;
  const over = job?.finishedAt != null;
  const done = useEffectEvent(onDone);
  useEffect(() => {
    if (over) done();
  }, [over]);
  return (
    <div className="pictures-checked" role="status">
      {error && <Problem error={error} onRetry={retry} />}
      {job && !over && <Meter label={words.retryRuns} value={job.progress} />}
      {job && (
        <p className="products-small">
          {over ? words.retryDone(job.succeeded, job.failed, job.skipped) : words.retryRuns}
        </p>
      )}
    </div>
  );
}
