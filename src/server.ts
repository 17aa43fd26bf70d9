import { adoptModel } from './adopt-model.ts';
import { runBackground } from './background.ts';
import { createCatalog } from './catalog/catalog.ts';
import type { Config } from './config.ts';
import { connectDatabase } from './database/connect.ts';
import { createEmbedder } from './embedding/embedder.ts';
import { messageOf } from './errors.ts';
import { createApi } from './graphql/api.ts';
import type { Parts } from './graphql/context.ts';
import { schema } from './graphql/schema.ts';
import { createDoor } from './http/server.ts';
import { createIndexer } from './indexing/indexer.ts';
import type { Log } from './log.ts';
import { createMedia } from './media/media.ts';
import { createSearch } from './search/search.ts';

/** A server that listens. */
export interface Running {
  /** Where it listens, such as http://127.0.0.1:4000. */
  readonly url: string;
  readonly parts: Parts;
  /** Settles once nothing of it is left: requests answered, children ended. */
  stop(): Promise<void>;
}

/**
 * Starts the parts, from the database up, and listens. The model loads behind it.
 * @throws {VitrineError} where the database can't be used, with what to do
 */
export async function startVitrine(config: Config, log: Log, signal?: AbortSignal): Promise<Running> {
  const started = performance.now();
  // the last started is the first stopped
  const stops: (() => Promise<void>)[] = [];
  const stop = async () => {
    for (const end of stops.splice(0).reverse()) {
      await end().catch((error: unknown) => log.warn(`while stopping: ${messageOf(error)}`));
    }
  };

  try {
    // the embedder's child starts while the database opens
    const embedderStarting = createEmbedder({ config, log });
    embedderStarting.then((embedder) => stops.unshift(() => embedder.stop())).catch(() => {});
    const database = await connectDatabase(config, log);
    stops.push(() => database.stop());
    const embedder = await embedderStarting;
    signal?.throwIfAborted();

    const media = createMedia({ config, database, pictures: embedder, log });
    const catalog = createCatalog({ config, database, files: media });
    const search = createSearch({ config, database, embedder, media, log });
    const indexer = createIndexer({ config, database, embedder, media, log });
    stops.push(() => indexer.stop());
    const parts: Parts = { config, database, catalog, media, embedder, search, indexer };

    const door = createDoor({ config, parts, api: createApi({ schema, parts, log }), log });
    const { url } = await door.listen();
    stops.push(() => door.stop());

    const endWaiting = await adoptModel(database, embedder, log);
    stops.push(async () => endWaiting());

    await reportParts(parts, log);
    log.info(
      `Vitrine answers at ${url} after ${Math.round(performance.now() - started)} ms; search by photo: ${url}/try`,
    );

    indexer.start();
    const background = new AbortController();
    const working = runBackground(parts, log, background.signal);
    stops.push(async () => {
      background.abort();
      await working;
    });
    return { url, parts, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** A line a part: on or off, and why. */
async function reportParts({ config, database, embedder, search }: Parts, log: Log): Promise<void> {
  const where = database.kind === 'embedded' ? `embedded, under ${config.DATA_DIR}` : 'PostgreSQL server';
  log.info(`database: on (${where})`);
  for (const notice of database.notices) log.warn(`database: ${notice}`);
  const state = embedder.state();
  const model = embedder.model === undefined ? '' : `${embedder.model.name} ${embedder.model.version}`;
  if (state.state === 'off') log.warn(`model: off (${state.reason})`);
  else log.info(`model: ${state.state === 'ready' ? 'on' : 'loading'} (${model})`);
  for (const [name, { available, degraded, reason }] of Object.entries(await search.capabilities())) {
    log.info(
      `${name}: ${available ? (degraded ? 'on, degraded' : 'on') : 'off'}${reason === null ? '' : ` (${reason})`}`,
    );
  }
}
