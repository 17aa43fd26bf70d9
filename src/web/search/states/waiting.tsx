import { useEffect, useEffectEvent } from 'react';
import type { CombinedError } from 'urql';
import { Button } from '../../shared/button.tsx';
import { useBack } from '../../shared/connection.ts';
import { codeOf, retryAfterMsOf } from '../../shared/errors.ts';
import { Meter } from '../../shared/meter.tsx';
import { Notice } from '../../shared/notice.tsx';
import { Problem } from '../../shared/problem.tsx';
import { useWords } from '../words.ts';
import type { Capabilities } from './capabilities.ts';

interface WaitingProps {
  readonly error: CombinedError;
  readonly capabilities: Capabilities | null;
  readonly onRetry: () => void;
}

/** Between a model's being ready and its being searched a moment may lie. */
const settleMs = 1000;

/** A question that failed. What only waits, for the model or the server, is asked again by itself. */
export function Waiting({ error, capabilities, onRetry }: WaitingProps) {
  const { states } = useWords();
  const code = codeOf(error);
  useRetry(onRetry, error, capabilities?.searchByImage.available ?? false);
  if (code === 'MODEL_LOADING') {
    return (
      <Notice>
        <p>
          <strong>{states.loading.waiting}</strong>
        </p>
        <Meter label={states.loading.waiting} value={null} />
      </Notice>
    );
  }
  return (
    <Problem error={error} onRetry={onRetry}>
      {code === 'NETWORK' ? states.waiting : states.failed}
    </Problem>
  );
}

function useRetry(onRetry: () => void, error: CombinedError, isReady: boolean): void {
  useBack(() => {
    if (codeOf(error) === 'NETWORK') onRetry();
  });
  const retry = useEffectEvent(onRetry);
  useEffect(() => {
    if (codeOf(error) !== 'MODEL_LOADING') return;
    // what tells that it is ready may itself have ended
    const afterMs = isReady ? settleMs : retryAfterMsOf(error);
    if (afterMs === null) return;
    const timer = setTimeout(() => retry(), afterMs);
    return () => clearTimeout(timer);
  }, [isReady, error]);
}

/** A question that the person stopped. */
export function Stopped({ onAgain }: { readonly onAgain: () => void }) {
  const { results } = useWords();
  return (
    <section className="empty">
      <h2>{results.stopped}</h2>
      <p className="empty-actions">
        <Button kind="first" onClick={onAgain}>
          {results.again}
        </Button>
      </p>
    </section>
  );
}

/** A search that is kept no more. */
export function Gone({ onAnew }: { readonly onAnew: () => void }) {
  const { gone } = useWords().states;
  return (
    <section className="empty">
      <h2>{gone.heading}</h2>
      <p>{gone.hint}</p>
      <p className="empty-actions">
        <Button kind="first" onClick={onAnew}>
          {gone.anew}
        </Button>
      </p>
    </section>
  );
}
