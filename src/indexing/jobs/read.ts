import type { Database } from '../../database/database.ts';
import { failureCountsOf } from '../failure-counts.ts';
import type { JobState, ReindexJob, ReindexScope } from '../types.ts';

/** The span over which the rate is taken. */
const RATE_SECONDS = 30;
/** A rate over less says nothing. */
const LEAST_SECONDS = 1;

const columns = `
  j.id, j.model_id, j.scope, j.state, j.total, j.succeeded, j.failed, j.skipped, j.created_at, j.started_at,
  j.finished_at, j.error,
  case when j.state = 'RUNNING' then (
    select count(*) from reindex_items i
    where i.job_id = j.id and i.settled_at > greatest(j.running_since, now() - interval '${RATE_SECONDS} seconds')
  ) end as recent,
  least(extract(epoch from now() - j.running_since), ${RATE_SECONDS})::float8 as recent_seconds,
  case when j.failed > 0 then (
    select jsonb_object_agg(one.error_code, one.pictures) from (
      select error_code, count(*) as pictures from reindex_items
      where job_id = j.id and state = 'FAILED' group by error_code
    ) one
  ) end as failures`;

const byIdStatement = `select ${columns} from reindex_jobs j where j.id = $1`;
const liveStatement = `
select ${columns} from reindex_jobs j where j.state in ('QUEUED', 'RUNNING', 'PAUSED') order by j.id`;
const listStatement = `
select ${columns} from reindex_jobs j where $1::bigint is null or j.id < $1 order by j.id desc limit $2`;

interface JobRow {
  id: bigint;
  model_id: number;
  scope: ReindexScope;
  state: JobState;
  total: number;
  succeeded: number;
  failed: number;
  skipped: number;
  created_at: Date;
  started_at: Date | null;
  finished_at: Date | null;
  error: string | null;
  recent: bigint | null;
  recent_seconds: number | null;
  failures: unknown;
}

/** A run as it stands; null where there is none. */
export async function findJob(database: Database, id: bigint): Promise<ReindexJob | null> {
  const [row] = await database.query<JobRow & Record<string, unknown>>({
    name: 'indexing_job',
    text: byIdStatement,
    values: [id],
  });
  return row === undefined ? null : fromRow(row);
}

/** The runs that have not ended, oldest first. */
export async function liveJobs(database: Database): Promise<readonly ReindexJob[]> {
  const rows = await database.query<JobRow & Record<string, unknown>>({
    name: 'indexing_jobs_live',
    text: liveStatement,
    values: [],
  });
  return rows.map(fromRow);
}

/** How many runs are kept. */
export async function countJobs(database: Database): Promise<number> {
  const [row] = await database.query<{ jobs: bigint }>({
    name: 'indexing_jobs_count',
    text: 'select count(*) as jobs from reindex_jobs',
    values: [],
  });
  return Number(row?.jobs ?? 0);
}

/** Runs before that one, newest first. */
export async function listJobs(
  database: Database,
  before: bigint | null,
  limit: number,
): Promise<readonly ReindexJob[]> {
  const rows = await database.query<JobRow & Record<string, unknown>>({
    name: 'indexing_jobs',
    text: listStatement,
    values: [before, limit],
  });
  return rows.map(fromRow);
}

function fromRow(row: JobRow): ReindexJob {
  const { total, succeeded, failed, skipped } = row;
  const perSecond = rateOf(row);
  const left = total - succeeded - failed - skipped;
  return {
    id: row.id,
    modelId: row.model_id,
    scope: row.scope,
    state: row.state,
    total,
    succeeded,
    failed,
    skipped,
    imagesPerSecond: perSecond,
    remainingSeconds: perSecond === null || perSecond === 0 ? null : Math.ceil(left / perSecond),
    failures: failureCountsOf(row.failures),
    createdAt: row.created_at,
    startedAt: row.started_at,
    finishedAt: row.finished_at,
    error: row.error,
  };
}

function rateOf({ state, recent, recent_seconds: seconds }: JobRow): number | null {
  if (state !== 'RUNNING' || recent === null || seconds === null || seconds < LEAST_SECONDS) return null;
  return Math.round((Number(recent) / seconds) * 10) / 10;
}
