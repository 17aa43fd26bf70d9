import type { Crop, Photo } from '../question.ts';

export type Rotation = Photo['rotate'];
export type Edge = 'left' | 'top' | 'right' | 'bottom';

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

export const whole: Crop = { x: 0, y: 0, width: 1, height: 1 };

const back = { 0: 0, 90: 270, 180: 180, 270: 90 } as const;
const next = { 0: 90, 90: 180, 180: 270, 270: 0 } as const;

/** A quarter more, clockwise. */
export function quarterOn(rotate: Rotation): Rotation {
  return next[rotate];
}

/** Where a part of a picture lies once the picture is turned clockwise: in fractions of the turned picture. */
export function turned(part: Crop, rotate: Rotation): Crop {
  const { x, y, width, height } = part;
  if (rotate === 90) return inside({ x: 1 - y - height, y: x, width: height, height: width });
  if (rotate === 180) return inside({ x: 1 - x - width, y: 1 - y - height, width, height });
  if (rotate === 270) return inside({ x: y, y: 1 - x - width, width: height, height: width });
  return part;
}

/** The other way: which part of the picture, before it is turned, is seen there. */
export function unturned(part: Crop, rotate: Rotation): Crop {
  return turned(part, back[rotate]);
}

/** The size of a picture once it is turned. */
export function turnedSize({ width, height }: Size, rotate: Rotation): Size {
  return rotate === 90 || rotate === 270 ? { width: height, height: width } : { width, height };
}

/** The part between two corners, which may lie outside of the picture. */
export function between(one: Point, other: Point): Crop {
  const [left, right] = inOrder(fraction(one.x), fraction(other.x));
  const [top, bottom] = inOrder(fraction(one.y), fraction(other.y));
  return { x: left, y: top, width: right - left, height: bottom - top };
}

/** The part shifted as far as the picture goes. */
export function moved(part: Crop, by: Point): Crop {
  return {
    ...part,
    x: clamp(part.x + by.x, 0, 1 - part.width),
    y: clamp(part.y + by.y, 0, 1 - part.height),
  };
}

/**
 * The part with some of its edges shifted, as far as the picture goes and never beyond the opposite ones.
 * @param least what stays of it
 */
export function stretched(part: Crop, edges: readonly Edge[], by: Point, least: Size): Crop {
  let [left, top, right, bottom] = [part.x, part.y, part.x + part.width, part.y + part.height];
  if (edges.includes('left')) left = clamp(left + by.x, 0, Math.max(0, right - least.width));
  if (edges.includes('right')) right = clamp(right + by.x, Math.min(1, left + least.width), 1);
  if (edges.includes('top')) top = clamp(top + by.y, 0, Math.max(0, bottom - least.height));
  if (edges.includes('bottom')) bottom = clamp(bottom + by.y, Math.min(1, top + least.height), 1);
  return { x: left, y: top, width: right - left, height: bottom - top };
}

export function contains({ x, y, width, height }: Crop, point: Point): boolean {
  return point.x >= x && point.x <= x + width && point.y >= y && point.y <= y + height;
}

/** Whether all of the picture is in it, but for what a hand that shakes leaves out. */
export function isWhole({ width, height }: Crop): boolean {
  return width > 0.995 && height > 0.995;
}

/** Sums of fractions are off by a little, and the server takes none below 0 or above 1. */
function inside({ x, y, width, height }: Crop): Crop {
  const [left, top] = [fraction(x), fraction(y)];
  return { x: left, y: top, width: Math.min(width, 1 - left), height: Math.min(height, 1 - top) };
}

const clamp = (value: number, least: number, most: number) => Math.min(Math.max(value, least), most);
const fraction = (value: number) => clamp(value, 0, 1);
const inOrder = (a: number, b: number): [number, number] => (a < b ? [a, b] : [b, a]);
