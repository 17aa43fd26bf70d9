import { setTimeout as sleep } from 'node:timers/promises';
import { VitrineError } from '../../src/errors.ts';
import { encodeGlobalId } from '../../src/graphql/node.ts';
import { isUntended, readBacklog } from '../../src/indexing/backlog.ts';
import { createJobs, hasEnded } from '../../src/indexing/jobs/jobs.ts';
import { describeJob, inWords, rateOf } from '../../src/indexing/progress.ts';
import { createStatus } from '../../src/indexing/status.ts';
import type { ReindexJob } from '../../src/indexing/types.ts';
import type { Log } from '../../src/log.ts';
import type { StatusLine } from '../../src/status-line.ts';
import type { Connection } from './connection.ts';
import type { Hand } from './hand.ts';
import { describeFailures, describeIndex, describeRun, howToSeeFailed } from './words.ts';

const LOOK_EVERY_MS = 500;
/** Of a run's failed pictures, these many are named at its end. */
const NAMED_FAILURES = 20;

export interface Follow {
  readonly connection: Connection;
  readonly hand: Hand;
  readonly line: StatusLine;
  readonly log: Log;
  /** Whether to go on watching where nobody is at work, and this process can't do it either. */
  readonly watch: boolean;
  readonly signal: AbortSignal;
}

/** Shows a run until it has ended. @returns the exit code */
export async function followJob(follow: Follow, id: bigint): Promise<number> {
  const { line, signal } = follow;
  try {
    const job = await untilEnded(follow, id);
    line.end();
    return await reportEnd(follow, job);
  } catch (error) {
    if (!signal.aborted) throw error;
    line.end();
    const on = follow.hand.isWorking
      ? 'stops here and goes on with the next server or worker, or with npm run reindex -- --watch'
      : 'goes on; npm run reindex -- --watch shows it again';
    line.say(`Run ${id} ${on}. npm run reindex -- --cancel ${id} ends it.`);
    return 130;
  }
}

async function untilEnded(follow: Follow, id: bigint): Promise<ReindexJob> {
  const { connection, line, log, signal } = follow;
  for (let before: ReindexJob | undefined; ; ) {
    const job = await connection.patiently((database) => createJobs(database, log).find(id));
    if (job === null) throw new VitrineError('NOT_FOUND', `Run ${id} is not there any more.`);
    if (hasEnded(job)) return job;
    line.show(describeJob(job));
    const stands = before !== undefined && settled(before) === settled(job);
    const isIdle = connection.isAlone || (stands && (await connection.patiently(isUntended)));
    await tend(follow, isIdle && job.state !== 'PAUSED');
    before = job;
    await sleep(LOOK_EVERY_MS, undefined, { signal });
  }
}

async function tend({ hand, line, watch }: Follow, isUntended: boolean): Promise<void> {
  try {
    await hand.tend(isUntended);
  } catch (error) {
    if (!watch || !(error instanceof VitrineError)) throw error;
    line.say(`No server or worker takes them, and they can't be indexed here: ${error.message}`);
  }
}

const settled = ({ succeeded, failed, skipped }: ReindexJob) => succeeded + failed + skipped;

async function reportEnd({ connection, line, log }: Follow, job: ReindexJob): Promise<number> {
  line.say(describeRun(job));
  if (job.failed > 0) {
    const lines = await connection.patiently(async (database) => {
      const page = await createJobs(database, log).failures(job.id, { first: NAMED_FAILURES });
      return await describeFailures(
        database,
        page.entries.map(({ node }) => node),
      );
    });
    if (job.failed > lines.length) line.say(`The last ${lines.length} of ${job.failed} failures:`);
    for (const each of lines) line.say(each);
    line.say(
      `All of them: reindexJob(id: "${encodeGlobalId('ReindexJob', job.id)}") { failures(first: 100) ` +
        '{ nodes { product { externalId } image { url } error { code message } } } }',
    );
  }
  return job.state === 'SUCCEEDED' && job.failed === 0 ? 0 : 3;
}

/** Shows what is indexed unasked, until nothing of it is due. @returns the exit code */
export async function followBackground(follow: Follow): Promise<number> {
  const { connection, line, signal } = follow;
  const startedMs = Date.now();
  const look = () =>
    connection.patiently(async (database) => ({
      status: await createStatus(database)(),
      backlog: await readBacklog(database),
      untended: await isUntended(database),
    }));
  const before = (await look()).status.images;
  for (;;) {
    const { status, backlog, untended } = await look();
    const left = backlog.due + backlog.inWork;
    // the first model is searched once it has been seen to run
    const isNew = status.activeModel === null && status.images.total > 0;
    if (left === 0 && !isNew) {
      line.end();
      line.say(describeIndex(status, backlog));
      if (status.images.failed > 0) line.say(howToSeeFailed);
      return 0;
    }
    const { images } = status;
    const done = Math.max(0, images.indexed + images.failed - before.indexed - before.failed);
    const { perSecond, secondsLeft } = rateOf(done, left, Date.now() - startedMs);
    const rest = secondsLeft === undefined ? '' : `, about ${inWords(secondsLeft)} left`;
    line.show(
      `${images.total - images.pending} of ${images.total} pictures, ${perSecond.toFixed(1)} a second${rest}`,
    );
    await tend(follow, untended || isNew || connection.isAlone);
    await sleep(LOOK_EVERY_MS, undefined, { signal });
  }
}
