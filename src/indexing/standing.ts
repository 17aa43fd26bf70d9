import type { Database } from '../database/database.ts';
import type { ImageIndexing, IndexingErrorCode } from './types.ts';

const standingStatement = `
select image_id, state, attempts, indexed_at, error_code, error_message, error_retryable
from image_indexing
where model_id = (select id from models where active) and image_id = any($1::bigint[])`;

interface StandingRow {
  image_id: bigint;
  state: ImageIndexing['state'];
  attempts: number;
  indexed_at: Date | null;
  error_code: IndexingErrorCode | null;
  error_message: string | null;
  error_retryable: boolean | null;
}

/** Where a picture stands that no model has seen. */
export const untouched: ImageIndexing = { state: 'PENDING', error: null, attempts: 0, indexedAt: null };

/** Where each of these pictures stands under the active model. */
export async function readStanding(
  database: Database,
  imageIds: readonly bigint[],
): Promise<ReadonlyMap<bigint, ImageIndexing>> {
  const rows = await database.query<StandingRow & Record<string, unknown>>({
    name: 'indexing_standing',
    text: standingStatement,
    values: [imageIds],
  });
  const found = new Map(rows.map((row) => [row.image_id, fromRow(row)]));
  return new Map(imageIds.map((id) => [id, found.get(id) ?? untouched]));
}

function fromRow(row: StandingRow): ImageIndexing {
  const { error_code: code } = row;
  const error =
    code === null
      ? null
      : { code, message: row.error_message ?? '', retryable: row.error_retryable ?? false };
  return { state: row.state, error, attempts: row.attempts, indexedAt: row.indexed_at };
}
