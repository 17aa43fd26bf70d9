import type { Product, ProductImage } from '../catalog/types.ts';
import type { JobFailure } from '../indexing/types.ts';
import type { Page } from '../page.ts';
import type { Loaders } from './context.ts';

/** A failure whose picture is still there. */
export type Shown<Failure extends JobFailure> = Failure & {
  readonly image: ProductImage;
  readonly product: Product;
};

/** Those whose picture and product are still there. */
export async function shownOf<Failure extends JobFailure>(
  page: Page<Failure>,
  { image, products }: Loaders,
): Promise<Page<Shown<Failure>>> {
  const entries = await Promise.all(
    page.entries.map(async ({ cursor, node }) => {
      const [picture, product] = await Promise.all([image.load(node.imageId), products.load(node.productId)]);
      return picture && product ? [{ cursor, node: { ...node, image: picture, product } }] : [];
    }),
  );
  return { ...page, entries: entries.flat() };
}
