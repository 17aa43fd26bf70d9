import { z } from 'zod';
import { parse } from '../catalog/parse.ts';
import type { View } from '../embedding/types.ts';
import { VitrineError } from '../errors.ts';
import type { PhotoSource, SearchQuery } from '../search/types.ts';
import { builder } from './builder.ts';
import type { Context } from './context.ts';
import { ImageInput } from './image-input.ts';
import { localBigint } from './node.ts';
import { ProductKeyInput, productKeyOf } from './product-inputs.ts';

const weightDescription =
  'How much it counts among the parts of searchBy, -10 to 10; a negative one pushes away.';

const CropInput = builder.inputType('Crop', {
  description:
    'A part of a picture, upright as EXIF says and before it is rotated: fractions of its width and height, 0 to 1.',
  fields: (t) => ({
    x: t.float({ required: true, description: 'Of its left edge.' }),
    y: t.float({ required: true, description: 'Of its upper edge.' }),
    width: t.float({ required: true }),
    height: t.float({ required: true }),
  }),
});

export const PhotoQuery = builder.inputType('PhotoQuery', {
  description: 'A photo to search with.',
  fields: (t) => ({
    image: t.field({ type: ImageInput, required: true }),
    crop: t.field({ type: CropInput, description: 'The part to search with, at least 16 × 16 pixels.' }),
    rotate: t.int({ defaultValue: 0, description: '0, 90, 180 or 270 degrees, clockwise.' }),
    weight: t.float({ defaultValue: 1, description: weightDescription }),
  }),
});

const TextQuery = builder.inputType('TextQuery', {
  description: 'Words to search with, by their meaning.',
  fields: (t) => ({
    text: t.string({ required: true, description: '1 to 1,000 characters.' }),
    weight: t.float({ defaultValue: 1, description: weightDescription }),
  }),
});

const ProductQuery = builder.inputType('ProductQuery', {
  description: 'A product to search with; it is no answer itself, unless it pushes away.',
  fields: (t) => ({
    product: t.field({ type: ProductKeyInput, required: true }),
    weight: t.float({ defaultValue: 1, description: weightDescription }),
  }),
});

export const SearchQueryInput = builder.inputType('SearchQuery', {
  description:
    'What to look for, together: 1 to 8 photos, texts and products in all, one of them with a positive weight.',
  fields: (t) => ({
    photos: t.field({ type: [PhotoQuery] }),
    texts: t.field({ type: [TextQuery] }),
    products: t.field({ type: [ProductQuery] }),
  }),
});

const fraction = z
  .number()
  .min(0, { error: 'it is a fraction of the picture, 0 to 1' })
  .max(1, { error: 'it is a fraction of the picture, 0 to 1' });
const extent = fraction.refine((value) => value > 0, { error: 'nothing would be left: it is more than 0' });
/** What sums of fractions are off by. */
const tolerance = 1e-6;

const viewForm = z.object({
  crop: z
    .object({ x: fraction, y: fraction, width: extent, height: extent })
    .refine(({ x, y, width, height }) => x + width <= 1 + tolerance && y + height <= 1 + tolerance, {
      error: 'it reaches beyond the picture: x + width and y + height are at most 1',
    })
    .refine(({ x, y }) => x < 1 && y < 1, { error: 'it lies outside the picture' })
    .transform(({ x, y, width, height }) => ({
      x,
      y,
      width: Math.min(width, 1 - x),
      height: Math.min(height, 1 - y),
    }))
    .nullish(),
  rotate: z
    .union([z.literal(0), z.literal(90), z.literal(180), z.literal(270)], {
      error: 'a picture is turned by 0, 90, 180 or 270 degrees',
    })
    .nullish(),
});

/** What of a photo is looked at; undefined for all of it as it is. */
function viewOf({ crop, rotate }: typeof PhotoQuery.$inferInput, path: readonly string[]): View | undefined {
  const view = parse(viewForm, { crop, rotate }, path);
  const isCropped = view.crop ? Math.min(view.crop.width, view.crop.height) < 1 : false;
  if (!isCropped && !view.rotate) return undefined;
  return { ...(isCropped && view.crop && { crop: view.crop }), ...(view.rotate && { rotate: view.rotate }) };
}

/**
 * A photo as the domain wants it; an upload is read only where its bytes are needed.
 * @throws {VitrineError} BAD_USER_INPUT where the id is none of a picture, or no such part of one can be looked at
 */
export function photoSourceOf(
  photo: typeof PhotoQuery.$inferInput,
  path: readonly string[],
  { parts: { config } }: Pick<Context, 'parts'>,
): PhotoSource {
  const view = viewOf(photo, path);
  const seen = view === undefined ? {} : { view };
  const { upload, url, productImage } = photo.image;
  if (upload) return { read: () => upload.readBytes(config.MAX_UPLOAD_MB * 1_000_000), ...seen };
  if (url) return { url, ...seen };
  const at = [...path, 'image', 'productImage'];
  return { imageId: localBigint('ProductImage', productImage ?? '', at), ...seen };
}

/**
 * The only photo of a search.
 * @throws {VitrineError} BAD_USER_INPUT as photoSourceOf does, and where it is to push away
 */
export function onlyPhotoOf(
  photo: typeof PhotoQuery.$inferInput,
  context: Pick<Context, 'parts'>,
): PhotoSource {
  if ((photo.weight ?? 1) > 0) return photoSourceOf(photo, ['photo'], context);
  throw new VitrineError(
    'BAD_USER_INPUT',
    'photo.weight: results can be like this photo only: leave the weight out, or search by several parts with searchBy.',
    { path: ['photo', 'weight'] },
  );
}

/**
 * A composed question as the domain wants it.
 * @throws {VitrineError} BAD_USER_INPUT with the path of what can't be taken
 */
export function searchQueryOf(
  { photos, texts, products }: typeof SearchQueryInput.$inferInput,
  context: Pick<Context, 'parts'>,
): SearchQuery {
  const at = (list: string, index: number) => ['query', list, String(index)];
  return {
    photos: (photos ?? []).map((photo, index) => ({
      photo: photoSourceOf(photo, at('photos', index), context),
      weight: photo.weight ?? 1,
    })),
    texts: (texts ?? []).map(({ text, weight }) => ({ text, weight: weight ?? 1 })),
    products: (products ?? []).map(({ product, weight }, index) => ({
      product: productKeyOf(product, [...at('products', index), 'product']),
      weight: weight ?? 1,
    })),
  };
}
