import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { type Config, ConfigError, readConfig } from '../src/config.ts';
import { connectDatabase } from '../src/database/connect.ts';
import type { Database } from '../src/database/database.ts';
import { holderOf } from '../src/database/embedded/lock.ts';
import { registerModel } from '../src/database/models.ts';
import { createEmbedder } from '../src/embedding/embedder.ts';
import { messageOf, VitrineError } from '../src/errors.ts';
import { makeDueAgain } from '../src/indexing/again.ts';
import { type Backlog, readBacklog } from '../src/indexing/backlog.ts';
import { createIndexer } from '../src/indexing/indexer.ts';
import { inWords, rateOf } from '../src/indexing/progress.ts';
import { createStatus } from '../src/indexing/status.ts';
import type { IndexStatus } from '../src/indexing/types.ts';
import { createLog, type Log } from '../src/log.ts';
import { createMedia } from '../src/media/media.ts';

const usage = `usage: npm run reindex -- [--failed | --all] [--watch]

Says which pictures still lack a vector under the active model. The server indexes them by itself; where none is running,
this command does it.

  --failed   makes pictures that failed due again
  --all      makes every picture due again; each keeps its vector until it has the new one
  --watch    shows progress until nothing is left to do

Ends with 0, or 1 where it could not go on, 2 where it was called wrongly, 130 where it was stopped.`;

/** A server that is ready takes work within two seconds. */
const SERVER_TAKES_MS = 4000;
const WATCH_EVERY_MS = 2000;

class UsageError extends Error {}

function readOrder(args: readonly string[]) {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        help: { type: 'boolean', short: 'h', default: false },
        failed: { type: 'boolean', default: false },
        all: { type: 'boolean', default: false },
        watch: { type: 'boolean', default: false },
      },
    });
    if (values.failed && values.all)
      throw new Error('--all takes those that failed along: give one of the two');
    return values;
  } catch (error) {
    throw new UsageError(messageOf(error));
  }
}

type Order = ReturnType<typeof readOrder>;

async function run(order: Order, config: Config, signal: AbortSignal): Promise<number> {
  const log = createLog({ level: config.LOG_LEVEL === 'info' ? 'warn' : config.LOG_LEVEL, format: 'pretty' });
  // an embedded database that nobody has open has no server beside us
  const isAlone = config.DATABASE_URL === undefined && holderOf(config.DATA_DIR) === undefined;
  const database = await connectDatabase(config, log, { share: true });
  try {
    if (order.failed || order.all) {
      const pictures = await makeDueAgain(database, order.all ? 'all' : 'failed');
      console.log(`Pictures made due again: ${pictures}.`);
    }
    const status = createStatus(database);
    const [now, backlog] = [await status(), await readBacklog(database)];
    console.log(describe(now, backlog));
    const isNew = now.activeModel === null && now.images.total > 0;
    if (isDone(backlog) && !isNew) return 0;
    if (isAlone || isNew || !(await isServed(database, signal)))
      return await workHere(config, database, status, log, signal);
    if (order.watch) await watch(database, status, signal);
    else console.log('A server is at work on them; --watch shows how it goes.');
    return 0;
  } finally {
    await database.stop();
  }
}

function isDone({ due, inWork }: Backlog): boolean {
  return due === 0 && inWork === 0;
}

/** Whether somebody takes the work that there is. */
async function isServed(database: Database, signal: AbortSignal): Promise<boolean> {
  const untilMs = Date.now() + SERVER_TAKES_MS;
  for (;;) {
    const backlog = await readBacklog(database);
    if (backlog.inWork > 0 || isDone(backlog)) return true;
    if (Date.now() > untilMs || signal.aborted) return false;
    await sleep(250);
  }
}

/** Indexes in this process until nothing is due. */
async function workHere(
  config: Config,
  database: Database,
  status: () => Promise<IndexStatus>,
  log: Log,
  signal: AbortSignal,
): Promise<number> {
  signal.throwIfAborted();
  const embedder = await createEmbedder({ config, log });
  const indexer = createIndexer({
    config,
    database,
    embedder,
    media: createMedia({ config, database, pictures: embedder, log }),
    log,
  });
  try {
    if (embedder.model !== undefined) await registerModel(database, embedder.model);
    console.log('No server takes them, so they are indexed here.');
    indexer.start();
    await watch(database, status, signal, () => {
      const state = embedder.state();
      if (state.state === 'off')
        throw new VitrineError('MODEL_UNAVAILABLE', `There is no model: ${state.reason}`);
    });
    return 0;
  } finally {
    await indexer.stop();
    await embedder.stop();
  }
}

/** Tells how it goes until nothing is due. @param check throws where waiting makes no sense */
async function watch(
  database: Database,
  status: () => Promise<IndexStatus>,
  signal: AbortSignal,
  check: () => void = () => {},
): Promise<void> {
  const startedMs = Date.now();
  const before = (await status()).images;
  for (;;) {
    check();
    await sleep(WATCH_EVERY_MS, undefined, { signal });
    const [now, backlog] = [await status(), await readBacklog(database)];
    if (isDone(backlog)) {
      console.log(describe(now, backlog));
      return;
    }
    const { images } = now;
    const done = images.indexed + images.failed - before.indexed - before.failed;
    const { perSecond, secondsLeft } = rateOf(done, backlog.due + backlog.inWork, Date.now() - startedMs);
    const left = secondsLeft === undefined ? '' : `, about ${inWords(secondsLeft)} left`;
    console.log(
      `${images.total - images.pending} of ${images.total} pictures, ${perSecond.toFixed(1)} a second${left}`,
    );
  }
}

function describe({ images, failures, activeModel }: IndexStatus, { due, inWork, later }: Backlog): string {
  const model = activeModel === null ? 'no model yet' : `${activeModel.name} ${activeModel.version}`;
  const reasons = failures.map(({ code, count }) => `${count} ${code}`).join(', ');
  const failed = images.failed === 0 ? '' : `; ${images.failed} failed (${reasons})`;
  const waiting = due + inWork === 0 ? '' : `; ${due + inWork} are due`;
  const again = later === 0 ? '' : `; ${later} are tried again later`;
  const which =
    images.failed === 0
      ? ''
      : '\nWhich they are, each with its reason: products(filter: { indexing: FAILED }) { nodes { externalId images { url indexing { error { code message } } } } }';
  return `${images.indexed} of ${images.total} pictures have a vector (${model})${waiting}${again}${failed}.${which}`;
}

const stopping = new AbortController();
process.on('SIGINT', () => {
  if (stopping.signal.aborted) process.exit(130);
  stopping.abort();
});
process.on('SIGTERM', () => stopping.abort());

try {
  const order = readOrder(process.argv.slice(2));
  if (order.help) console.log(usage);
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
