import { sql } from 'kysely';
import type { Database } from '../../database/database.ts';
import { VitrineError } from '../../errors.ts';
import type { JobState, ReindexJob } from '../types.ts';
import { findJob } from './read.ts';

/** How each verb changes a run: from these states to that one; from those it has nothing to do. */
const changes = {
  pause: { from: ['QUEUED', 'RUNNING'], to: 'PAUSED', done: ['PAUSED'] },
  resume: { from: ['PAUSED'], to: 'QUEUED', done: ['QUEUED', 'RUNNING'] },
  cancel: { from: ['QUEUED', 'RUNNING', 'PAUSED'], to: 'CANCELLED', done: ['CANCELLED'] },
} as const satisfies Record<string, { from: readonly JobState[]; to: JobState; done: readonly JobState[] }>;

export type JobChange = keyof typeof changes;

export function noSuchRun(): VitrineError {
  const message =
    'There is no run with this id, or it ended more than 30 days ago; reindexJobs lists those there are.';
  return new VitrineError('NOT_FOUND', message, { path: ['jobId'] });
}

/**
 * Pauses, resumes or cancels a run: one row changed, whatever its size. Asked again, it answers the run as it is.
 * @throws {VitrineError} NOT_FOUND; CONFLICT where the run has ended
 */
export async function changeJob(database: Database, id: bigint, change: JobChange): Promise<ReindexJob> {
  const { from, to, done } = changes[change];
  const { numAffectedRows } = await sql`
    update reindex_jobs set state = ${to}, finished_at = case when ${to} = 'CANCELLED' then now() end
    where id = ${id} and state = any(${from}::text[])`.execute(database.kysely);
  const job = await findJob(database, id);
  if (job === null) throw noSuchRun();
  const asAsked: readonly JobState[] = done;
  // what was changed may have gone on meanwhile, even to its end
  if (numAffectedRows === 1n || asAsked.includes(job.state)) return job;
  throw new VitrineError(
    'CONFLICT',
    `This run has ended: ${job.state.toLowerCase()}${job.finishedAt === null ? '' : ` at ${job.finishedAt.toISOString()}`}. Start a new one with reindex.`,
    { path: ['jobId'] },
  );
}

/** Gives pictures of runs that have ended back to the background; what is just in hand is left for next time. */
export async function releaseEnded(database: Database): Promise<void> {
  await database.session((session) =>
    sql`
      with ended as (
        select w.model_id, w.image_id from image_indexing w join reindex_jobs j on j.id = w.job_id
        where w.job_id is not null and j.state not in ('QUEUED', 'RUNNING', 'PAUSED')
          and (w.lease_until is null or w.lease_until < now())
        for update of w skip locked
      )
      update image_indexing w set job_id = null from ended
      where w.model_id = ended.model_id and w.image_id = ended.image_id`.execute(session),
  );
}
