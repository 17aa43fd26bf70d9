import { sql } from 'kysely';
import type { ProductKey } from '../../catalog/types.ts';
import type { Database } from '../../database/database.ts';
import { messageOf, VitrineError } from '../../errors.ts';
import { createLiveEach } from '../../live-each.ts';
import type { Log } from '../../log.ts';
import type { JobState, Jobs, ReindexJob, ReindexScope } from '../types.ts';
import { createJob, MAX_PRODUCTS } from './create.ts';
import { decodeFailureCursor, decodeJobCursor, encodeFailureCursor, encodeJobCursor } from './cursor.ts';
import { countFailures, readFailures } from './failures.ts';
import { countJobs, findJob, listJobs, liveJobs } from './read.ts';
import { changeJob, type JobChange, noSuchRun, releaseEnded } from './state.ts';

/** Ended runs are kept this long; their settled items, beyond those that failed, for a day. */
const KEPT_DAYS = 30;
/** From so many on a run changes what the planner should know of the table. */
const BULK_ITEMS = 1000;

const ended: ReadonlySet<JobState> = new Set(['CANCELLED', 'SUCCEEDED', 'FAILED']);

/** Whether nothing more will come of a run. */
export function hasEnded({ state }: ReindexJob): boolean {
  return ended.has(state);
}

/** Runs that a person asks for. Their state is in rows alone, so any process may serve any of these verbs. */
export function createJobs(database: Database, log: Log): Jobs {
  async function existing(id: bigint): Promise<ReindexJob> {
    const job = await findJob(database, id);
    if (job === null) throw noSuchRun();
    return job;
  }

  async function change(id: bigint, verb: JobChange): Promise<ReindexJob> {
    const job = await changeJob(database, id, verb);
    if (verb === 'cancel') release();
    if (verb === 'resume') database.events.publish('work');
    database.events.publish('index');
    return job;
  }

  /** Nobody waits for it: of many pictures it takes long, and what a killed process leaves is done by the next one. */
  function release(): void {
    releaseEnded(database).then(
      () => database.events.publish('work'),
      (error: unknown) => log.debug(`a run's pictures are not released yet: ${messageOf(error)}`),
    );
  }

  const liveOf = createLiveEach({
    listen: (heard) => database.events.subscribe('index', heard),
    read: existing,
    isLast: hasEnded,
    isFinal: (error) => error instanceof VitrineError && error.code === 'NOT_FOUND',
    log,
  });

  return {
    async start(scope, products = []) {
      assertProducts(scope, products);
      const job = await database.session(async (session) => {
        const id = await session
          .transaction()
          .execute((transaction) => createJob(transaction, scope, products));
        const made = await existing(id);
        // planned for the few items of before, each batch that is taken would read and sort all of these
        if (made.total >= BULK_ITEMS) await sql`analyze reindex_items`.execute(session);
        return made;
      });
      database.events.publish('work');
      database.events.publish('index');
      return job;
    },
    pause: (id) => change(id, 'pause'),
    resume: (id) => change(id, 'resume'),
    cancel: (id) => change(id, 'cancel'),
    find: (id) => findJob(database, id),
    async list({ first, after }) {
      const before = after === undefined ? null : decodeJobCursor(after);
      const jobs = await listJobs(database, before, first + 1);
      return {
        entries: jobs.slice(0, first).map((job) => ({ cursor: encodeJobCursor(job.id), node: job })),
        hasNextPage: jobs.length > first,
      };
    },
    count: () => countJobs(database),
    live: () => liveJobs(database),
    async failures(id, { first, after }) {
      const position = after === undefined ? null : decodeFailureCursor(after);
      const found = await readFailures(database, id, position, first + 1);
      return {
        entries: found
          .slice(0, first)
          .map(({ position: at, failure }) => ({ cursor: encodeFailureCursor(at), node: failure })),
        hasNextPage: found.length > first,
      };
    },
    countFailures: (id) => countFailures(database, id),
    watch: (id) => liveOf(id).watch(),
    async forgetOld() {
      await database.session(async (session) => {
        await sql`
          delete from reindex_jobs
          where finished_at < now() - ${KEPT_DAYS} * interval '1 day'`.execute(session);
        await sql`
          delete from reindex_items i using reindex_jobs j
          where j.id = i.job_id and j.finished_at < now() - interval '1 day' and i.state <> 'FAILED'`.execute(
          session,
        );
      });
    },
  };
}

function assertProducts(scope: ReindexScope, products: readonly ProductKey[]): void {
  const isRight =
    scope === 'PRODUCTS' ? products.length >= 1 && products.length <= MAX_PRODUCTS : products.length === 0;
  if (isRight) return;
  const message =
    scope === 'PRODUCTS'
      ? `products: the scope PRODUCTS asks for 1 to ${MAX_PRODUCTS} products.`
      : `products: the scope ${scope} takes no products; PRODUCTS does.`;
  throw new VitrineError('BAD_USER_INPUT', message, { path: ['products'] });
}
