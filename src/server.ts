import { adoptModel } from './adopt-model.ts';
import { assemble, type Stoppable } from './assemble.ts';
import { runBackground } from './background.ts';
import type { Config } from './config.ts';
import { connectDatabase } from './database/connect.ts';
import { createApi } from './graphql/api.ts';
import type { Parts } from './graphql/context.ts';
import { schema } from './graphql/schema.ts';
import { openPages } from './http/pages.ts';
import { createDoor } from './http/server.ts';
import type { Log } from './log.ts';
import { openParts } from './open-parts.ts';
import { createSearch } from './search/search.ts';

/** A server that listens. Once stopped nothing of it is left: requests answered, children ended. */
export interface Running extends Stoppable {
  /** Where it listens, such as http://127.0.0.1:4000. */
  readonly url: string;
  readonly parts: Parts;
}

/**
 * Starts the parts, from the database up, and listens. The model loads behind it.
 * @throws {VitrineError} where the database can't be used, with what to do
 */
export function startVitrine(config: Config, log: Log, signal?: AbortSignal): Promise<Running> {
  const started = performance.now();
  return assemble(log, async (onStop) => {
    const opening = openPages({ config, log });
    onStop(async () => (await opening).stop());
    const connecting = connectDatabase(config, log);
    onStop(async () => (await connecting.catch(() => undefined))?.stop());
    const opened = await openParts({ config, database: connecting, log });
    onStop(opened.stop);
    signal?.throwIfAborted();

    const { database, embedder, media, catalog, indexer, imports } = opened;
    const search = createSearch({ config, database, embedder, media, pictures: embedder, log });
    const parts: Parts = { config, database, catalog, media, embedder, search, indexer, imports };

    const pages = await opening;
    const door = createDoor({ config, parts, api: createApi({ schema, parts, log }), pages, log });
    const { url } = await door.listen();
    onStop(() => door.stop());

    onStop(await adoptModel(database, embedder, log, { replace: true }));

    await reportParts(parts, log);
    const places = config.PAGES_DIR === 'none' ? '' : `; the admin: ${url}/admin`;
    log.info(
      `Vitrine answers at ${url} after ${Math.round(performance.now() - started)} ms${places}; GraphiQL: ${url}/graphiql`,
    );

    indexer.start();
    imports.start();
    const background = new AbortController();
    const working = runBackground(parts, log, background.signal);
    onStop(() => {
      background.abort();
      return working;
    });
    // its work is lost anyway, so it ends before the rest is waited for
    onStop(() => void pages.stop());
    return { url, parts };
  });
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
