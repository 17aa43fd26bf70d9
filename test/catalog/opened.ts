import { type Catalog, createCatalog } from '../../src/catalog/catalog.ts';
import type { CatalogLanguage } from '../../src/catalog/words.ts';
import { connectDatabase } from '../../src/database/connect.ts';
import type { Database } from '../../src/database/database.ts';
import { freshDatabase, silent } from '../helpers/database.ts';

export interface OpenedCatalog {
  readonly catalog: Catalog;
  readonly database: Database;
  /** Hashes, in hex, of the pictures that media was asked to forget, one list a call. */
  readonly forgotten: string[][];
  /** Another catalogue over the same database. */
  inLanguage(language: CatalogLanguage): Catalog;
  stop(): Promise<void>;
}

/** A catalogue over a database of its own. */
export async function openCatalog(language: CatalogLanguage = 'simple'): Promise<OpenedCatalog> {
  const fresh = await freshDatabase();
  const database = await connectDatabase(fresh.config, silent);
  const forgotten: string[][] = [];
  const files = {
    removeUnreferenced: async (hashes: readonly Buffer[]) => {
      forgotten.push(hashes.map((hash) => hash.toString('hex')));
    },
  };
  const inLanguage = (CATALOG_LANGUAGE: CatalogLanguage) =>
    createCatalog({ config: { CATALOG_LANGUAGE }, database, files });
  return {
    catalog: inLanguage(language),
    database,
    forgotten,
    inLanguage,
    async stop() {
      await database.stop();
      await fresh.stop();
    },
  };
}

/** A picture that is stored already: its hash, with its row. */
export async function storedPicture({ kysely }: Database, byte: number): Promise<Buffer> {
  const hash = Buffer.alloc(32, byte);
  await kysely
    .insertInto('media')
    .values({ hash, format: 'png', width: 40, height: 30, bytes: 100 })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  return hash;
}

/** Every row of a table as it lies there, to tell whether anything was written. */
export async function everythingIn({ kysely }: Database): Promise<unknown> {
  return {
    products: await kysely.selectFrom('products').selectAll().orderBy('id').execute(),
    images: await kysely.selectFrom('product_images').selectAll().orderBy('id').execute(),
  };
}
