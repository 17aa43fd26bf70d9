import type { Crop } from '../embedding/types.ts';

/*
 * Where in a picture something may be: windows of several sizes, side by side with overlap, then closer ones around the
 * best. All are in fractions of the picture, and square in its pixels as far as they fit, as things tend to be.
 *
 * Measured on made photos of three things each, a quarter to a half of the photo's mean side, on plain and on
 * photographed ground: docs/search.md, Parts of a photo.
 */

export const wholePicture: Crop = { x: 0, y: 0, width: 1, height: 1 };

/** Sides of coarse windows, in fractions of the picture's mean side. */
const sides = [0.6, 0.4];
/** How far windows of one size lie apart, in fractions of their side. */
const step = 0.5;
/** A longer picture is looked at as if it were this long, so that there are never more than some 40 windows. */
const maxAspect = 4;

/**
 * Windows that cover a picture, itself first.
 * @param aspect its width over its height
 */
export function coarseWindows(aspect: number): Crop[] {
  const width = Math.sqrt(Math.min(maxAspect, Math.max(1 / maxAspect, aspect)));
  const height = 1 / width;
  const windows = [wholePicture];
  for (const side of sides) {
    const [across, down] = [placesOf(side, width), placesOf(side, height)];
    for (const y of down) {
      for (const x of across) {
        windows.push({ x: x.at, y: y.at, width: x.extent, height: y.extent });
      }
    }
  }
  return windows;
}

/** Where windows of a side lie along an edge of that length, in fractions of the edge. */
function placesOf(side: number, length: number): { readonly at: number; readonly extent: number }[] {
  const extent = Math.min(1, side / length);
  const gaps = Math.ceil((length * (1 - extent)) / (side * step) - 1e-9);
  if (gaps === 0) return [{ at: (1 - extent) / 2, extent }];
  return Array.from({ length: gaps + 1 }, (_, i) => ({ at: ((1 - extent) * i) / gaps, extent }));
}

/** Sizes of closer windows, in fractions of the one that they are around. */
const closerSizes = [1, 0.75];
/** How far they lie from its middle, in fractions of its sides. */
const closerShift = 1 / 6;

/**
 * Windows around one: a little aside, and a little smaller.
 * @param part of the picture that they must not leave
 */
export function closerWindows(window: Crop, part: Crop = wholePicture): Crop[] {
  const windows: Crop[] = [];
  for (const size of closerSizes) {
    const [width, height] = [window.width * size, window.height * size];
    for (const down of [-1, 0, 1]) {
      for (const across of [-1, 0, 1]) {
        if (size === 1 && down === 0 && across === 0) continue;
        const x = window.x + (window.width - width) / 2 + across * closerShift * window.width;
        const y = window.y + (window.height - height) / 2 + down * closerShift * window.height;
        windows.push({
          x: clamp(x, part.x, part.x + part.width - width),
          y: clamp(y, part.y, part.y + part.height - height),
          width,
          height,
        });
      }
    }
  }
  return windows;
}

function clamp(value: number, min: number, max: number): number {
  return Math.max(min, Math.min(max, value));
}

/** A window of a part of a picture, as one of the picture. */
export function placedIn(part: Crop, window: Crop): Crop {
  return {
    x: part.x + window.x * part.width,
    y: part.y + window.y * part.height,
    width: window.width * part.width,
    height: window.height * part.height,
  };
}

/** What two windows have in common, of what they cover together (intersection over union): 0 to 1. */
export function overlap(a: Crop, b: Crop): number {
  const common = commonArea(a, b);
  return common / (a.width * a.height + b.width * b.height - common);
}

/** What two windows have in common, of the smaller one: 0 to 1. */
export function containment(a: Crop, b: Crop): number {
  return commonArea(a, b) / Math.min(a.width * a.height, b.width * b.height);
}

function commonArea(a: Crop, b: Crop): number {
  const width = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x);
  const height = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y);
  return Math.max(0, width) * Math.max(0, height);
}
