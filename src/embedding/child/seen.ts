import sharp, { type OutputInfo, type Sharp } from 'sharp';
import type { ImageTower } from '../manifest.ts';
import type { PictureFormat, View } from '../types.ts';
import { planAxis, resample } from './resample.ts';

interface Size {
  readonly width: number;
  readonly height: number;
}

const white = '#ffffff';

/** A picture that is about to be decoded, upright. */
export interface OpenedPicture {
  readonly picture: Sharp;
  /** Of what will be decoded of it. */
  readonly size: Size;
  /** Undefined where it is decoded already. */
  readonly format?: PictureFormat;
  /** It is made of printing inks, and opened as such. */
  readonly inks?: boolean;
}

/**
 * How much larger than asked for a picture is left by the quick reduction before the exact one: what the former does
 * to details is then gone in the latter. Found by measuring: of 2, one value in twelve is off by more than 1/255 in the
 * worst photo, of 3 none.
 */
const headroom = 3;

/** How many times what the tower sees a picture may hold before what it does not see is cut off: long ones do. */
const wasteful = 4;

type Rotation = NonNullable<View['rotate']>;

interface Rgb {
  readonly data: Buffer;
  readonly info: OutputInfo;
}

async function lightToRgb(picture: Sharp): Promise<Rgb> {
  const rgb = await picture
    .flatten({ background: white })
    .toColourspace('srgb')
    .removeAlpha()
    .raw({ depth: 'uchar' })
    .toBuffer({ resolveWithObject: true });
  if (rgb.info.channels !== 3) throw new Error(`decoded to ${rgb.info.channels} channels`);
  return rgb;
}

/** As Pillow mixes printing inks: without a profile of them. */
async function inksToRgb(picture: Sharp): Promise<Rgb> {
  const { data: inks, info } = await picture
    .toColourspace('cmyk')
    .raw({ depth: 'uchar' })
    .toBuffer({ resolveWithObject: true });
  if (info.channels !== 4) throw new Error(`decoded to ${info.channels} inks`);
  const data = Buffer.alloc((inks.length / 4) * 3);
  for (let from = 0, to = 0; from < inks.length; from += 4) {
    const paper = 255 - (inks[from + 3] ?? 0);
    for (let ink = 0; ink < 3; ink++)
      data[to++] = paper - Math.round((paper * (inks[from + ink] ?? 0)) / 255);
  }
  return { data, info };
}

/** On white, in sRGB, 8 bit, interleaved. */
export function toRgb(picture: Sharp, inks = false): Promise<Rgb> {
  return inks ? inksToRgb(picture) : lightToRgb(picture);
}

/** What a picture is scaled to for a tower, and what of that the tower sees: the middle. */
function framing({ width, height }: Size, { size, resize }: ImageTower) {
  if (resize === 'squash') return { scaled: { width: size, height: size }, left: 0, top: 0 };
  const short = Math.min(width, height);
  // the long side is rounded down, and so is what is cut off on the left and above
  const scaled = {
    width: Math.trunc((size * width) / short),
    height: Math.trunc((size * height) / short),
  };
  return {
    scaled,
    left: Math.floor((scaled.width - size) / 2),
    top: Math.floor((scaled.height - size) / 2),
  };
}

/**
 * Whether a tower takes a picture's numbers as they are: Pillow, and so what CLIP and SigLIP were trained on, knows
 * neither colour profiles nor those of printing inks.
 */
export function seesPlainColours({ resize }: ImageTower): boolean {
  return resize !== 'pad';
}

/** The whole picture on white. */
async function padded(
  { picture }: OpenedPicture,
  { size, kernel }: ImageTower,
  rotate: Rotation,
): Promise<Buffer> {
  picture.resize(size, size, {
    fit: 'contain',
    background: white,
    kernel: ({ bicubic: 'cubic', bilinear: 'linear' } as const)[kernel],
  });
  // asked for any earlier, the picture would be turned before what is looked at is cut out of it
  if (rotate !== 0) picture.rotate(rotate);
  return (await toRgb(picture)).data;
}

/** Stretched, or the middle of it, as the reference implementations of CLIP and SigLIP do it. */
async function reduced(
  { picture, size: source, format, inks }: OpenedPicture,
  tower: ImageTower,
  rotate: Rotation,
): Promise<Buffer> {
  const { scaled, left, top } = framing(source, tower);
  const width = Math.min(source.width, scaled.width * headroom);
  const height = Math.min(source.height, scaled.height * headroom);
  const count = tower.size;
  const x = planAxis(tower.kernel, { source: width, scaled: scaled.width, window: { start: left, count } });
  const y = planAxis(tower.kernel, { source: height, scaled: scaled.height, window: { start: top, count } });
  if (width < source.width || height < source.height) {
    // a WebP that is reduced while it is decoded is off by more than 1/255 in one value of twenty
    picture.resize(width, height, { fit: 'fill', fastShrinkOnLoad: format === 'jpeg' });
  }
  // sharp decodes a turned picture in full where it is to cut something out of it
  const cut = width * height > x.needed * y.needed * wasteful;
  if (cut) picture.extract({ left: x.from, top: y.from, width: x.needed, height: y.needed });
  const { data, info } = await toRgb(picture, inks);
  const first = cut ? 0 : (y.from * info.width + x.from) * 3;
  const seen = resample({ data: data.subarray(first), width: info.width }, x, y);
  if (rotate === 0) return seen;
  const raw = { width: tower.size, height: tower.size, channels: 3 } as const;
  return await sharp(seen, { raw }).rotate(rotate).raw().toBuffer();
}

/**
 * A picture at the size and in the way that a model's tower asks for: RGB, 8 bit, interleaved.
 *
 * `cover` and `squash` are what Hugging Face's CLIPImageProcessor and SiglipImageProcessor make of it with Pillow, whose
 * resampling this follows; what they leave open is settled here: what is transparent lies on white.
 */
export function asSeen(opened: OpenedPicture, tower: ImageTower, { rotate = 0 }: View): Promise<Buffer> {
  return (tower.resize === 'pad' ? padded : reduced)(opened, tower, rotate);
}
