import { rm } from 'node:fs/promises';
import { VitrineError } from '../errors.ts';
import { type MediaPaths, picturePath, sizeOf, variantPath, writePending } from './files.ts';
import { createLimit } from './limit.ts';
import type { Media, PictureTools } from './types.ts';

/** The widths that pictures are served in, in pixels: few, so that they are made once and cached. */
export const VARIANT_WIDTHS = [100, 200, 400, 800, 1600] as const;
const widest = 1600;

/** Each holds a whole picture in memory while it is made. */
const maxAtOnce = 4;
const maxWaiting = 500;

/** The width in which a picture is served that is wanted at most `width` wide. */
function variantWidth(width: number): number {
  return VARIANT_WIDTHS.find((step) => step >= width) ?? widest;
}

/** See `Media.variant`. */
export function createVariants(
  paths: MediaPaths,
  pictures: PictureTools,
  read: (hash: Buffer) => Promise<Buffer>,
): Media['variant'] {
  const limit = createLimit(maxAtOnce, maxWaiting);
  const underWay = new Map<string, Promise<number>>();

  const make = async (hash: Buffer, width: number, path: string): Promise<number> => {
    const variant = await pictures.resize(await read(hash), width);
    const file = await writePending(paths, path, variant);
    await file.place();
    // the picture was removed meanwhile, and nobody would remove this
    if ((await sizeOf(picturePath(paths, hash))) === null) {
      await rm(path, { force: true });
      throw new VitrineError('NOT_FOUND', 'This picture is not stored here.');
    }
    return variant.length;
  };

  return async (hash, wanted) => {
    const width = variantWidth(wanted);
    const path = variantPath(paths, hash, width);
    const cached = await sizeOf(path);
    if (cached !== null) return { path, bytes: cached };

    const making =
      underWay.get(path) ?? limit(() => make(hash, width, path)).finally(() => underWay.delete(path));
    underWay.set(path, making);
    return { path, bytes: await making };
  };
}
