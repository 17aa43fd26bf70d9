import type { IndexedModel, IndexStatus, ReindexJob } from '../indexing/types.ts';
import { createLive, type Live } from '../live.ts';
import type { Log } from '../log.ts';
import type { Capabilities } from '../search/types.ts';
import type { Parts } from './context.ts';

/** How indexing stands, with all that a change of it may touch. */
export interface IndexView extends IndexStatus {
  readonly activeModel: IndexedModel | null;
  /** Those that have not ended. */
  readonly jobs: readonly ReindexJob[];
}

/** What many subscribe to at once: read once for all of them. */
export interface Watched {
  readonly index: Live<IndexView>;
  readonly capabilities: Live<Capabilities>;
}

export function createWatched(parts: Parts, log: Log): Watched {
  /** The index tells of its changes, the embedder of its own. */
  const listen = (heard: () => void) => {
    const ends = [parts.database.events.subscribe('index', heard), parts.embedder.onChange(heard)];
    return () => {
      for (const end of ends) end();
    };
  };
  return {
    index: createLive({ listen, read: () => readIndex(parts), log }),
    capabilities: createLive({ listen, read: () => parts.search.capabilities(), log }),
  };
}

export async function readIndex({ indexer }: Pick<Parts, 'indexer'>): Promise<IndexView> {
  const [status, models, jobs] = await Promise.all([indexer.status(), indexer.models(), indexer.jobs.live()]);
  const activeModel = models.find(({ id }) => id === status.activeModel?.id) ?? null;
  return { ...status, activeModel, jobs };
}
