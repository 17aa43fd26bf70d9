import { setTimeout as sleep } from 'node:timers/promises';
import type { Config } from './config.ts';
import type { Database } from './database/database.ts';
import { messageOf, VitrineError } from './errors.ts';
import type { Parts } from './graphql/context.ts';
import type { Log } from './log.ts';
import { loadDemo } from './sync/demo.ts';

const tidyEveryMs = 3_600_000;
const calibrateEveryMs = 20_000;
const progressEveryMs = 2000;
const retryMs = 3000;
/** What nobody foresaw may pass too, such as two transactions that waited for each other. */
const failedMs = 30_000;

/**
 * What a server does unasked beside indexing: brings words up to date, fills a new catalogue with the demo, tidies, and
 * learns what scores mean.
 */
export async function runBackground(parts: Parts, log: Log, signal: AbortSignal): Promise<void> {
  await Promise.all([fillAndTidy(parts, log, signal), keepCalibrated(parts, log, signal)]);
}

/** Looks often whether it is due, which costs next to nothing: on a new catalogue it is within the first minute. */
async function keepCalibrated({ search }: Pick<Parts, 'search'>, log: Log, signal: AbortSignal) {
  while (!signal.aborted) {
    await sleep(calibrateEveryMs, undefined, { signal }).catch(() => {});
    if (signal.aborted) return;
    await search.calibrate(signal).catch((error: unknown) => {
      if (!signal.aborted) log.warn(`could not learn what scores mean: ${messageOf(error)}`);
    });
  }
}

async function fillAndTidy(
  { config, database, catalog, media, search, indexer, imports }: Parts,
  log: Log,
  signal: AbortSignal,
) {
  const tidy = async () => {
    await media.sweep().catch((error: unknown) => log.warn(`could not tidy pictures: ${messageOf(error)}`));
    await search.history
      .forgetOld()
      .catch((error: unknown) => log.warn(`could not forget old searches: ${messageOf(error)}`));
    await indexer.jobs
      .forgetOld()
      .catch((error: unknown) => log.warn(`could not forget old runs: ${messageOf(error)}`));
    await imports.tidy().catch((error: unknown) => log.warn(`could not tidy imports: ${messageOf(error)}`));
  };
  const timer = setInterval(tidy, tidyEveryMs);
  signal.addEventListener('abort', () => clearInterval(timer), { once: true });
  const work = async () => {
    await catalog.prepare(signal);
    if (await wantsDemo(config, database)) {
      await rememberDemo(database, 'loading');
      log.info('demo: filling the empty catalogue with about 1,500 figurines; search works meanwhile');
      let told = 0;
      await loadDemo({
        catalog,
        media,
        log,
        signal,
        onProgress: ({ done, total }) => {
          if (Date.now() - told < progressEveryMs) return;
          told = Date.now();
          log.info(`demo: ${done} of ${total} products`);
        },
      });
      await rememberDemo(database, 'loaded');
      log.info('demo: loaded; pictures are indexed behind');
    }
    await tidy();
  };
  for (let isDone = false; !isDone && !signal.aborted; ) {
    try {
      await work();
      isDone = true;
    } catch (error) {
      if (signal.aborted) return;
      // what was done stays done, so that it goes on where it stood
      const passes = error instanceof VitrineError && error.retryAfterSeconds !== undefined;
      if (passes) log.warn(`background work waits: ${messageOf(error)}`);
      else
        log.error(`background work failed, and is tried again in ${failedMs / 1000} s: ${messageOf(error)}`);
      await sleep(passes ? retryMs : failedMs, undefined, { signal }).catch(() => {});
    }
  }
}

/** An interrupted demo goes on; one that was loaded, and perhaps deleted since, does not come back. */
async function wantsDemo(config: Config, { kind, kysely }: Database): Promise<boolean> {
  if (config.DEMO === 'off') return false;
  const fact = await kysely.selectFrom('facts').select('value').where('name', '=', 'demo').executeTakeFirst();
  if (fact !== undefined) return fact.value === 'loading';
  if (config.DEMO === 'auto' && kind !== 'embedded') return false;
  return (await kysely.selectFrom('products').select('id').limit(1).executeTakeFirst()) === undefined;
}

async function rememberDemo({ kysely }: Database, value: 'loading' | 'loaded'): Promise<void> {
  await kysely
    .insertInto('facts')
    .values({ name: 'demo', value })
    .onConflict((conflict) => conflict.column('name').doUpdateSet({ value }))
    .execute();
}
