import type { Config } from '../config.ts';
import type { Database } from '../database/database.ts';
import { ensureVectorIndex } from '../database/vector-index.ts';
import type { Embedder } from '../embedding/types.ts';
import { messageOf } from '../errors.ts';
import type { Log } from '../log.ts';
import type { Media } from '../media/types.ts';
import { makeDueAgain } from './again.ts';
import { createBell } from './bell.ts';
import { createClaims } from './claims.ts';
import { createLoader } from './loader.ts';
import { countImages, readModels } from './models.ts';
import type { Result } from './outcome.ts';
import { createProgress } from './progress.ts';
import { writeResults } from './results.ts';
import { type Runner, startRunner } from './runner.ts';
import { readStanding } from './standing.ts';
import { createStatus } from './status.ts';
import { defaultTiming, type IndexerTiming } from './timing.ts';
import { createTwins } from './twins.ts';
import type { ActiveModel, Indexer } from './types.ts';
import { createWork } from './work.ts';
import { createWriter } from './writer.ts';

export interface IndexerNeeds {
  readonly config: Pick<Config, 'FETCH_CONCURRENCY'>;
  readonly database: Database;
  readonly embedder: Pick<Embedder, 'model' | 'state' | 'onChange' | 'embedImage'>;
  readonly media: Pick<Media, 'fetch' | 'store' | 'read'>;
  readonly log: Log;
  readonly timing?: Partial<IndexerTiming>;
}

/**
 * Keeps every picture's vector up to date. Its work is in the rows of image_indexing, so nothing is lost with this
 * process, and any number of processes may share it.
 */
export function createIndexer(needs: IndexerNeeds): Indexer {
  const { database, log } = needs;
  const timing = { ...defaultTiming, ...needs.timing };
  const status = createStatus(database);
  const bell = createBell();
  const endListening = database.events.subscribe('work', bell.ring);
  let stopping = false;
  let running: Promise<Runner | undefined> | undefined;

  /** The row of the embedder's model; waits until it is there. */
  async function ownModel(): Promise<ActiveModel | undefined> {
    const fingerprint = needs.embedder.model?.fingerprint;
    if (fingerprint === undefined) return undefined;
    for (;;) {
      if (stopping) return undefined;
      const model = await findModel(database, fingerprint).catch((error: unknown) => {
        log.warn(`indexing: waits for the database: ${messageOf(error)}`);
        return undefined;
      });
      if (model !== undefined) return model;
      await bell.wait(timing.pollMs);
    }
  }

  async function run(): Promise<Runner | undefined> {
    const model = await ownModel();
    if (model === undefined || stopping) return undefined;
    const progress = createProgress(status.read, database.kind === 'embedded', log, timing.progressMs);
    const loader = createLoader(needs.media, needs.config, timing.hostRestMs);
    const twins = createTwins(database, model.id);
    const write = async (results: readonly Result[]) => {
      await writeResults(database.kysely, model, results);
      database.events.publish('index');
      progress.advance();
    };
    return startRunner({
      claims: createClaims(database, model.id, timing.leaseMs),
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
  }

  return {
    start() {
      running ??= run();
    },
    standing: (imageIds) => readStanding(database, imageIds),
    status: status.read,
    models: () => readModels(database, needs.embedder),
    countImages: (modelId) => countImages(database, modelId),
    retryFailed: () => makeDueAgain(database, 'failed'),
    async stop() {
      stopping = true;
      endListening();
      bell.ring();
      status.stop();
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
