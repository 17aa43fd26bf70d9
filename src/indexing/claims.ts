import { randomUUID } from 'node:crypto';
import type { Database } from '../database/database.ts';
import type { Validators } from '../media/types.ts';
import type { Reason } from './outcome.ts';
import type { ImageIndexing, IndexingErrorCode, ReindexScope } from './types.ts';

/** A picture that this process works on until its lease ends. */
export interface Claim {
  readonly imageId: bigint;
  readonly productId: bigint;
  readonly sourceUrl: string | null;
  /** sha256 of the stored bytes; null where they must be fetched first. */
  readonly mediaHash: Buffer | null;
  /** How large the stored bytes are. */
  readonly bytes: number | null;
  /** What its host said about the stored bytes. */
  readonly validators: Validators;
  /** INDEXED: it has a vector, which stays until there is a new one. */
  readonly state: ImageIndexing['state'];
  /** The kind of run that it is taken for; null for what is done unasked. */
  readonly scope: ReindexScope | null;
  /** Why the attempt before this one failed. */
  readonly lastReason: Reason | null;
  /** Together with `attempts` the fence: a result counts only while both are still in the row. */
  readonly holder: string;
  readonly attempts: number;
}

export interface Claims {
  /**
   * Takes up to `limit` pictures that are due; nobody else gets them until the lease ends. Those that lack a vector
   * unasked go first, main pictures before others: a person's change does not wait for a bulk run. Then those of runs.
   */
  take(limit: number): Promise<Claim[]>;
  /** Prolongs the leases of these. */
  renew(claims: readonly Claim[]): Promise<void>;
  /**
   * Ends the leases from before the database was started. For the embedded one, whose process ends with its server:
   * whoever held them is dead.
   */
  endOutlived(): Promise<void>;
}

const claimed = `
select t.image_id, t.product_id, t.attempts, t.state, t.error_code, t.error_message,
  i.source_url, i.media_hash, i.etag, i.last_modified, m.bytes
from taken t
join product_images i on i.id = t.image_id
left join media m on m.hash = i.media_hash`;

/** Who lost its lease had died, or the database was away, which says nothing about the picture: it does not count. */
const attemptsTaken = 'w.attempts + case when w.lease_holder is null then 1 else 0 end';

/**
 * The walk over image_indexing_pending stops at the limit, so it costs the same however much is pending. The limit is
 * part of the text: for a parameter the planner assumes a tenth of all rows, and reads whole tables.
 */
export const takeStatement = (limit: number) => `
with due as (
  select image_id from image_indexing
  where model_id = $1 and state = 'PENDING' and job_id is null and (select kept from models where id = $1)
    and (lease_until is null or lease_until < now())
    and (due_at is null or due_at <= now())
  order by rank, image_id
  limit ${Math.trunc(limit)}
  for update skip locked
), taken as (
  update image_indexing w
  set lease_holder = $2, lease_until = now() + $3 * interval '1 millisecond', attempts = ${attemptsTaken}
  from due
  where w.model_id = $1 and w.image_id = due.image_id
  returning w.image_id, w.product_id, w.rank, w.attempts, w.state, w.error_code, w.error_message
)${claimed}
order by t.rank, t.image_id`;

/** The same for a run: its items are walked in their order, and the picture's lease is taken. A run's attempts count anew. */
export const takeForJobStatement = (limit: number) => `
with due as (
  select i.image_id, i.rank, i.due_at is null as is_first
  from reindex_items i join image_indexing w on w.model_id = $1 and w.image_id = i.image_id
  where i.job_id = $4 and i.state = 'WAITING' and (i.due_at is null or i.due_at <= now())
    and (w.lease_until is null or w.lease_until < now())
  order by i.rank, i.image_id
  limit ${Math.trunc(limit)}
  for update of i, w skip locked
), taken as (
  update image_indexing w
  set lease_holder = $2, lease_until = now() + $3 * interval '1 millisecond',
    attempts = case when due.is_first then 1 else ${attemptsTaken} end
  from due
  where w.model_id = $1 and w.image_id = due.image_id
  returning w.image_id, w.product_id, due.rank, w.attempts, w.state, w.error_code, w.error_message
)${claimed}
order by t.rank, t.image_id`;

/** What names single products goes before what goes over the whole catalogue. */
const jobsStatement = `
select id, scope, state from reindex_jobs
where model_id = $1 and state in ('QUEUED', 'RUNNING')
order by scope <> 'PRODUCTS', id`;

const startJobStatement = `
update reindex_jobs set state = 'RUNNING', running_since = now(), started_at = coalesce(started_at, now())
where id = $1 and state = 'QUEUED'`;

/** Waits for nobody, so that it can't stand in a circle with who settles or deletes pictures: what is locked is ending. */
const renewStatement = `
with held as (
  select w.image_id from image_indexing w join unnest($2::bigint[], $3::uuid[]) as mine (image_id, holder)
    on w.image_id = mine.image_id and w.lease_holder = mine.holder
  where w.model_id = $1
  for update of w skip locked
)
update image_indexing w
set lease_until = now() + $4 * interval '1 millisecond'
from held
where w.model_id = $1 and w.image_id = held.image_id`;

const endOutlivedStatement = `
update image_indexing set lease_holder = null, lease_until = null, attempts = attempts - 1
where model_id = $1 and lease_holder is not null
  and lease_until < pg_postmaster_start_time() + $2 * interval '1 millisecond'`;

interface TakenRow {
  image_id: bigint;
  product_id: bigint;
  attempts: number;
  state: ImageIndexing['state'];
  error_code: IndexingErrorCode | null;
  error_message: string | null;
  source_url: string | null;
  media_hash: Buffer | null;
  etag: string | null;
  last_modified: string | null;
  bytes: bigint | null;
}

interface JobRow {
  id: bigint;
  scope: ReindexScope;
  state: 'QUEUED' | 'RUNNING';
}

/** Takes work for one model by leases in rows, safe with any number of processes on one database. */
export function createClaims(database: Database, modelId: number, leaseMs: number): Claims {
  async function takeUnasked(limit: number): Promise<Claim[]> {
    const holder = randomUUID();
    const rows = await database.query<TakenRow & Record<string, unknown>>({
      name: `indexing_take_${limit}`,
      text: takeStatement(limit),
      values: [modelId, holder, leaseMs],
    });
    return rows.map((row) => toClaim(row, holder, null));
  }

  async function takeForJob({ id, scope, state }: JobRow, limit: number): Promise<Claim[]> {
    const holder = randomUUID();
    const rows = await database.query<TakenRow & Record<string, unknown>>({
      name: `indexing_take_for_job_${limit}`,
      text: takeForJobStatement(limit),
      values: [modelId, holder, leaseMs, id],
    });
    if (rows.length > 0 && state === 'QUEUED') {
      await database.query({ name: 'indexing_job_start', text: startJobStatement, values: [id] });
      database.events.publish('index');
    }
    return rows.map((row) => toClaim(row, holder, scope));
  }

  return {
    async take(limit) {
      const taken = await takeUnasked(limit);
      if (taken.length > 0) return taken;
      const jobs = await database.query<JobRow & Record<string, unknown>>({
        name: 'indexing_jobs_to_take_from',
        text: jobsStatement,
        values: [modelId],
      });
      for (const job of jobs) {
        const claims = await takeForJob(job, limit);
        if (claims.length > 0) return claims;
      }
      return [];
    },
    async renew(claims) {
      await database.query({
        name: 'indexing_renew',
        text: renewStatement,
        values: [modelId, claims.map((claim) => claim.imageId), claims.map((claim) => claim.holder), leaseMs],
      });
    },
    async endOutlived() {
      await database.query({
        name: 'indexing_end_outlived',
        text: endOutlivedStatement,
        values: [modelId, leaseMs],
      });
    },
  };
}

function toClaim(row: TakenRow, holder: string, scope: ReindexScope | null): Claim {
  return {
    imageId: row.image_id,
    productId: row.product_id,
    sourceUrl: row.source_url,
    mediaHash: row.media_hash,
    bytes: row.bytes === null ? null : Number(row.bytes),
    validators: { etag: row.etag, lastModified: row.last_modified },
    state: row.state,
    scope,
    lastReason: row.error_code === null ? null : { code: row.error_code, message: row.error_message ?? '' },
    holder,
    attempts: row.attempts,
  };
}
