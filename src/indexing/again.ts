import { sql } from 'kysely';
import type { Database } from '../database/database.ts';

/** The reason stays until the picture is indexed: one that may have ended the model is tried alone again. */
const failedAgain = `
with again as (
  update image_indexing set state = 'PENDING', attempts = 0, due_at = null, failed_at = null
  where model_id = (select id from models where active) and state = 'FAILED'
  returning 1
) select count(*) as pictures from again`;

/** Vectors stay until they are replaced, so that search goes on meanwhile. */
const allAgain = `
with again as (
  update image_indexing w
  set state = 'PENDING', attempts = 0, due_at = null, failed_at = null, rank = i.position
  from product_images i
  where i.id = w.image_id and w.model_id = (select id from models where active) and w.lease_holder is null
  returning 1
) select count(*) as pictures from again`;

/**
 * Makes pictures due again under the active model: those that failed, or every one, which may take a minute.
 * @returns how many
 */
export async function makeDueAgain(database: Database, which: 'failed' | 'all'): Promise<number> {
  const statement = sql.raw<{ pictures: bigint }>(which === 'failed' ? failedAgain : allAgain);
  const { rows } = await database.session((session) => statement.execute(session));
  database.events.publish('work');
  database.events.publish('index');
  return Number(rows[0]?.pictures ?? 0);
}
