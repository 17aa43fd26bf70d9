import type { Database } from '../../database/database.ts';
import type { IndexingErrorCode, JobFailure } from '../types.ts';
import type { FailurePosition } from './cursor.ts';

const failuresStatement = `
select i.image_id, p.product_id, i.error_code, i.error_message, i.error_retryable, i.settled_at,
  (extract(epoch from i.settled_at) * 1000000)::bigint::text as at
from reindex_items i join product_images p on p.id = i.image_id
where i.job_id = $1 and i.state = 'FAILED' and ($2::text is null or (i.settled_at, i.image_id)
  < (timestamptz 'epoch' + $2::float8 * interval '1 microsecond', $3::bigint))
order by i.settled_at desc, i.image_id desc
limit $4`;

const countStatement = `
select count(*) as failures from reindex_items i join product_images p on p.id = i.image_id
where i.job_id = $1 and i.state = 'FAILED'`;

interface FailureRow {
  image_id: bigint;
  product_id: bigint;
  error_code: IndexingErrorCode;
  error_message: string;
  error_retryable: boolean;
  settled_at: Date;
  at: string;
}

/** The pictures that a run could not index, newest first, after a position. */
export async function readFailures(
  database: Database,
  jobId: bigint,
  after: FailurePosition | null,
  limit: number,
): Promise<readonly { readonly position: FailurePosition; readonly failure: JobFailure }[]> {
  const rows = await database.query<FailureRow & Record<string, unknown>>({
    name: 'indexing_job_failures',
    text: failuresStatement,
    values: [jobId, after?.at ?? null, after?.imageId ?? null, limit],
  });
  return rows.map((row) => ({
    position: { at: row.at, imageId: row.image_id },
    failure: {
      imageId: row.image_id,
      productId: row.product_id,
      error: { code: row.error_code, message: row.error_message, retryable: row.error_retryable },
      at: row.settled_at,
    },
  }));
}

/** How many of them there are. */
export async function countFailures(database: Database, jobId: bigint): Promise<number> {
  const [row] = await database.query<{ failures: bigint }>({
    name: 'indexing_job_failures_count',
    text: countStatement,
    values: [jobId],
  });
  return Number(row?.failures ?? 0);
}
