import { useRef, useState } from 'react';
import { useClient } from 'urql';
import { type Failed, isFailure, succeeded } from '../../shared/errors.ts';
import type { IndexingErrorCode } from '../gql/graphql.ts';
import { graphql, readFragment } from '../gql/index.ts';
import { jobFragment } from '../runs/job.ts';
import { startRun } from '../runs/start-run.tsx';

const productsPage = graphql(`
  query FailuresProducts($code: [IndexingErrorCode!], $after: String) {
    indexingFailures(first: 100, after: $after, code: $code) {
      nodes { product { id } }
      pageInfo { hasNextPage endCursor }
    }
  }
`);

/** What the API takes in one run of chosen products. */
const maxProductsPerRun = 1_000;

/** How far a retry of many has come, and how it ended. */
export type RetryState =
  | { readonly kind: 'idle' }
  /** The products found so far. */
  | { readonly kind: 'gathering'; readonly found: number }
  /** The last of the runs that were started; null where nothing was left to try. */
  | { readonly kind: 'started'; readonly runs: number; readonly lastId: string | null }
  | { readonly kind: 'stopped'; readonly runs: number }
  | { readonly kind: 'failed'; readonly error: Failed };

export interface RetryMany {
  readonly state: RetryState;
  /** All that failed, by one run. */
  readonly all: () => Promise<void>;
  /** Those of one reason: the products are gathered, and taken by as many runs as that needs. */
  readonly ofReason: (code: IndexingErrorCode) => Promise<void>;
  readonly stop: () => void;
  readonly dismiss: () => void;
}

class Refused extends Error {
  readonly reason: Failed;
  constructor(reason: Failed) {
    super('refused');
    this.reason = reason;
  }
}

export function useRetryAll(): RetryMany {
  const client = useClient();
  const [state, setState] = useState<RetryState>({ kind: 'idle' });
  const stopping = useRef(new AbortController());

  /** @returns the run's id */
  async function start(products: readonly string[] | null): Promise<string> {
    const variables =
      products === null
        ? ({ scope: 'FAILED' } as const)
        : ({ scope: 'PRODUCTS', products: products.map((id) => ({ id })) } as const);
    const { data, error } = await client.mutation(startRun, variables).toPromise();
    const answer = data?.reindex;
    if (answer && succeeded(answer)) return readFragment(jobFragment, answer.job).id;
    throw new Refused((answer && isFailure(answer) ? answer : error) ?? { code: 'INTERNAL', message: '' });
  }

  const page = (code: IndexingErrorCode, after: string | null) =>
    client.query(productsPage, { code: [code], after }, { requestPolicy: 'network-only' }).toPromise();

  /** All products at once, before any run: a run takes what failed off the list that is walked. */
  async function gather(code: IndexingErrorCode, signal: AbortSignal): Promise<string[]> {
    const found = new Set<string>();
    for (let after: string | null = null; !signal.aborted; ) {
      const { data, error } = await page(code, after);
      if (data === undefined || error) throw new Refused(error ?? { code: 'INTERNAL', message: '' });
      const { nodes, pageInfo } = data.indexingFailures;
      for (const { product } of nodes) found.add(product.id);
      setState({ kind: 'gathering', found: found.size });
      if (!pageInfo.hasNextPage) break;
      after = pageInfo.endCursor ?? null;
    }
    return [...found];
  }

  async function attempt(work: (signal: AbortSignal) => Promise<RetryState>): Promise<void> {
    stopping.current = new AbortController();
    setState({ kind: 'gathering', found: 0 });
    try {
      setState(await work(stopping.current.signal));
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      setState({ kind: 'failed', error: error.reason });
    }
  }

  return {
    state,
    all: () => attempt(async () => ({ kind: 'started', runs: 1, lastId: await start(null) })),
    ofReason: (code) =>
      attempt(async (signal) => {
        const products = await gather(code, signal);
        let runs = 0;
        let lastId: string | null = null;
        for (let from = 0; from < products.length && !signal.aborted; from += maxProductsPerRun) {
          lastId = await start(products.slice(from, from + maxProductsPerRun));
          runs += 1;
        }
        return signal.aborted ? { kind: 'stopped', runs } : { kind: 'started', runs, lastId };
      }),
    stop: () => stopping.current.abort(),
    dismiss: () => setState({ kind: 'idle' }),
  };
}
