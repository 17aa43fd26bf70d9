import { randomUUID } from 'node:crypto';
import { type Kysely, sql } from 'kysely';
import type { UpsertLine } from '../../catalog/types.ts';
import type { Database } from '../../database/database.ts';
import { sqlState } from '../../database/database-error.ts';
import type { Tables } from '../../database/tables.ts';
import type { ImportFormat } from '../format.ts';
import type { BadLine, ImportSummary } from '../import.ts';

/** The most bad lines that are kept of an import; it counts them all. */
const MAX_FAILURES = 10_000;
/** What a line's own words may take of a message. */
const MAX_MESSAGE_LENGTH = 500;
const MAX_ID_LENGTH = 200;

/** How many of an import's bad lines are kept. */
export function keptFailuresOf({ failed }: Pick<ImportSummary, 'failed'>): number {
  return Math.min(failed, MAX_FAILURES);
}

export type StoredStatus = Exclude<UpsertLine['status'], 'FAILED'>;

/** An import that this process works on until its lease ends. */
export interface Claim {
  readonly id: bigint;
  /** The fence: what is written counts only while it is in the row. */
  readonly holder: string;
  readonly file: string;
  readonly format: ImportFormat;
  readonly imagesBase: string | undefined;
  readonly bytes: number;
  /** What came of it so far. */
  readonly from: ImportSummary;
  /** What was stored of the batch that broke off, by externalId. */
  readonly stored: Readonly<Record<string, StoredStatus>>;
  /** How often it was begun since a batch came through, this time included. */
  readonly attempts: number;
}

/** What a batch came to. */
export interface Advance {
  readonly soFar: ImportSummary;
  readonly bytesRead: number;
  readonly linesPerSecond: number | null;
  readonly bytesPerSecond: number | null;
  readonly bad: readonly BadLine[];
}

/** The import was cancelled, or its lease ran out and somebody else has it. */
export class ClaimLost extends Error {}

export interface Claims {
  /** Takes the import that is next, unless one runs elsewhere. */
  take(): Promise<Claim | undefined>;
  /** Prolongs the lease. @returns whether it was still held */
  renew(claim: Claim): Promise<boolean>;
  /**
   * Notes, within the transaction that stores them, what becomes of these lines.
   * @throws {ClaimLost} which undoes it
   */
  note(transaction: Kysely<Tables>, claim: Claim, stored: ReadonlyMap<string, StoredStatus>): Promise<void>;
  /** Counts a batch that is through. @throws {ClaimLost} */
  advance(claim: Claim, advance: Advance): Promise<void>;
  /** Ends it. @param error why it failed; null where it succeeded. @throws {ClaimLost} */
  finish(claim: Claim, error: string | null): Promise<void>;
  /**
   * Gives it back for anyone to go on with.
   * @param isHarmless whether it says nothing about the file that it did not come further
   */
  release(claim: Claim, isHarmless: boolean): Promise<void>;
  /** For the embedded database, whose process ends with its server: whoever held a lease is dead. */
  endOutlived(): Promise<void>;
}

export function createClaims({ kysely }: Database, leaseMs: number): Claims {
  const lease = sql<Date>`now() + ${leaseMs} * interval '1 millisecond'`;

  /** The row, while it is ours. */
  const held = (executor: Kysely<Tables>, { id, holder }: Claim) =>
    executor
      .updateTable('import_jobs')
      .where('id', '=', id)
      .where('lease_holder', '=', holder)
      .where('state', '=', 'RUNNING');

  async function assertHeld(updating: Promise<{ readonly numUpdatedRows: bigint }>): Promise<void> {
    if ((await updating).numUpdatedRows === 0n) throw new ClaimLost();
  }

  async function takeNext(): Promise<Claim | undefined> {
    const holder = randomUUID();
    const row = await kysely
      .updateTable('import_jobs')
      .set({
        state: 'RUNNING',
        lease_holder: holder,
        lease_until: lease,
        attempts: sql`attempts + 1`,
        started_at: sql`coalesce(started_at, now())`,
        lines_per_second: null,
        bytes_per_second: null,
      })
      .where(
        'id',
        '=',
        sql<bigint>`(
          select id from import_jobs
          where state = 'RUNNING' and (lease_until is null or lease_until < now())
            or state = 'QUEUED' and not exists (select from import_jobs where state = 'RUNNING')
          order by id limit 1 for update skip locked
        )`,
      )
      .returningAll()
      .executeTakeFirst();
    if (row === undefined) return undefined;
    const { lines, created, updated, unchanged, failed } = row;
    return {
      id: row.id,
      holder,
      file: row.file,
      format: row.format,
      imagesBase: row.images_base ?? undefined,
      bytes: Number(row.bytes),
      from: { lines, created, updated, unchanged, failed },
      stored: row.stored,
      attempts: row.attempts,
    };
  }

  async function finish(claim: Claim, error: string | null): Promise<void> {
    const updating = held(kysely, claim).set({
      state: error === null ? 'SUCCEEDED' : 'FAILED',
      finished_at: sql`now()`,
      lease_holder: null,
      lease_until: null,
      error: error === null ? null : storable(error, MAX_MESSAGE_LENGTH),
      // the last bytes may hold no line
      ...(error === null && { bytes_read: claim.bytes }),
    });
    await assertHeld(updating.executeTakeFirst());
  }

  return {
    async take() {
      try {
        return await takeNext();
      } catch (error) {
        // somebody else began one at the same moment
        if (sqlState(error) === '23505') return undefined;
        throw error;
      }
    },
    async renew(claim) {
      const { numUpdatedRows } = await held(kysely, claim).set({ lease_until: lease }).executeTakeFirst();
      return numUpdatedRows > 0n;
    },
    async note(transaction, claim, stored) {
      const noted = JSON.stringify(Object.fromEntries(stored));
      const updating = held(transaction, claim).set({ stored: sql`stored || ${noted}::jsonb` });
      await assertHeld(updating.executeTakeFirst());
    },
    async advance(claim, { soFar, bytesRead, linesPerSecond, bytesPerSecond, bad }) {
      await kysely.transaction().execute(async (transaction) => {
        const updating = held(transaction, claim).set({
          ...soFar,
          bytes_read: bytesRead,
          lines_per_second: linesPerSecond,
          bytes_per_second: bytesPerSecond,
          stored: '{}',
          attempts: 0,
          lease_until: lease,
        });
        await assertHeld(updating.executeTakeFirst());
        await keepFailures(transaction, claim.id, soFar.failed - bad.length, bad);
      });
    },
    finish,
    async release(claim, isHarmless) {
      await held(kysely, claim)
        .set({
          state: 'QUEUED',
          lease_holder: null,
          lease_until: null,
          ...(isHarmless && { attempts: 0 }),
        })
        .execute();
    },
    async endOutlived() {
      await kysely
        .updateTable('import_jobs')
        .set({ lease_until: null })
        .where('state', '=', 'RUNNING')
        .execute();
    },
  };
}

/** @param before how many lines failed before these */
async function keepFailures(
  transaction: Kysely<Tables>,
  jobId: bigint,
  before: number,
  bad: readonly BadLine[],
): Promise<void> {
  const kept = bad.toSorted((a, b) => a.line - b.line).slice(0, Math.max(0, MAX_FAILURES - before));
  if (kept.length === 0) return;
  await transaction
    .insertInto('import_failures')
    .values(
      kept.map(({ line, externalId, reason }) => ({
        job_id: jobId,
        line,
        external_id: externalId === undefined ? null : storable(externalId, MAX_ID_LENGTH),
        message: storable(reason, MAX_MESSAGE_LENGTH),
      })),
    )
    .execute();
}

/** A line's own words: as long as a person reads, and nothing that the database can't hold. */
function storable(text: string, maxLength: number): string {
  const clean = text
    .slice(0, maxLength + 1)
    .toWellFormed()
    .replaceAll('\0', '\uFFFD');
  return clean.length > maxLength ? `${clean.slice(0, maxLength - 1).toWellFormed()}…` : clean;
}
