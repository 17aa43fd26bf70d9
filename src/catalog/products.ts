import { VitrineError } from '../errors.ts';
import { changeOf, newFields, newImages } from './change.ts';
import type { ValidPatch, ValidProduct } from './input.ts';
import { changed, type Outcome, unchanged } from './outcome.ts';
import { type Executor, readImagesOfProducts, readProduct } from './rows.ts';
import type { Product, ProductKey } from './types.ts';
import type { CatalogLanguage } from './words.ts';
import { insertProducts, updateProducts, writeImages } from './write.ts';

/** @throws {VitrineError} CONFLICT where the externalId is taken */
export async function createProduct(
  transaction: Executor,
  language: CatalogLanguage,
  input: ValidProduct,
): Promise<Outcome<Product>> {
  const ids = await insertProducts(transaction, language, [newFields(input)]);
  const id = ids.get(input.externalId);
  if (id === undefined) {
    const message = `input.externalId: there is a product ${input.externalId} already; update it, or give another externalId.`;
    throw new VitrineError('CONFLICT', message, { path: ['input', 'externalId'] });
  }
  const images = newImages(input);
  await writeImages(transaction, [{ productId: id, images }]);
  return changed(await existing(transaction, { id }), [images]);
}

/** @throws {VitrineError} NOT_FOUND, or CONFLICT where a new externalId is taken */
export async function updateProduct(
  transaction: Executor,
  language: CatalogLanguage,
  key: ProductKey,
  patch: ValidPatch,
): Promise<Outcome<Product>> {
  const product = await existing(transaction, key, true);
  const images = await readImagesOfProducts(transaction, [product.id]);
  const change = changeOf(product, images.get(product.id) ?? [], patch);
  if (change === undefined) return unchanged(product);
  await updateProducts(transaction, language, [{ id: product.id, ...change.fields }]);
  await writeImages(transaction, [{ productId: product.id, images: change.images }]);
  return changed(await existing(transaction, { id: product.id }), [change.images]);
}

/** Deletes it; its pictures, their vectors and claims go with it. */
export async function deleteProduct(transaction: Executor, key: ProductKey): Promise<Outcome<Product>> {
  const product = await existing(transaction, key, true);
  const images = await readImagesOfProducts(transaction, [product.id]);
  await transaction.deleteFrom('products').where('id', '=', product.id).execute();
  return changed(product, [{ remove: images.get(product.id) ?? [], move: [], insert: [] }]);
}

/**
 * @param lock whether it stays as it is until the transaction ends
 * @throws {VitrineError} NOT_FOUND
 */
export async function existing(executor: Executor, key: ProductKey, lock = false): Promise<Product> {
  const product = await readProduct(executor, key, lock);
  if (product !== null) return product;
  const named = 'id' in key ? 'that id' : `externalId ${key.externalId}`;
  throw new VitrineError('NOT_FOUND', `There is no product with ${named}.`);
}
