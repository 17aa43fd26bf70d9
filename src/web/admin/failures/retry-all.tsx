import { useState } from 'react';
import { Link } from 'wouter';
import { Button } from '../../shared/button.tsx';
import { Confirm } from '../../shared/confirm.tsx';
import { Notice } from '../../shared/notice.tsx';
import { Problem } from '../../shared/problem.tsx';
import type { IndexingErrorCode } from '../gql/graphql.ts';
import { useWords } from '../words.ts';
import type { RetryMany } from './use-retry-all.ts';

interface RetryAllProps {
  readonly reason: IndexingErrorCode | null;
  /** How many it is about. */
  readonly count: number;
  /** There are no others: one run of all that failed does. */
  readonly isAll: boolean;
  readonly retry: RetryMany;
}

/** Tries all of a reason, or all there are, again: first it says what that will do. */
export function RetryAll({ reason, count, isAll, retry }: RetryAllProps) {
  const { failures } = useWords();
  const [asking, setAsking] = useState(false);
  const isBusy = retry.state.kind === 'gathering';
  const confirm = () => {
    setAsking(false);
    if (reason === null || isAll) retry.all();
    else retry.ofReason(reason);
  };
  return (
    <>
      <Button kind="first" busy={isBusy} onClick={() => setAsking(true)}>
        {reason === null ? failures.tryAll : failures.tryReason}
      </Button>
      <Confirm
        title={failures.tryAllTitle(count)}
        action={failures.tryAction}
        open={asking}
        onConfirm={confirm}
        onClose={() => setAsking(false)}
      >
        <p>{isAll ? failures.tryAllMeans : failures.tryReasonMeans}</p>
      </Confirm>
    </>
  );
}

/** How far it has come, and what came of it. */
export function RetryTold({ retry: { state, stop, dismiss } }: { readonly retry: RetryMany }) {
  const { failures } = useWords();
  if (state.kind === 'idle') return null;
  if (state.kind === 'failed') return <Problem error={state.error} onDismiss={dismiss} />;
  if (state.kind === 'gathering') {
    return (
      <Notice kind="plain" actions={<Button onClick={stop}>{failures.stop}</Button>}>
        {failures.gathering(state.found)}
      </Notice>
    );
  }
  if (state.kind === 'stopped') {
    return (
      <Notice kind="warn" onDismiss={dismiss}>
        {state.runs === 0 ? failures.stopped : failures.stoppedPartly(state.runs)}
      </Notice>
    );
  }
  if (state.lastId === null) {
    return (
      <Notice kind="good" onDismiss={dismiss}>
        {failures.nothingLeft}
      </Notice>
    );
  }
  const href = state.runs === 1 ? `/admin/runs/${encodeURIComponent(state.lastId)}` : '/admin/runs';
  return (
    <Notice kind="good" onDismiss={dismiss} actions={<Link href={href}>{failures.watch}</Link>}>
      {failures.tryingIn(state.runs)}
    </Notice>
  );
}
