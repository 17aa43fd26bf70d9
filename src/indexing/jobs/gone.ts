import type { Database } from '../../database/database.ts';
import { settleItems } from './settle.ts';

/** A run that settled something within this span goes on, and is not looked through. */
const QUIET_SECONDS = 20;
/** Looked at again soon, so that a transaction stays short. */
const MAX_AT_ONCE = 10_000;

const goneStatement = `
select j.model_id, i.image_id from reindex_jobs j join reindex_items i on i.job_id = j.id
where j.state in ('QUEUED', 'RUNNING') and i.state = 'WAITING'
  and not exists (
    select from reindex_items s
    where s.job_id = j.id and s.settled_at > now() - interval '${QUIET_SECONDS} seconds'
  )
  and not exists (select from image_indexing w where w.model_id = j.model_id and w.image_id = i.image_id)
limit ${MAX_AT_ONCE}`;

/**
 * Skips items whose picture was deleted while their run was being made: that deletion could not see them, nobody can
 * take them, and the run would never end.
 */
export async function skipGone(database: Database): Promise<void> {
  const rows = await database.query<{ model_id: number; image_id: bigint }>({
    name: 'indexing_gone',
    text: goneStatement,
    values: [],
  });
  const byModel = Map.groupBy(rows, (row) => row.model_id);
  for (const [modelId, gone] of byModel) {
    const outcomes = new Map(
      gone.map(({ image_id }) => [image_id, { kind: 'unchanged', stored: null } as const]),
    );
    await database.kysely.transaction().execute((transaction) => settleItems(transaction, modelId, outcomes));
  }
  if (rows.length > 0) database.events.publish('index');
}
