import { createBell } from '../bell.ts';
import type { Config } from '../config.ts';
import type { Database } from '../database/database.ts';
import { ensureVectorIndex } from '../database/vector-index.ts';
import type { Embedder } from '../embedding/types.ts';
import { messageOf } from '../errors.ts';
import type { Log } from '../log.ts';
import type { Media } from '../media/types.ts';
import { type Claims, createClaims } from './claims.ts';
import { createFailures } from './failures.ts';
import { skipGone } from './jobs/gone.ts';
import { createJobs } from './jobs/jobs.ts';
import { releaseEnded } from './jobs/state.ts';
import { createLoader } from './loader.ts';
import { countImages, readModels } from './models.ts';
import type { Result } from './outcome.ts';
import { createProgress } from './progress.ts';
import { writeResults } from './results.ts';
import { type Runner, startRunner } from './runner.ts';
import { readStanding } from './standing.ts';
import { createStatus } from './status.ts';
import { createTextClaims, type TextClaims } from './texts/claims.ts';
import { startTexts } from './texts/texts.ts';
import { defaultTiming, type IndexerTiming } from './timing.ts';
import { createTwins } from './twins.ts';
import type { ActiveModel, Indexer } from './types.ts';
import { createWork } from './work.ts';
import { createWriter } from './writer.ts';

export interface IndexerNeeds {
  readonly config: Pick<Config, 'FETCH_CONCURRENCY' | 'FETCH_CONCURRENCY_PER_HOST'>;
  readonly database: Database;
  readonly embedder: Pick<Embedder, 'model' | 'state' | 'onChange' | 'embedImage' | 'embedTexts'>;
  readonly media: Pick<Media, 'fetchIfChanged' | 'store' | 'read'>;
  readonly log: Log;
  readonly timing?: Partial<IndexerTiming>;
}

/** How often what was left behind is looked for: pictures by runs that ended, items by pictures that were deleted. */
const TIDY_EVERY_MS = 30_000;

interface Found {
  readonly model: ActiveModel;
  readonly claims: Claims;
  readonly textClaims: TextClaims;
}

/**
 * Keeps the vectors of every picture and of every product's texts up to date. Its work is in the rows of image_indexing
 * and text_indexing, so nothing is lost with this process, and any number of processes may share it.
 */
export function createIndexer(needs: IndexerNeeds): Indexer {
  const { database, log } = needs;
  const timing = { ...defaultTiming, ...needs.timing };
  const status = createStatus(database);
  const jobs = createJobs(database, log);
  const bell = createBell();
  const endListening = database.events.subscribe('work', bell.ring);
  let tidying: NodeJS.Timeout | undefined;
  let stopping = false;
  let running: Promise<Runner | undefined> | undefined;

  function tidy(): void {
    Promise.all([releaseEnded(database), skipGone(database)]).catch((error: unknown) =>
      log.debug(`indexing: what runs left behind is not tidied: ${messageOf(error)}`),
    );
  }

  /** The embedder's model and its work; waits until the one is registered and the database answers. */
  async function findWork(fingerprint: string): Promise<Found | undefined> {
    while (!stopping) {
      try {
        const model = await findModel(database, fingerprint);
        if (model !== undefined) {
          const claims = createClaims(database, model.id, timing.leaseMs);
          const textClaims = createTextClaims(database, model.id, timing.leaseMs);
          if (database.kind === 'embedded') {
            await claims.endOutlived();
            await textClaims.endOutlived();
          }
          return { model, claims, textClaims };
        }
      } catch (error) {
        log.warn(`indexing: waits for the database: ${messageOf(error)}`);
      }
      await bell.wait(timing.pollMs);
    }
    return undefined;
  }

  async function run(): Promise<Runner | undefined> {
    const fingerprint = needs.embedder.model?.fingerprint;
    const found = fingerprint === undefined ? undefined : await findWork(fingerprint);
    if (found === undefined || stopping) return undefined;
    const { model, claims, textClaims } = found;
    tidy();
    const progress = createProgress(
      { status, liveJobs: () => jobs.live() },
      database.kind === 'embedded',
      log,
      timing.progressMs,
    );
    const loader = createLoader(needs.media, needs.config, timing.hostRestMs);
    const twins = createTwins(database, model.id);
    const write = async (results: readonly Result[]) => {
      await writeResults(database.kysely, model, results);
      database.events.publish('index');
      progress.advance();
    };
    const pictures = startRunner({
      claims,
      work: createWork({ embedder: needs.embedder, media: needs.media, loader, twins }),
      writer: createWriter(write, log),
      embedder: needs.embedder,
      bell,
      timing,
      log,
      onBusy: progress.begin,
      onIdle: () => {
        progress.end();
        ensureVectorIndex(database, model, log).catch((error: unknown) =>
          log.warn(`The vector index could not be built, search compares every vector: ${messageOf(error)}`),
        );
      },
    });
    const texts = startTexts({ database, model, claims: textClaims, embedder: needs.embedder, timing, log });
    return {
      async stop() {
        await Promise.all([pictures.stop(), texts.stop()]);
      },
    };
  }

  return {
    start() {
      running ??= run();
      tidying ??= setInterval(tidy, TIDY_EVERY_MS);
    },
    standing: (imageIds) => readStanding(database, imageIds),
    status,
    jobs,
    failures: createFailures(database),
    models: () => readModels(database, needs.embedder),
    countImages: (modelId) => countImages(database, modelId),
    async stop() {
      stopping = true;
      endListening();
      clearInterval(tidying);
      bell.ring();
      await (await running)?.stop();
    },
  };
}

async function findModel({ kysely }: Database, fingerprint: string): Promise<ActiveModel | undefined> {
  return await kysely
    .selectFrom('models')
    .select(['id', 'name', 'version', 'dimensions', 'fingerprint'])
    .where('fingerprint', '=', fingerprint)
    .executeTakeFirst();
}
