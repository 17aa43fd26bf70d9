import type { ImageTower } from '../manifest.ts';

/** RGB, 8 bit, interleaved. */
export interface Raster {
  /** From the first pixel that is needed. */
  readonly data: Uint8Array;
  /** From a pixel to the one below it. */
  readonly width: number;
}

/** One direction of a resampling: of which source pixels each pixel of the result is made, and in what parts. */
export interface Axis {
  /** The first source pixel that is needed, and how many are from there. */
  readonly from: number;
  readonly needed: number;
  /** Pixels of the result. */
  readonly count: number;
  /** For each of these the first source pixel, counted from `from`. */
  readonly starts: Int32Array;
  /** For each the parts of that many source pixels, in fixed point. */
  readonly weights: Int32Array;
  readonly taps: number;
}

/** What 32 bit hold beside 8 bit of colour and 2 of overshoot. */
const fractionBits = 22;
const half = 2 ** (fractionBits - 1);

interface Filter {
  /** Beyond it the filter is 0, in pixels of whichever side has the larger ones. */
  readonly reach: number;
  readonly at: (distance: number) => number;
}

const filters: Record<ImageTower['kernel'], Filter> = {
  bilinear: { reach: 1, at: (distance) => Math.max(0, 1 - Math.abs(distance)) },
  // Keys' cubic convolution, a = -0.5
  bicubic: {
    reach: 2,
    at: (distance) => {
      const x = Math.abs(distance);
      if (x < 1) return (1.5 * x - 2.5) * x * x + 1;
      return x < 2 ? ((-0.5 * x + 2.5) * x - 4) * x + 2 : 0;
    },
  },
};

/**
 * Plans one direction of a resampling as Pillow does it, which the models were trained with: where pixels get fewer,
 * the filter is as much wider; at the borders it is cut off and what is left weighs 1.
 * @param options.source pixels of the source
 * @param options.scaled pixels that these become
 * @param options.window the part of them that is wanted
 */
export function planAxis(
  kernel: ImageTower['kernel'],
  options: {
    readonly source: number;
    readonly scaled: number;
    readonly window: { readonly start: number; readonly count: number };
  },
): Axis {
  const { source, scaled, window } = options;
  const { count } = window;
  const scale = source / scaled;
  const spread = Math.max(1, scale);
  const reach = filters[kernel].reach * spread;
  const taps = Math.min(source, Math.ceil(reach) * 2 + 1);
  const starts = new Int32Array(count);
  const weights = new Int32Array(count * taps);
  for (let index = 0; index < count; index++) {
    const centre = (window.start + index + 0.5) * scale;
    const first = Math.max(0, Math.trunc(centre - reach + 0.5));
    const end = Math.min(source, Math.trunc(centre + reach + 0.5));
    const parts = Array.from({ length: end - first }, (_, at) =>
      filters[kernel].at((first + at + 0.5 - centre) / spread),
    );
    const whole = parts.reduce((sum, part) => sum + part, 0);
    // taps that weigh nothing must lie within the source all the same
    const start = Math.min(first, source - taps);
    starts[index] = start;
    parts.forEach((part, at) => {
      weights[index * taps + first - start + at] = Math.round((part / whole) * 2 ** fractionBits);
    });
  }
  const from = starts[0] ?? 0;
  const needed = (starts[count - 1] ?? 0) + taps - from;
  return { from, needed, count, starts: starts.map((start) => start - from), weights, taps };
}

/** Rows of the picture, each with its pixels resampled along it. */
function resampleRows({ data, width }: Raster, rows: number, axis: Axis): Uint8ClampedArray {
  const { count, starts, weights, taps } = axis;
  const result = new Uint8ClampedArray(rows * count * 3);
  let to = 0;
  for (let row = 0; row < rows; row++) {
    for (let index = 0; index < count; index++) {
      let at = (row * width + (starts[index] ?? 0)) * 3;
      let red = half;
      let green = half;
      let blue = half;
      for (let tap = index * taps, end = tap + taps; tap < end; tap++, at += 3) {
        const weight = weights[tap] ?? 0;
        red += Math.imul(weight, data[at] ?? 0);
        green += Math.imul(weight, data[at + 1] ?? 0);
        blue += Math.imul(weight, data[at + 2] ?? 0);
      }
      result[to++] = red >> fractionBits;
      result[to++] = green >> fractionBits;
      result[to++] = blue >> fractionBits;
    }
  }
  return result;
}

/** Rows of `stride` values → fewer or more of them. */
function resampleColumns(data: Uint8ClampedArray, stride: number, axis: Axis): Buffer {
  const { count, starts, weights, taps } = axis;
  const result = new Uint8ClampedArray(count * stride);
  const sums = new Int32Array(stride);
  for (let index = 0; index < count; index++) {
    sums.fill(half);
    for (let tap = 0; tap < taps; tap++) {
      const weight = weights[index * taps + tap] ?? 0;
      if (weight === 0) continue;
      const from = ((starts[index] ?? 0) + tap) * stride;
      for (let at = 0; at < stride; at++)
        sums[at] = (sums[at] ?? 0) + Math.imul(weight, data[from + at] ?? 0);
    }
    for (let at = 0; at < stride; at++) result[index * stride + at] = (sums[at] ?? 0) >> fractionBits;
  }
  return Buffer.from(result.buffer);
}

/**
 * Resamples along the rows, then along the columns, rounded to 8 bit after each.
 * @returns `x.count` × `y.count` pixels, interleaved
 */
export function resample(picture: Raster, x: Axis, y: Axis): Buffer {
  return resampleColumns(resampleRows(picture, y.needed, x), x.count * 3, y);
}
