import type { Config } from '../config.ts';
import type { Database } from '../database/database.ts';
import { addImage, removeImage } from './images.ts';
import { parseImage, parseKey, parsePatch, parsePosition, parseProduct } from './input.ts';
import { prepareLanguage } from './language.ts';
import { countProducts, listProducts } from './list.ts';
import type { Outcome } from './outcome.ts';
import { createProduct, deleteProduct, updateProduct } from './products.ts';
import { type Executor, readImagesById, readImagesOfPage, readProduct, readProductsById } from './rows.ts';
import { inTransaction } from './transaction.ts';
import type { Catalog } from './types.ts';
import { upsertProducts } from './upsert.ts';

export type { Catalog };

export interface CatalogNeeds {
  readonly config: Pick<Config, 'CATALOG_LANGUAGE'>;
  readonly database: Database;
  readonly files: {
    /** Forgets those of the given pictures that no product shows any more. */
    removeUnreferenced(hashes: readonly Buffer[]): Promise<void>;
  };
}

/** What is for sale: products and their pictures. */
export function createCatalog({ config, database, files }: CatalogNeeds): Catalog {
  const language = config.CATALOG_LANGUAGE;
  const { kysely, events } = database;

  /** Runs a write in a transaction; once it is committed, tells the others and tidies up after it. */
  async function write<Result>(work: (transaction: Executor) => Promise<Outcome<Result>>): Promise<Result> {
    const { result, changed, removedHashes } = await inTransaction(database, work);
    if (changed) {
      events.publish('work');
      events.publish('index');
    }
    // what fails here is not lost: pictures that nobody shows are swept
    if (removedHashes.length > 0) await files.removeUnreferenced(removedHashes).catch(() => {});
    return result;
  }

  return {
    prepare: (signal) => prepareLanguage(database, language, signal),

    async createProduct(input) {
      const product = parseProduct(input, ['input']);
      return write((transaction) => createProduct(transaction, language, product));
    },
    async updateProduct(by, input) {
      const [key, patch] = [parseKey(by, ['by']), parsePatch(input, ['input'])];
      return write((transaction) => updateProduct(transaction, language, key, patch));
    },
    async deleteProduct(by) {
      const key = parseKey(by, ['by']);
      return write((transaction) => deleteProduct(transaction, key));
    },
    upsertProducts: (inputs, alongside) =>
      upsertProducts({ executor: kysely, language, write, alongside }, inputs),
    async addProductImage(to, given, at) {
      const [key, image, position] = [parseKey(to, ['to']), parseImage(given, ['image']), parsePosition(at)];
      return write((transaction) => addImage(transaction, key, image, position));
    },
    removeProductImage: (imageId) => write((transaction) => removeImage(transaction, imageId)),

    productBy: async (by) => readProduct(kysely, parseKey(by, ['by'])),
    products: (request) => listProducts(kysely, language, request),
    countProducts: (filter) => countProducts(kysely, language, filter),
    productsById: (ids) => readProductsById(database, ids),
    imagesOfProducts: (productIds) => readImagesOfPage(database, productIds),
    imagesById: (ids) => readImagesById(kysely, ids),
  };
}
