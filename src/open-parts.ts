import { assemble, type Stoppable } from './assemble.ts';
import { type Catalog, createCatalog } from './catalog/catalog.ts';
import type { Config } from './config.ts';
import type { Database } from './database/database.ts';
import { createEmbedder } from './embedding/embedder.ts';
import type { Embedder } from './embedding/types.ts';
import { createIndexer } from './indexing/indexer.ts';
import type { Indexer } from './indexing/types.ts';
import type { Log } from './log.ts';
import { assertDataFolder } from './media/folder-identity.ts';
import { createMedia } from './media/media.ts';
import type { Media } from './media/types.ts';
import { createImports } from './sync/imports/imports.ts';
import type { Imports } from './sync/imports/types.ts';

/** What every process that indexes and imports has. The database is not stopped with the others: that is its opener's. */
export interface WorkingParts {
  readonly database: Database;
  readonly embedder: Embedder;
  readonly media: Media;
  readonly catalog: Catalog;
  readonly indexer: Indexer;
  readonly imports: Imports;
}

export interface OpenNeeds {
  readonly config: Config;
  /** The model's process starts while the database opens. */
  readonly database: Promise<Database>;
  readonly log: Log;
}

/**
 * Opens what a server and a worker have in common; the indexer and the imports take work once they are started.
 * @throws {VitrineError} what opening the database throws; CONFLICT where its pictures are kept in another DATA_DIR
 */
export function openParts({ config, database: opening, log }: OpenNeeds): Promise<WorkingParts & Stoppable> {
  return assemble(log, async (onStop) => {
    const embedder = await createEmbedder({ config, log });
    onStop(() => embedder.stop());
    const database = await opening;
    await assertDataFolder(database, config.DATA_DIR);
    const media = createMedia({ config, database, pictures: embedder, log });
    const indexer = createIndexer({ config, database, embedder, media, log });
    onStop(() => indexer.stop());
    const catalog = createCatalog({ config, database, files: media });
    const imports = createImports({ config, database, catalog, log });
    onStop(() => imports.stop());
    return { database, embedder, media, catalog, indexer, imports };
  });
}
