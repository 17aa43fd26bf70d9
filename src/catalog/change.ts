import { changesNothing, type ImagePlan, planImages } from './image-plan.ts';
import type { ValidPatch, ValidProduct } from './input.ts';
import type { Product, ProductImage } from './types.ts';

/** What a shop says of a product, beside its pictures. */
export type ProductFields = Omit<Product, 'id' | 'createdAt' | 'updatedAt'>;

/** What a patch makes of a stored product. */
export interface Change {
  readonly product: Product;
  readonly fields: ProductFields;
  readonly images: ImagePlan;
}

const noImages: ImagePlan = { remove: [], move: [], insert: [] };

/** A new product's fields. */
export function newFields(input: ValidProduct): ProductFields {
  return {
    externalId: input.externalId,
    title: input.title,
    description: input.description ?? null,
    brand: input.brand ?? null,
    category: input.category ?? null,
    price: input.price ?? null,
    url: input.url ?? null,
    inStock: input.inStock ?? true,
    attributes: input.attributes ?? [],
  };
}

/** A new product's pictures. */
export function newImages(input: ValidProduct): ImagePlan {
  return planImages([], input.images ?? []);
}

/** @returns undefined where the product is like that already */
export function changeOf(
  product: Product,
  images: readonly ProductImage[],
  patch: ValidPatch,
): Change | undefined {
  const fields = patched(product, patch);
  const plan = patch.images === undefined ? noImages : planImages(images, patch.images ?? []);
  return sameFields(product, fields) && changesNothing(plan) ? undefined : { product, fields, images: plan };
}

function patched(product: Product, patch: ValidPatch): ProductFields {
  return {
    externalId: patch.externalId ?? product.externalId,
    title: patch.title ?? product.title,
    description: patch.description === undefined ? product.description : patch.description,
    brand: patch.brand === undefined ? product.brand : patch.brand,
    category: patch.category === undefined ? product.category : patch.category,
    price: patch.price === undefined ? product.price : patch.price,
    url: patch.url === undefined ? product.url : patch.url,
    inStock: patch.inStock === undefined ? product.inStock : (patch.inStock ?? true),
    attributes: patch.attributes === undefined ? product.attributes : (patch.attributes ?? []),
  };
}

function sameFields(a: ProductFields, b: ProductFields): boolean {
  return (
    a.externalId === b.externalId &&
    a.title === b.title &&
    a.description === b.description &&
    a.brand === b.brand &&
    a.category === b.category &&
    a.price?.amount === b.price?.amount &&
    a.price?.currency === b.price?.currency &&
    a.url === b.url &&
    a.inStock === b.inStock &&
    a.attributes.length === b.attributes.length &&
    a.attributes.every(
      ({ name, value }, i) => name === b.attributes[i]?.name && value === b.attributes[i]?.value,
    )
  );
}
