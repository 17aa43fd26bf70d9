import { type ReactNode, useCallback, useEffect, useRef, useState } from 'react';
import { Link } from 'wouter';
import { announce } from '../../shared/announce.tsx';
import { Notice } from '../../shared/notice.tsx';
import { Problem } from '../../shared/problem.tsx';
import { useAction } from '../../shared/use-action.ts';
import { useWords } from '../words.ts';
import { startRun } from './start-run.tsx';

const maxProductsPerRun = 1_000;

interface Retry {
  readonly busy: boolean;
  /** Its pictures; always the same function. */
  readonly one: (productId: string) => void;
  /** Their pictures, in as many runs as it takes. */
  readonly products: (productIds: readonly string[]) => Promise<void>;
  /** Every picture of the catalogue that failed. */
  readonly allFailed: () => Promise<void>;
  /** What came of the last. */
  readonly notice: ReactNode;
}

/** Starts runs of what failed. */
export function useRetry(): Retry {
  const { runs } = useWords();
  const start = useAction(startRun, (data) => data.reindex);
  const [lastId, setLastId] = useState<string | null>(null);

  const finish = (id: string) => {
    setLastId(id);
    announce(runs.trying);
  };
  const products = async (productIds: readonly string[]) => {
    if (start.busy) return;
    setLastId(null);
    let id: string | null = null;
    for (let from = 0; from < productIds.length; from += maxProductsPerRun) {
      const some = productIds.slice(from, from + maxProductsPerRun);
      const answer = await start.run({ scope: 'PRODUCTS', products: some.map((one) => ({ id: one })) });
      if (!answer) return;
      id = answer.job.id;
    }
    if (id !== null) finish(id);
  };
  const allFailed = async () => {
    setLastId(null);
    const answer = await start.run({ scope: 'FAILED' });
    if (answer) finish(answer.job.id);
  };

  const latest = useRef(products);
  useEffect(() => {
    latest.current = products;
  });
  const one = useCallback((productId: string) => void latest.current([productId]), []);

  const notice = start.error ? (
    <Problem error={start.error} onDismiss={start.dismiss} />
  ) : (
    lastId && (
      <Notice
        kind="good"
        onDismiss={() => setLastId(null)}
        actions={
          <Link className="button" href={`/admin/runs/${encodeURIComponent(lastId)}`}>
            {runs.watch}
          </Link>
        }
      >
        {runs.trying}
      </Notice>
    )
  );
  return { busy: start.busy, one, products, allFailed, notice };
}
