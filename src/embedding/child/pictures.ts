import sharp, { type Metadata, type Sharp } from 'sharp';
import { VitrineError } from '../../errors.ts';
import type { ImageTower } from '../manifest.ts';
import type { PictureFormat, PictureInfo, View } from '../types.ts';
import { createGate, type Place } from './gate.ts';
import { withoutPngTexts } from './png.ts';
import { formatOf, pictureError } from './refusals.ts';
import { asSeen, seesPlainColours, toRgb } from './seen.ts';
import { assertLargeEnough, boundsOf, contrastOf, cropWithin, rectangleOf, whole } from './views.ts';

/** The largest picture that is opened. */
const maxPixels = 100e6;
/** The largest one of those that are decoded whole before the first row can be used: some 20 bytes a pixel. */
const maxPixelsHeldWhole = 40e6;
/** WebP knows no longer side. */
const maxWebpSidePixels = 16_383;
/** A side of a picture that several views are cut out of: a quarter of it still fills what a model looks at. */
const viewedSidePixels = 1024;

// only these loaders exist for what follows: no SVG, no TIFF, no PDF, nothing that reads other files
sharp.block({ operation: ['VipsForeignLoad'] });
sharp.unblock({
  operation: [
    'VipsForeignLoadJpegBuffer',
    'VipsForeignLoadPngBuffer',
    'VipsForeignLoadWebpBuffer',
    'VipsForeignLoadNsgifBuffer',
    'VipsForeignLoadHeifBuffer',
  ],
});
sharp.cache(false);
// pictures run side by side, each on one thread
sharp.concurrency(1);

/** A picture as a model's image tower sees it: RGB, 8 bit, interleaved, `size` × `size`. */
export interface DecodedPicture {
  readonly rgb: Buffer;
  readonly info: PictureInfo;
}

/** In pixels, before a view is turned. */
export interface Size {
  readonly width: number;
  /** @default what WebP can hold */
  readonly height?: number | undefined;
}

/** A view of a picture. */
export interface SeenView {
  /** As the tower sees it. */
  readonly rgb: Buffer;
  /** 0 to 127.5; next to nothing where there is nothing to see. */
  readonly contrast: number;
}

export interface Pictures {
  /** Opens the whole picture, so that a damaged one is known. */
  inspect(bytes: Buffer, place: Place): Promise<PictureInfo>;
  /** A view of it as WebP that lies within a size, never enlarged, upright, without metadata. */
  resize(bytes: Buffer, size: Size, view: View, place: Place): Promise<Buffer>;
  /** Upright, on white, in sRGB, the first frame, at the size and in the way that the tower asks for. */
  decode(bytes: Buffer, tower: ImageTower, view: View, place: Place): Promise<DecodedPicture>;
  /** Several views of a picture that is opened once, each made when it is asked for. */
  decodeViews(
    bytes: Buffer,
    tower: ImageTower,
    views: readonly View[],
    place: Place,
  ): AsyncGenerator<SeenView, void>;
  /** How long the picture that is longest in work has been in work. */
  oldestWorkMs(): number;
}

interface Opened {
  readonly info: PictureInfo;
  /** More than 8 bit a channel. */
  readonly deep: boolean;
  /** Made of printing inks. */
  readonly inks: boolean;
}

async function readInfo(bytes: Buffer): Promise<Opened> {
  if (bytes.length === 0) throw new VitrineError('BAD_IMAGE', 'The picture is empty: send its bytes.');
  // the limit is checked by hand, for words that say what was wrong
  const metadata = await sharp(bytes, { limitInputPixels: false }).metadata();
  const format = formatOf(metadata);
  const { width, height } = metadata.autoOrient;
  const deep = metadata.depth !== 'uchar';
  const limit = pixelLimit(metadata, format, deep);
  if (width * height > limit) {
    const megapixels = Math.round((width * height) / 1e6);
    throw new VitrineError(
      'PAYLOAD_TOO_LARGE',
      `The picture has ${megapixels} megapixels (${width} × ${height}); at most ${limit / 1e6} are opened of its kind: send a smaller one.`,
    );
  }
  return { info: { format, width, height }, deep, inks: metadata.space === 'cmyk' };
}

function pixelLimit({ isProgressive }: Metadata, format: PictureFormat, deep: boolean): number {
  const heldWhole = format === 'avif' || (format === 'png' && isProgressive === true);
  if (!heldWhole) return maxPixels;
  return deep ? maxPixelsHeldWhole / 2 : maxPixelsHeldWhole;
}

/**
 * Opens pictures, hostile ones included: judged by content alone, bounded in pixels, time, and how many are open.
 * @param options.slots how many are decoded at once
 */
export function createPictures(options: {
  readonly slots: number;
  readonly timeoutSeconds: number;
}): Pictures {
  const slots = createGate(options.slots);
  // an interlaced picture is held whole: several large ones are opened one after the other
  const pixels = createGate(maxPixels);
  /** When each piece of work on a picture began, oldest first. */
  const begun = new Set<{ readonly sinceMs: number }>();

  async function watched<Value>(work: () => Promise<Value>): Promise<Value> {
    const beginning = { sinceMs: performance.now() };
    begun.add(beginning);
    return await work().finally(() => begun.delete(beginning));
  }

  function open(bytes: Buffer, { deep, inks }: Opened, plain: boolean): Sharp {
    const picture = sharp(bytes, { limitInputPixels: maxPixels, failOn: 'error', ignoreIcc: plain })
      .timeout({ seconds: options.timeoutSeconds })
      .autoOrient();
    if (inks && plain) return picture.pipelineColourspace('cmyk');
    // left at 16 bit, it would be worked on in a wider colour space, and cut off instead of rounded
    return deep ? picture.pipelineColourspace('srgb') : picture;
  }

  async function withPicture<Value>(
    given: Buffer,
    place: Place,
    use: (picture: Sharp, opened: Opened) => Promise<Value>,
    plain = false,
  ): Promise<Value> {
    using _slot = await slots.enter(1, place);
    try {
      const bytes = withoutPngTexts(given);
      const opened = await watched(() => readInfo(bytes));
      using _pixels = await pixels.enter(opened.info.width * opened.info.height, place);
      return await watched(() => use(open(bytes, opened, plain), opened));
    } catch (error) {
      place.signal.throwIfAborted();
      throw pictureError(error);
    }
  }

  return {
    inspect: (bytes, place) =>
      withPicture(bytes, place, async (picture, { info }) => {
        await picture.resize(16, 16, { fit: 'fill', kernel: 'nearest' }).raw().toBuffer();
        return info;
      }),

    resize: (bytes, { width, height = maxWebpSidePixels }, { crop, rotate = 0 }, place) =>
      withPicture(bytes, place, (picture, { info }) => {
        if (crop !== undefined) picture.extract(rectangleOf(crop, info));
        const resized = picture.resize({ width, height, fit: 'inside', withoutEnlargement: true });
        return (rotate === 0 ? resized : resized.rotate(rotate))
          .toColourspace('srgb')
          .webp({ quality: 82 })
          .toBuffer();
      }),

    decode: (bytes, tower, view, place) => {
      const plain = seesPlainColours(tower);
      return withPicture(
        bytes,
        place,
        async (picture, { info, inks }) => {
          assertLargeEnough(view, info);
          const size = rectangleOf(view.crop ?? whole, info);
          if (view.crop !== undefined) picture.extract(size);
          const opened = { picture, size, format: info.format, inks: inks && plain };
          return { rgb: await asSeen(opened, tower, view), info };
        },
        plain,
      );
    },

    async *decodeViews(bytes, tower, views, place) {
      const bounds = boundsOf(views);
      const plain = seesPlainColours(tower);
      const { data, info } = await withPicture(
        bytes,
        place,
        (picture, { info: { width, height }, inks }) => {
          const part = rectangleOf(bounds, { width, height });
          if (part.width < width || part.height < height) picture.extract(part);
          const side = viewedSidePixels;
          picture.resize(side, side, { fit: 'inside', withoutEnlargement: true });
          return toRgb(picture, inks && plain);
        },
        plain,
      );
      const raw = { width: info.width, height: info.height, channels: 3 } as const;
      for (const view of views) {
        place.signal.throwIfAborted();
        const part = rectangleOf(cropWithin(bounds, view), raw);
        const picture = sharp(data, { raw }).extract(part);
        const rgb = await asSeen({ picture, size: part }, tower, view);
        yield { rgb, contrast: contrastOf({ ...raw, data }, part) };
      }
    },

    oldestWorkMs() {
      const [oldest] = begun;
      return oldest === undefined ? 0 : performance.now() - oldest.sinceMs;
    },
  };
}
