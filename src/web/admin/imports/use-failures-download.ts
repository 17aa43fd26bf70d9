import { useEffect, useRef, useState } from 'react';
import { type CombinedError, type OperationResult, useClient } from 'urql';
import type { ImportsAllFailuresQuery } from '../gql/graphql.ts';
import { graphql } from '../gql/index.ts';
import type { Job } from './job.ts';
import { saveText } from './save-text.ts';

const allFailures = graphql(`
  query ImportsAllFailures($jobId: ID!, $after: String) {
    importJob(id: $jobId) {
      id
      failures(first: 100, after: $after) {
        nodes { line externalId message }
        totalCount
        pageInfo { hasNextPage endCursor }
      }
    }
  }
`);

/** Gathers all lines that failed, page by page, and saves them as a text file: line, externalId and reason by tabs. */
export function useFailuresDownload({ id, fileName }: Job) {
  const client = useClient();
  const [share, setShare] = useState<number | null>(null);
  const [error, setError] = useState<CombinedError | null>(null);
  const isShown = useRef(true);
  useEffect(() => {
    isShown.current = true;
    return () => {
      isShown.current = false;
    };
  }, []);

  const gather = async (): Promise<CombinedError | null> => {
    const rows: string[] = [];
    let after: string | null | undefined = null;
    do {
      const answer: OperationResult<ImportsAllFailuresQuery> = await client
        .query(allFailures, { jobId: id, after }, { requestPolicy: 'network-only' })
        .toPromise();
      if (!isShown.current) return null;
      if (answer.error) return answer.error;
      const page = answer.data?.importJob?.failures;
      if (!page) break;
      for (const row of page.nodes)
        rows.push([row.line, row.externalId ?? '', row.message].map(cell).join('\t'));
      setShare(rows.length / Math.max(1, page.totalCount));
      after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
    } while (after);
    saveText(`${fileName}.failed.txt`, `${rows.join('\n')}\n`);
    return null;
  };

  return {
    /** How much is gathered, 0 to 1; null where nothing is. */
    share,
    error,
    async start() {
      setError(null);
      setShare(0);
      setError(await gather());
      setShare(null);
    },
  };
}

/** A tab or a line end within it would look like another cell or line. */
function cell(value: string | number): string {
  return String(value).replace(/[\t\r\n]+/g, ' ');
}
