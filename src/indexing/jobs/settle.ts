import { sql, type Transaction } from 'kysely';
import type { Tables } from '../../database/tables.ts';
import type { Outcome, Reason } from '../outcome.ts';

/** A run does not wait longer than this for another attempt; the picture itself may be tried again later. */
const PATIENCE_MS = 60_000;

/** What an outcome means for the runs that hold the picture. */
type Verdict =
  | { readonly state: 'SUCCEEDED' | 'SKIPPED' }
  | { readonly state: 'FAILED'; readonly reason: Reason; readonly retryable: boolean }
  /** Not settled: tried again in a while. */
  | { readonly state: 'WAITING'; readonly delayMs: number };

export function verdictOf(outcome: Outcome): Verdict {
  switch (outcome.kind) {
    case 'indexed':
      return { state: 'SUCCEEDED' };
    case 'unchanged':
      return { state: 'SKIPPED' };
    case 'failed':
      return { state: 'FAILED', reason: outcome.reason, retryable: outcome.retryable };
    case 'retry':
      return outcome.delayMs > PATIENCE_MS
        ? { state: 'FAILED', reason: outcome.reason, retryable: true }
        : { state: 'WAITING', delayMs: outcome.delayMs };
    case 'putBack':
      return { state: 'WAITING', delayMs: outcome.delayMs };
  }
}

/**
 * Settles the items of these pictures in every run that is going on, counts them, and ends the runs of which they were
 * the last: within the transaction that writes the pictures' vectors and states, whose rows are locked before.
 */
export async function settleItems(
  transaction: Transaction<Tables>,
  modelId: number,
  outcomes: ReadonlyMap<bigint, Outcome>,
): Promise<void> {
  const images = [...outcomes.keys()];
  // jobs before items, in one order, so that no two wait for each other
  const { rows: jobs } = await sql<{ id: bigint }>`
    select j.id from reindex_jobs j
    where j.model_id = ${modelId} and j.state in ('QUEUED', 'RUNNING', 'PAUSED') and j.id in (
      select i.job_id from reindex_items i where i.image_id = any(${images}::bigint[]) and i.state = 'WAITING'
    )
    order by j.id for update`.execute(transaction);
  if (jobs.length === 0) return;

  const verdicts = [...outcomes.values()].map(verdictOf);
  const states = verdicts.map((verdict) => verdict.state);
  const delays = verdicts.map((verdict) => (verdict.state === 'WAITING' ? verdict.delayMs : null));
  const reasons = verdicts.map((verdict) => (verdict.state === 'FAILED' ? verdict.reason : null));
  const codes = reasons.map((reason) => reason?.code ?? null);
  const messages = reasons.map((reason) => reason?.message ?? null);
  const retryable = verdicts.map((verdict) => (verdict.state === 'FAILED' ? verdict.retryable : null));
  await sql`
    with settled as (
      update reindex_items i
      set state = r.state, due_at = now() + r.delay_ms * interval '1 millisecond',
        error_code = r.code, error_message = r.message, error_retryable = r.retryable,
        settled_at = case when r.state <> 'WAITING' then now() end
      from unnest(${images}::bigint[], ${states}::text[], ${delays}::double precision[], ${codes}::text[],
        ${messages}::text[], ${retryable}::boolean[]) as r (image_id, state, delay_ms, code, message, retryable)
      where i.image_id = r.image_id and i.state = 'WAITING' and i.job_id = any(${jobs.map(({ id }) => id)}::bigint[])
      returning i.job_id, i.state
    ), counted as (
      select job_id, count(*) filter (where state = 'SUCCEEDED') as succeeded,
        count(*) filter (where state = 'FAILED') as failed, count(*) filter (where state = 'SKIPPED') as skipped
      from settled group by job_id
    ), summed as (
      select j.id, j.succeeded + c.succeeded as succeeded, j.failed + c.failed as failed,
        j.skipped + c.skipped as skipped
      from reindex_jobs j join counted c on c.job_id = j.id
    )
    update reindex_jobs j
    set succeeded = s.succeeded, failed = s.failed, skipped = s.skipped,
      state = case when s.succeeded + s.failed + s.skipped = j.total then 'SUCCEEDED' else j.state end,
      started_at = coalesce(j.started_at, now()),
      finished_at = case when s.succeeded + s.failed + s.skipped = j.total then now() end
    from summed s where j.id = s.id`.execute(transaction);
}
