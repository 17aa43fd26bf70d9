import { maxImagesPerProduct } from '../catalog/input.ts';
import type { NewImage } from '../catalog/types.ts';
import { VitrineError } from '../errors.ts';
import type { StoredPicture } from '../media/types.ts';
import type { UploadedFile } from '../uploaded-file.ts';
import { builder } from './builder.ts';
import type { Context, Parts } from './context.ts';
import { localBigint } from './node.ts';

export const ImageInput = builder.inputType('ImageInput', {
  description: 'A picture: one of the three.',
  isOneOf: true,
  fields: (t) => ({
    upload: t.field({ type: 'Upload', description: 'JPEG, PNG, WebP, GIF or AVIF, judged by its content.' }),
    url: t.field({ type: 'URL', description: 'Where it is: http or https, a public address.' }),
    productImage: t.id({ description: 'The id of a ProductImage: a picture that a product shows.' }),
  }),
});

type GivenImage = typeof ImageInput.$inferInput;

/**
 * A picture for the catalogue. An uploaded one is stored first; one that then finds no product is swept.
 * @param path where it stands in the arguments, such as `['input', 'images', '0']`
 * @throws {VitrineError} BAD_USER_INPUT, NOT_FOUND or, for the bytes, BAD_IMAGE, UNSUPPORTED_FORMAT, PAYLOAD_TOO_LARGE
 */
export async function newImageOf(
  { upload, url, productImage }: GivenImage,
  path: readonly string[],
  { parts: { config, media }, loaders }: Context,
): Promise<NewImage> {
  if (upload) {
    const { hash } = await store(upload, path, { config, media });
    return { mediaHash: hash };
  }
  if (url) return { sourceUrl: url };
  const at = [...path, 'productImage'];
  const image = productImage ? await loaders.image.load(localBigint('ProductImage', productImage, at)) : null;
  if (image === null) {
    throw new VitrineError('NOT_FOUND', `${at.join('.')}: there is no picture with that id.`, { path: at });
  }
  const { mediaHash, sourceUrl } = image;
  if (mediaHash !== null) return sourceUrl === null ? { mediaHash } : { mediaHash, sourceUrl };
  if (sourceUrl !== null) return { sourceUrl };
  throw new Error('a picture has neither bytes nor a source');
}

async function store(
  upload: UploadedFile,
  path: readonly string[],
  { config, media }: Pick<Parts, 'config' | 'media'>,
): Promise<StoredPicture> {
  try {
    return await media.store(await upload.readBytes(config.MAX_UPLOAD_MB * 1_000_000));
  } catch (error) {
    if (!(error instanceof VitrineError)) throw error;
    const { code, message, retryAfterSeconds } = error;
    throw new VitrineError(code, `${path.join('.')}.upload: ${message}`, {
      path: [...path, 'upload'],
      ...(retryAfterSeconds !== undefined && { retryAfterSeconds }),
      cause: error,
    });
  }
}

/** Starts reading those that are named by their id, all in one go, before each is asked for by itself. */
export function readNamedImages(images: readonly GivenImage[], context: Context): void {
  for (const image of images) {
    // what is wrong with one is said where it is asked for
    if (image.productImage) newImageOf(image, [], context).catch(() => {});
  }
}

/** Pictures for the catalogue, one after the other, so that one upload at a time is in memory; null and undefined
 * stay what they are. */
export async function newImagesOf(
  images: readonly GivenImage[] | null | undefined,
  path: readonly string[],
  context: Context,
): Promise<NewImage[] | null | undefined> {
  if (!images) return images;
  // before any of them is looked up or opened
  if (images.length > maxImagesPerProduct) {
    const message = `${path.join('.')}: at most ${maxImagesPerProduct} pictures are taken`;
    throw new VitrineError('BAD_USER_INPUT', message, { path });
  }
  readNamedImages(images, context);
  const made: NewImage[] = [];
  for (const [index, image] of images.entries()) {
    made.push(await newImageOf(image, [...path, String(index)], context));
  }
  return made;
}
