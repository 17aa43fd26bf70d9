import type { Database } from '../database/database.ts';
import { decodeFailureCursor, encodeFailureCursor } from './jobs/cursor.ts';
import { type Failures, type ImageFailure, type IndexingErrorCode, indexingErrorCodes } from './types.ts';

// each reason's newest by the index, then the newest of those: as fast for a rare reason as for all of them
const failuresStatement = `
select f.* from unnest($1::text[]) as reasons (code) cross join lateral (
  select i.image_id, i.product_id, i.error_code, i.error_message, i.error_retryable, i.attempts, i.failed_at,
    (extract(epoch from i.failed_at) * 1000000)::bigint::text as at
  from image_indexing i
  where i.model_id = (select id from models where active) and i.state = 'FAILED' and i.error_code = reasons.code
    and (i.failed_at, i.image_id) < (
      coalesce(timestamptz 'epoch' + $2::float8 * interval '1 microsecond', 'infinity'), coalesce($3::bigint, 0))
  order by i.failed_at desc, i.image_id desc
  limit $4
) f
order by f.failed_at desc, f.image_id desc
limit $4`;

const countStatement = `
select count(*) as failures from image_indexing
where model_id = (select id from models where active) and state = 'FAILED' and error_code = any($1::text[])`;

interface FailureRow {
  image_id: bigint;
  product_id: bigint;
  error_code: IndexingErrorCode;
  error_message: string;
  error_retryable: boolean;
  attempts: number;
  failed_at: Date;
  at: string;
}

export function createFailures(database: Database): Failures {
  return {
    async list({ first, after }, codes = indexingErrorCodes) {
      const position = after === undefined ? null : decodeFailureCursor(after);
      const rows = await database.query<FailureRow & Record<string, unknown>>({
        name: 'indexing_failures',
        text: failuresStatement,
        values: [distinct(codes), position?.at ?? null, position?.imageId ?? null, first + 1],
      });
      const entries = rows.slice(0, first).map((row) => ({
        cursor: encodeFailureCursor({ at: row.at, imageId: row.image_id }),
        node: failureOf(row),
      }));
      return { entries, hasNextPage: rows.length > first };
    },

    async count(codes = indexingErrorCodes) {
      const [row] = await database.query<{ failures: bigint }>({
        name: 'indexing_failures_count',
        text: countStatement,
        values: [distinct(codes)],
      });
      return Number(row?.failures ?? 0);
    },
  };
}

/** Named twice, a reason would be listed twice. */
const distinct = (codes: readonly IndexingErrorCode[]) => [...new Set(codes)];

function failureOf(row: FailureRow): ImageFailure {
  return {
    imageId: row.image_id,
    productId: row.product_id,
    error: { code: row.error_code, message: row.error_message, retryable: row.error_retryable },
    attempts: row.attempts,
    at: row.failed_at,
  };
}
