import type { Config } from '../config.ts';
import type { Database } from '../database/database.ts';
import type { Log } from '../log.ts';
import { createFetch, type FetchConfig } from './fetch.ts';
import { mediaPaths } from './files.ts';
import { createStore } from './store.ts';
import { createSweep } from './sweep.ts';
import type { Media, PictureTools } from './types.ts';
import { createVariants } from './variant.ts';

export interface MediaNeeds {
  readonly config: FetchConfig & Pick<Config, 'DATA_DIR'>;
  readonly database: Database;
  readonly pictures: PictureTools;
  readonly log: Log;
}

/** Picture bytes: fetched from hostile places, kept by hash under DATA_DIR, served in widths. */
export function createMedia({ config, database, pictures, log }: MediaNeeds): Media {
  const paths = mediaPaths(config.DATA_DIR);
  const { store, read, removeUnreferenced } = createStore(database, paths, pictures);
  const { fetch, fetchIfChanged } = createFetch(config);

  /** The caller gets no more than a sentence; the operator may see why. */
  async function logged<Result>(url: string, fetching: Promise<Result>): Promise<Result> {
    try {
      return await fetching;
    } catch (error) {
      log.debug({ err: error, host: URL.parse(url)?.host }, 'a picture could not be fetched');
      throw error;
    }
  }

  return {
    fetch: (url, signal) => logged(url, fetch(url, signal)),
    fetchIfChanged: (url, known, signal) => logged(url, fetchIfChanged(url, known, signal)),
    store,
    read,
    variant: createVariants(paths, pictures, read),
    removeUnreferenced,
    sweep: createSweep(database, paths, removeUnreferenced),
  };
}
