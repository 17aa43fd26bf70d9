import { setTimeout as sleep } from 'node:timers/promises';
import { type Config, ConfigError, readConfig } from '../src/config.ts';
import { VitrineError } from '../src/errors.ts';
import { isUntended, readBacklog } from '../src/indexing/backlog.ts';
import { createJobs, hasEnded } from '../src/indexing/jobs/jobs.ts';
import { createStatus } from '../src/indexing/status.ts';
import type { ReindexJob } from '../src/indexing/types.ts';
import { createLog } from '../src/log.ts';
import { createStatusLine } from '../src/status-line.ts';
import { openConnection } from './reindex/connection.ts';
import { type Follow, followBackground, followJob } from './reindex/follow.ts';
import { createHand } from './reindex/hand.ts';
import { type Order, readOrder, UsageError, usage } from './reindex/order.ts';
import { describeIndex, describeRun, howToSeeFailed } from './reindex/words.ts';

const LINE_EVERY_MS = 2000;
const LOOK_EVERY_MS = 250;
/** So long a server that is at work needs to take something. */
const TAKEN_WITHIN_MS = 4000;

async function run(order: Order, config: Config, signal: AbortSignal): Promise<number> {
  const log = createLog({ level: config.LOG_LEVEL === 'info' ? 'warn' : config.LOG_LEVEL, format: 'pretty' });
  const line = createStatusLine(process.stdout, LINE_EVERY_MS);
  const { say } = line;
  const connection = await openConnection({ config, log, say, signal });
  const hand = createHand({ config, connection, log, say });
  const watch = order.verb === 'watch' || (order.verb !== 'status' && order.watch);
  try {
    return await carryOut(order, { connection, hand, line, log, watch, signal });
  } finally {
    line.end();
    await hand.stop();
    await connection.stop();
  }
}

async function carryOut(order: Order, follow: Follow): Promise<number> {
  const { connection, line, log } = follow;
  const jobs = createJobs(connection.database, log);
  switch (order.verb) {
    case 'status':
      return await tellStatus(follow);
    case 'watch': {
      const newest = (await jobs.live()).at(-1);
      return newest === undefined ? await followBackground(follow) : await followJob(follow, newest.id);
    }
    case 'start':
      return await goOn(follow, await start(order, follow));
    case 'resume':
      return await goOn(follow, await jobs.resume(order.id));
    case 'pause':
    case 'cancel': {
      const job = await jobs[order.verb](order.id);
      if (follow.watch) return await followJob(follow, job.id);
      line.say(describeRun(job));
      return 0;
    }
  }
}

async function tellStatus({ connection: { database, isAlone }, line, log }: Follow): Promise<number> {
  const [status, backlog] = [await createStatus(database)(), await readBacklog(database)];
  line.say(describeIndex(status, backlog));
  for (const job of await createJobs(database, log).live()) line.say(describeRun(job));
  const isNew = status.activeModel === null && status.images.total > 0;
  if ((isAlone && isNew) || (await isUntended(database)))
    line.say(
      'Nobody takes them just now: start a server or a worker, or do it here with npm run reindex -- --watch.',
    );
  if (status.images.failed > 0) line.say(`Again with npm run reindex -- --scope FAILED. ${howToSeeFailed}`);
  return 0;
}

/** Starts the run that was asked for, or joins the one that goes on; waits for the very first model. */
async function start(order: Extract<Order, { verb: 'start' }>, follow: Follow): Promise<ReindexJob> {
  const { connection, hand, line, log, signal } = follow;
  const products = order.products.map((externalId) => ({ externalId }));
  for (;;) {
    try {
      const jobs = createJobs(connection.database, log);
      const known = new Set((await jobs.live()).map((job) => job.id));
      const job = await jobs.start(order.scope, products);
      line.say(
        known.has(job.id)
          ? `Run ${job.id} of this scope goes on already; joined.`
          : `Run ${job.id} is started.`,
      );
      return job;
    } catch (error) {
      if (!(error instanceof VitrineError) || error.code !== 'MODEL_UNAVAILABLE') throw error;
      await hand.tend(true);
      await sleep(LOOK_EVERY_MS, undefined, { signal });
    }
  }
}

/** Follows a run where that was asked for, or where nobody else does it. */
async function goOn(follow: Follow, job: ReindexJob): Promise<number> {
  if (follow.watch || hasEnded(job)) return await followJob(follow, job.id);
  if (job.state !== 'PAUSED' && !(await isTaken(follow))) return await followJob(follow, job.id);
  const { line } = follow;
  line.say(describeRun(job));
  if (job.state !== 'PAUSED') line.say('A server or worker is at work on it; --watch shows how it goes.');
  return 0;
}

/** Whether somebody does the work that there is. */
async function isTaken({ connection: { database, isAlone }, hand, signal }: Follow): Promise<boolean> {
  const untilMs = Date.now() + TAKEN_WITHIN_MS;
  while (!isAlone && !hand.isWorking && Date.now() < untilMs) {
    if (!(await isUntended(database))) return true;
    await sleep(LOOK_EVERY_MS, undefined, { signal });
  }
  return false;
}

const stopping = new AbortController();
process.on('SIGINT', () => {
  if (stopping.signal.aborted) process.exit(130);
  stopping.abort();
});
process.on('SIGTERM', () => stopping.abort());

try {
  const order = readOrder(process.argv.slice(2));
  if (order === 'help') console.log(usage);
  else process.exitCode = await run(order, readConfig(), stopping.signal);
} catch (error) {
  if (stopping.signal.aborted) {
    console.log('Stopped before the end: what is left stays due.');
    process.exitCode = 130;
  } else if (error instanceof UsageError || error instanceof ConfigError) {
    const hint = error instanceof UsageError ? '; see npm run reindex -- --help' : '';
    console.error(`reindex: ${error.message}${hint}`);
    process.exitCode = 2;
  } else {
    const words =
      error instanceof VitrineError ? error.message : error instanceof Error ? error.stack : error;
    console.error(`reindex: ${words}`);
    process.exitCode = 1;
  }
}
