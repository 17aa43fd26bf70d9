import { useCallback, useEffect, useRef, useState } from 'react';
import { useClient } from 'urql';
import { announce } from '../../shared/announce.tsx';
import { type Failed, isFailure, succeeded } from '../../shared/errors.ts';
import { graphql, readFragment } from '../gql/index.ts';
import { jobFragment } from '../runs/job.ts';
import { startRun } from '../runs/start-run.tsx';
import { useWords } from '../words.ts';

const progress = graphql(`
  subscription FailuresProgress($jobId: ID!) {
    reindexProgress(jobId: $jobId) { id failed finishedAt }
  }
`);

export interface RetryOne {
  /** Products whose pictures are being tried again. */
  readonly tried: ReadonlySet<string>;
  /** When those that were tried again were all indexed, by product: what failed before has been mended. */
  readonly mended: ReadonlyMap<string, string>;
  readonly error: Failed | null;
  readonly dismiss: () => void;
  /** The same function each time. */
  readonly retry: (productId: string) => void;
}

/**
 * Tries the pictures of one product again, and follows what becomes of them.
 * @param onEnd one has been tried to its end
 */
export function useRetryOne(onEnd: () => void): RetryOne {
  const client = useClient();
  const { failures } = useWords();
  const [tried, setTried] = useState<ReadonlySet<string>>(new Set());
  const [mended, setMended] = useState<ReadonlyMap<string, string>>(new Map());
  const [error, setError] = useState<Failed | null>(null);
  const following = useRef(new Set<{ unsubscribe(): void }>());
  const latestOnEnd = useRef(onEnd);
  useEffect(() => {
    latestOnEnd.current = onEnd;
  });
  useEffect(() => {
    const followed = following.current;
    return () => {
      for (const each of followed) each.unsubscribe();
      followed.clear();
    };
  }, []);

  const retry = useCallback(
    (productId: string) => {
      const end = () => {
        setTried((before) => new Set([...before].filter((id) => id !== productId)));
        latestOnEnd.current();
      };
      const follow = (jobId: string) => {
        const told = client.subscription(progress, { jobId }).subscribe(({ data, error: broken }) => {
          const { failed, finishedAt } = data?.reindexProgress ?? {};
          if (!finishedAt && !broken) return;
          told.unsubscribe();
          following.current.delete(told);
          if (finishedAt && failed === 0) setMended((before) => new Map(before).set(productId, finishedAt));
          if (finishedAt) announce(failed === 0 ? failures.mended : failures.stillFails);
          end();
        });
        following.current.add(told);
      };
      setError(null);
      setTried((before) => new Set([...before, productId]));
      client
        .mutation(startRun, { scope: 'PRODUCTS', products: [{ id: productId }] })
        .toPromise()
        .then(({ data, error: refused }) => {
          const answer = data?.reindex;
          if (answer && succeeded(answer)) return follow(readFragment(jobFragment, answer.job).id);
          setError(answer && isFailure(answer) ? answer : (refused ?? null));
          end();
        });
    },
    [client, failures],
  );
  return { tried, mended, error, dismiss: () => setError(null), retry };
}
