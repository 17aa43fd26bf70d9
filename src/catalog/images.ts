import { VitrineError } from '../errors.ts';
import { type ImagePlan, isSame } from './image-plan.ts';
import { maxImagesPerProduct } from './input.ts';
import { changed, type Outcome } from './outcome.ts';
import { existing } from './products.ts';
import { type Executor, readImagesById, readImagesOfProducts } from './rows.ts';
import type { NewImage, Product, ProductImage, ProductKey } from './types.ts';
import { touchProduct, writeImages } from './write.ts';

/**
 * Adds a picture before the one at `position`, or as the last one.
 * @throws {VitrineError} NOT_FOUND, CONFLICT where the product shows it already, BAD_USER_INPUT where it has too many
 */
export async function addImage(
  transaction: Executor,
  key: ProductKey,
  image: NewImage,
  position = maxImagesPerProduct,
): Promise<Outcome<ProductImage>> {
  const { id: productId } = await existing(transaction, key, true);
  const current = (await readImagesOfProducts(transaction, [productId])).get(productId) ?? [];
  if (current.some((row) => isSame(row, image))) {
    throw new VitrineError('CONFLICT', 'image: the product shows this picture already.', { path: ['image'] });
  }
  if (current.length >= maxImagesPerProduct) {
    const message = `image: a product has at most ${maxImagesPerProduct} pictures; remove one first.`;
    throw new VitrineError('BAD_USER_INPUT', message, { path: ['image'] });
  }
  const at = Math.min(position, current.length + 1);
  const after = current.filter((row) => row.position >= at);
  const plan: ImagePlan = {
    remove: [],
    move: after.map((row) => ({ id: row.id, position: row.position + 1 })),
    insert: [{ image, position: at }],
  };
  await writeImages(transaction, [{ productId, images: plan }]);
  await touchProduct(transaction, productId);
  const rows = (await readImagesOfProducts(transaction, [productId])).get(productId);
  const added = rows?.find((row) => row.position === at);
  if (added === undefined)
    throw new Error(`product ${productId} has no picture ${at} after one was put there`);
  return changed(added, [plan]);
}

/** Removes a picture; those after it move up. @throws {VitrineError} NOT_FOUND */
export async function removeImage(transaction: Executor, imageId: bigint): Promise<Outcome<Product>> {
  const notFound = () => new VitrineError('NOT_FOUND', 'There is no picture with that id.');
  const productId = (await readImagesById(transaction, [imageId])).get(imageId)?.productId;
  if (productId === undefined) throw notFound();
  await existing(transaction, { id: productId }, true);
  // read again: another one may have removed it, or moved the others, before the product was locked
  const current = (await readImagesOfProducts(transaction, [productId])).get(productId) ?? [];
  const removed = current.find(({ id }) => id === imageId);
  if (removed === undefined) throw notFound();
  const after = current.filter(({ position }) => position > removed.position);
  const plan: ImagePlan = {
    remove: [removed],
    move: after.map(({ id, position }) => ({ id, position: position - 1 })),
    insert: [],
  };
  await writeImages(transaction, [{ productId, images: plan }]);
  await touchProduct(transaction, productId);
  return changed(await existing(transaction, { id: productId }), [plan]);
}
