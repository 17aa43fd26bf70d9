import { randomUUID } from 'node:crypto';
import type { Database } from '../database/database.ts';

/** A picture that this process works on until its lease ends. */
export interface Claim {
  readonly imageId: bigint;
  readonly productId: bigint;
  readonly sourceUrl: string | null;
  /** sha256 of the stored bytes; null where they must be fetched first. */
  readonly mediaHash: Buffer | null;
  /** How large the stored bytes are. */
  readonly bytes: number | null;
  /** Whether the model's process has ended while this picture was in it. */
  readonly suspect: boolean;
  /** Together with `attempts` the fence: a result counts only while both are still in the row. */
  readonly holder: string;
  readonly attempts: number;
}

export interface Claims {
  /** Takes up to `limit` pictures that are due, main pictures first; nobody else gets them until the lease ends. */
  take(limit: number): Promise<Claim[]>;
  /** Prolongs the leases of these. */
  renew(claims: readonly Claim[]): Promise<void>;
  /**
   * Ends the leases from before the database was started. For the embedded one, whose process ends with its server:
   * whoever held them is dead.
   */
  endOutlived(): Promise<void>;
}

/**
 * The walk over image_indexing_pending stops at the limit, so it costs the same however much is pending. The limit is
 * part of the text: for a parameter the planner assumes a tenth of all rows, and reads whole tables.
 */
export const takeStatement = (limit: number) => `
with due as (
  select image_id from image_indexing
  where model_id = $1 and state = 'PENDING' and (select kept from models where id = $1)
    and (lease_until is null or lease_until < now())
    and (due_at is null or due_at <= now())
  order by rank, image_id
  limit ${Math.trunc(limit)}
  for update skip locked
), taken as (
  update image_indexing w
  set lease_holder = $2, lease_until = now() + $3 * interval '1 millisecond', attempts = w.attempts + 1
  from due
  where w.model_id = $1 and w.image_id = due.image_id
  returning w.image_id, w.product_id, w.rank, w.attempts, w.error_code
)
select t.image_id, t.product_id, t.attempts, coalesce(t.error_code = 'MODEL_FAILED', false) as suspect,
  i.source_url, i.media_hash, m.bytes
from taken t
join product_images i on i.id = t.image_id
left join media m on m.hash = i.media_hash
order by t.rank, t.image_id`;

const renewStatement = `
update image_indexing w
set lease_until = now() + $4 * interval '1 millisecond'
from unnest($2::bigint[], $3::uuid[]) as held (image_id, holder)
where w.model_id = $1 and w.image_id = held.image_id and w.lease_holder = held.holder`;

const endOutlivedStatement = `
update image_indexing set lease_holder = null, lease_until = null
where model_id = $1 and lease_holder is not null
  and lease_until < pg_postmaster_start_time() + $2 * interval '1 millisecond'`;

interface TakenRow {
  image_id: bigint;
  product_id: bigint;
  attempts: number;
  suspect: boolean;
  source_url: string | null;
  media_hash: Buffer | null;
  bytes: bigint | null;
}

/** Takes work for one model by leases in rows, safe with any number of processes on one database. */
export function createClaims(database: Database, modelId: number, leaseMs: number): Claims {
  return {
    async take(limit) {
      const holder = randomUUID();
      const rows = await database.query<TakenRow>({
        name: `indexing_take_${limit}`,
        text: takeStatement(limit),
        values: [modelId, holder, leaseMs],
      });
      return rows.map((row) => ({
        imageId: row.image_id,
        productId: row.product_id,
        sourceUrl: row.source_url,
        mediaHash: row.media_hash,
        bytes: row.bytes === null ? null : Number(row.bytes),
        suspect: row.suspect,
        holder,
        attempts: row.attempts,
      }));
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
