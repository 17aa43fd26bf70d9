import { VitrineError } from '../../errors.ts';
import type { Crop, View } from '../types.ts';

/** In pixels, as sharp cuts them out. */
export interface Rectangle {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

interface Size {
  readonly width: number;
  readonly height: number;
}

/** Less than this shows nothing that could be searched for. */
const minCropPixels = 16;

/** What a crop cuts out of a picture of that size: whole pixels, one at least. */
export function rectangleOf({ x, y, width, height }: Crop, picture: Size): Rectangle {
  const left = Math.min(Math.round(x * picture.width), picture.width - 1);
  const top = Math.min(Math.round(y * picture.height), picture.height - 1);
  const right = Math.min(Math.round((x + width) * picture.width), picture.width);
  const bottom = Math.min(Math.round((y + height) * picture.height), picture.height);
  return { left, top, width: Math.max(1, right - left), height: Math.max(1, bottom - top) };
}

/** @throws {VitrineError} BAD_USER_INPUT where hardly anything would be left of the picture */
export function assertLargeEnough({ crop }: View, picture: Size): void {
  if (crop === undefined) return;
  const { width, height } = rectangleOf(crop, picture);
  if (Math.min(width, height) >= minCropPixels) return;
  throw new VitrineError(
    'BAD_USER_INPUT',
    `The crop leaves ${width} × ${height} of the picture's ${picture.width} × ${picture.height} pixels; at least ${minCropPixels} × ${minCropPixels} are needed: crop less.`,
  );
}

/** All of a picture. */
export const whole: Crop = { x: 0, y: 0, width: 1, height: 1 };

/** The part of a picture that holds all that several views look at. */
export function boundsOf(views: readonly View[]): Crop {
  const crops = views.map(({ crop = whole }) => crop);
  const [x, y] = [Math.min(...crops.map((crop) => crop.x)), Math.min(...crops.map((crop) => crop.y))];
  const right = Math.max(...crops.map((crop) => crop.x + crop.width));
  const bottom = Math.max(...crops.map((crop) => crop.y + crop.height));
  return { x, y, width: right - x, height: bottom - y };
}

/** A crop of a picture as one of a part of it. */
export function cropWithin(bounds: Crop, { crop = whole }: View): Crop {
  return {
    x: (crop.x - bounds.x) / bounds.width,
    y: (crop.y - bounds.y) / bounds.height,
    width: crop.width / bounds.width,
    height: crop.height / bounds.height,
  };
}

/** Pixels that are looked at along each side: enough to meet whatever could be searched for. */
const contrastSamples = 64;

/**
 * How much there is to see in a part of a picture: the standard deviation of its values, 0 to 127.5, in the channel
 * where that is largest.
 * @param picture RGB, 8 bit, interleaved
 */
export function contrastOf(picture: Size & { readonly data: Buffer }, part: Rectangle): number {
  const { data, width } = picture;
  const [stepX, stepY] = [part.width, part.height].map((side) => Math.ceil(side / contrastSamples));
  const deviations = [0, 1, 2].map((channel) => {
    let [count, sum, squares] = [0, 0, 0];
    for (let y = part.top; y < part.top + part.height; y += stepY ?? 1) {
      for (let x = part.left; x < part.left + part.width; x += stepX ?? 1) {
        const value = data[(y * width + x) * 3 + channel] ?? 0;
        count += 1;
        sum += value;
        squares += value * value;
      }
    }
    return Math.sqrt(Math.max(0, squares / count - (sum / count) ** 2));
  });
  return Math.max(...deviations);
}
