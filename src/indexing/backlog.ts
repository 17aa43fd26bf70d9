import type { Database } from '../database/database.ts';

/** What is still to be done under the active model, in pictures. */
export interface Backlog {
  /** To be taken now. */
  readonly due: number;
  /** Held by a process at the moment. */
  readonly inWork: number;
  /** To be tried again later. */
  readonly later: number;
}

const backlogStatement = `
select count(*) filter (where lease_until > now()) as in_work,
  count(*) filter (where (lease_until is null or lease_until <= now()) and due_at > now()) as later,
  count(*) as pending
from image_indexing
where model_id = (select id from models where active) and state = 'PENDING'`;

export async function readBacklog(database: Database): Promise<Backlog> {
  const [row] = await database.query<{ in_work: bigint; later: bigint; pending: bigint }>({
    name: 'indexing_backlog',
    text: backlogStatement,
    values: [],
  });
  const inWork = Number(row?.in_work ?? 0);
  const later = Number(row?.later ?? 0);
  return { due: Number(row?.pending ?? 0) - inWork - later, inWork, later };
}
