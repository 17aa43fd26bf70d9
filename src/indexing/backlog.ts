import type { Database } from '../database/database.ts';
import { defaultTiming } from './timing.ts';

/** What is still to be done under the active model, in pictures without a vector. */
export interface Backlog {
  /** To be taken now. */
  readonly due: number;
  /** Held by a process at the moment. */
  readonly inWork: number;
  /** To be tried again later. */
  readonly later: number;
  /** Left to a run. */
  readonly ofRuns: number;
}

const backlogStatement = `
select count(*) as pending, count(*) filter (where held) as in_work,
  count(*) filter (where not held and job_id is not null) as of_runs,
  count(*) filter (where not held and job_id is null and due_at > now()) as later
from (
  select job_id, due_at, coalesce(lease_until > now(), false) as held from image_indexing
  where model_id = (select id from models where active) and state = 'PENDING'
) work`;

type BacklogRow = Record<'pending' | 'in_work' | 'of_runs' | 'later', bigint>;

export async function readBacklog(database: Database): Promise<Backlog> {
  const [row] = await database.query<BacklogRow>({
    name: 'indexing_backlog',
    text: backlogStatement,
    values: [],
  });
  const inWork = Number(row?.in_work ?? 0);
  const later = Number(row?.later ?? 0);
  const ofRuns = Number(row?.of_runs ?? 0);
  return { due: Number(row?.pending ?? 0) - inWork - later - ofRuns, inWork, later, ofRuns };
}

/** A lease that ends sooner was not renewed when it should have been: its holder is dead, or does not get to it. */
const { leaseMs, renewMs } = defaultTiming;
const FRESH_MS = leaseMs - 2 * renewMs;

const untendedStatement = `
with active as (select id from models where active), free as (
  select image_id, state, job_id, due_at from image_indexing
  where model_id = (select id from active) and (lease_until is null or lease_until <= now())
)
select not exists (
    select from image_indexing
    where model_id = (select id from active) and lease_until > now() + $1 * interval '1 millisecond'
  ) and (
    exists (select from free where state = 'PENDING' and job_id is null and (due_at is null or due_at <= now()))
    or exists (
      select from reindex_jobs j join reindex_items i on i.job_id = j.id join free on free.image_id = i.image_id
      where j.model_id = (select id from active) and j.state in ('QUEUED', 'RUNNING')
        and i.state = 'WAITING' and (i.due_at is null or i.due_at <= now())
    )
  ) as untended`;

/** Whether something is due, in a run or unasked, and no process holds anything: nobody is at work just now. */
export async function isUntended(database: Database): Promise<boolean> {
  const [row] = await database.query<{ untended: boolean }>({
    name: 'indexing_untended',
    text: untendedStatement,
    values: [FRESH_MS],
  });
  return row?.untended ?? false;
}
