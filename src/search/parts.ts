import { z } from 'zod';
import type { View } from '../embedding/types.ts';
import type { SearchQuery } from './types.ts';

const weight = z.number();
const crop = z.object({ x: z.number(), y: z.number(), width: z.number(), height: z.number() });
const rotate = z.union([z.literal(0), z.literal(90), z.literal(180), z.literal(270)]);
const id = z.string().transform(BigInt);

const partsForm = z.object({
  photos: z.array(
    z.object({
      weight,
      view: z.object({ crop: crop.exactOptional(), rotate: rotate.exactOptional() }),
      /** A picture of the catalogue; null where only the photo's vector is kept. */
      imageId: id.nullable(),
    }),
  ),
  texts: z.array(z.object({ text: z.string(), weight })),
  products: z.array(z.object({ productId: id, weight })),
});

/** What a composed search was made of, as it is kept: never a photo itself. */
export type Parts = z.output<typeof partsForm>;

export function writeParts(parts: Parts): string {
  return JSON.stringify(parts, (_key, value: unknown) => (typeof value === 'bigint' ? String(value) : value));
}

/** The inverse, of the column as it comes out of the database. */
export function readParts(column: unknown): Parts | null {
  return partsForm.nullable().parse(column);
}

/** @param productIds of the query's products, in their order */
export function partsOf({ photos, texts, products }: SearchQuery, productIds: readonly bigint[]): Parts {
  return {
    photos: photos.map(({ photo, weight }) => ({
      weight,
      view: plainView(photo.view),
      imageId: 'imageId' in photo ? photo.imageId : null,
    })),
    texts: texts.map(({ text, weight }) => ({ text, weight })),
    products: products.map(({ weight }, at) => ({ productId: productIds[at] ?? 0n, weight })),
  };
}

/** The question that parts were; undefined where a photo of it is not kept. */
export function queryOf({ photos, texts, products }: Parts): SearchQuery | undefined {
  if (photos.some(({ imageId }) => imageId === null)) return undefined;
  return {
    photos: photos.flatMap(({ imageId, view, weight }) =>
      imageId === null ? [] : [{ photo: { imageId, view }, weight }],
    ),
    texts,
    products: products.map(({ productId, weight }) => ({ product: { id: productId }, weight })),
  };
}

/** Products that are asked for by name, so that they are no answer. */
export function excludedBy({ products }: Parts): bigint[] {
  return products.filter(({ weight }) => weight > 0).map(({ productId }) => productId);
}

/** The words of all texts; null where there are none. */
export function textOf({ texts }: Pick<Parts, 'texts'>): string | null {
  return texts.length === 0 ? null : texts.map(({ text }) => text).join(', ');
}

/** Equal views are written the same. */
function plainView({ crop, rotate = 0 }: View = {}): View {
  return {
    ...(crop && { crop: { x: crop.x, y: crop.y, width: crop.width, height: crop.height } }),
    ...(rotate !== 0 && { rotate }),
  };
}
