import DataLoader from 'dataloader';
import type { Catalog } from '../catalog/catalog.ts';
import type { Product, ProductImage } from '../catalog/types.ts';
import type { Config } from '../config.ts';
import type { Database } from '../database/database.ts';
import type { Embedder } from '../embedding/types.ts';
import type { ImageIndexing, IndexedModel, Indexer } from '../indexing/types.ts';
import type { Log } from '../log.ts';
import type { Media } from '../media/types.ts';
import type { Search } from '../search/types.ts';
import type { Imports } from '../sync/imports/types.ts';
import type { Watched } from './watched.ts';

/** The parts of the server that resolvers call. */
export interface Parts {
  readonly config: Config;
  readonly database: Database;
  readonly catalog: Catalog;
  readonly media: Media;
  readonly embedder: Embedder;
  readonly search: Search;
  readonly indexer: Indexer;
  readonly imports: Imports;
}

/** What one request has asked for already: each thing is read once, together with its kind. */
export interface Loaders {
  readonly products: DataLoader<bigint, Product | null>;
  /** By product, main picture first. */
  readonly images: DataLoader<bigint, readonly ProductImage[]>;
  readonly image: DataLoader<bigint, ProductImage | null>;
  /** By picture. */
  readonly indexing: DataLoader<bigint, ImageIndexing | null>;
  readonly models: DataLoader<number, IndexedModel | null>;
}

/** What every resolver is given. */
export interface Context {
  readonly parts: Parts;
  readonly loaders: Loaders;
  readonly watched: Watched;
  /** Aborted when the caller goes away. */
  readonly signal: AbortSignal;
  readonly log: Log;
  readonly requestId: string;
  /** How the caller reaches this server, without a slash at its end. */
  readonly publicUrl: string;
}

// as many as one answer can hold in its widest list; more would only make one statement larger
const maxBatchSize = 1000;

function byKey<Id, Value, Missing>(
  read: (ids: readonly Id[]) => Promise<ReadonlyMap<Id, Value>>,
  missing: Missing,
): DataLoader<Id, Value | Missing> {
  return new DataLoader(
    async (ids) => {
      const found = await read(ids);
      return ids.map((id) => found.get(id) ?? missing);
    },
    { maxBatchSize },
  );
}

/** Makes what was read before a change be read again after it: one request may hold several mutations, and a
 * subscription lives through many changes. */
export function forgetLoaded({ products, images, image, indexing, models }: Loaders): void {
  for (const loader of [products, images, image, indexing, models]) loader.clearAll();
}

/** The loaders of one request. */
export function createLoaders({ catalog, indexer }: Pick<Parts, 'catalog' | 'indexer'>): Loaders {
  return {
    products: byKey((ids) => catalog.productsById(ids), null),
    images: byKey((ids) => catalog.imagesOfProducts(ids), []),
    image: byKey((ids) => catalog.imagesById(ids), null),
    indexing: byKey((ids) => indexer.standing(ids), null),
    // there are few: all are read, whichever is asked for
    models: byKey(async () => new Map((await indexer.models()).map((model) => [model.id, model])), null),
  };
}
