import type { Catalog, ProductInput as NewProduct } from '../catalog/types.ts';
import { builder } from './builder.ts';
import { type Context, forgetLoaded } from './context.ts';
import { Conflict, ImageFailure, NotFound } from './errors.ts';
import { ImageInput, newImageOf, newImagesOf } from './image-input.ts';
import { localBigint } from './node.ts';
import { ProductImageRef, ProductRef } from './product.ts';
import { ProductInput, ProductKeyInput, ProductPatch, productKeyOf } from './product-inputs.ts';

builder.mutationField('createProduct', (t) =>
  t.field({
    type: ProductRef,
    description: 'Creates a product. Conflict where its externalId is taken.',
    args: { input: t.arg({ type: ProductInput, required: true }) },
    errors: { types: [Conflict, ImageFailure, NotFound], dataField: { name: 'product' } },
    resolve: async (_root, { input }, context) => {
      const product = await productOf(input, ['input'], context);
      return written(context, (catalog) => catalog.createProduct(product));
    },
  }),
);

builder.mutationField('updateProduct', (t) =>
  t.field({
    type: ProductRef,
    description: 'Changes a product.',
    args: {
      by: t.arg({ type: ProductKeyInput, required: true }),
      input: t.arg({ type: ProductPatch, required: true }),
    },
    errors: { types: [Conflict, ImageFailure, NotFound], dataField: { name: 'product' } },
    resolve: async (_root, { by, input }, context) => {
      const key = productKeyOf(by, ['by']);
      const images = await newImagesOf(input.images, ['input', 'images'], context);
      return written(context, (catalog) => catalog.updateProduct(key, { ...input, images }));
    },
  }),
);

builder.mutationField('deleteProduct', (t) =>
  t.field({
    type: ProductRef,
    description:
      'Deletes a product with its pictures, their vectors, and the files that no other product shows.',
    args: { by: t.arg({ type: ProductKeyInput, required: true }) },
    errors: {
      types: [NotFound],
      dataField: { name: 'product', description: 'As it was; its pictures are gone with it.' },
    },
    resolve: (_root, { by }, context) => {
      const key = productKeyOf(by, ['by']);
      return written(context, (catalog) => catalog.deleteProduct(key));
    },
  }),
);

builder.mutationField('addProductImage', (t) =>
  t.field({
    type: ProductImageRef,
    description: 'Adds a picture to a product. Conflict where the product shows it already.',
    args: {
      to: t.arg({ type: ProductKeyInput, required: true }),
      image: t.arg({ type: ImageInput, required: true }),
      position: t.arg.int({ description: 'Before which one, from 1; left out: after the last.' }),
    },
    errors: { types: [Conflict, ImageFailure, NotFound], dataField: { name: 'image' } },
    resolve: async (_root, { to, image, position }, context) => {
      const key = productKeyOf(to, ['to']);
      const made = await newImageOf(image, ['image'], context);
      return written(context, (catalog) => catalog.addProductImage(key, made, position ?? undefined));
    },
  }),
);

builder.mutationField('removeProductImage', (t) =>
  t.field({
    type: ProductRef,
    description: 'Removes a picture; those after it move up.',
    args: { id: t.arg.id({ required: true }) },
    errors: { types: [NotFound], dataField: { name: 'product' } },
    resolve: (_root, { id }, context) => {
      const imageId = localBigint('ProductImage', id, ['id']);
      return written(context, (catalog) => catalog.removeProductImage(imageId));
    },
  }),
);

/** A product as the catalogue takes it, its uploads stored. */
export async function productOf(
  input: typeof ProductInput.$inferInput,
  path: readonly string[],
  context: Context,
): Promise<NewProduct> {
  return { ...input, images: await newImagesOf(input.images, [...path, 'images'], context) };
}

/** Changes the catalogue; what this request has read of it before is read again. */
export async function written<Result>(
  { parts: { catalog }, loaders }: Context,
  change: (catalog: Catalog) => Promise<Result>,
): Promise<Result> {
  const result = await change(catalog);
  forgetLoaded(loaders);
  return result;
}
