import type { StrengthBounds } from '../embedding/types.ts';
import type { Histogram } from './histogram.ts';

/**
 * What share of the other products may reach a bound by chance. The more products there are, the nearer the nearest of
 * them comes unasked, so the share falls with their number, down to where a sample tells no more. Chosen by measurement
 * (docs/search.md).
 */
const shareOf = {
  strong: (products: number) => Math.max(0.0005, 1.5 / products),
  related: (products: number) => Math.max(0.01, 6 / products),
  weak: () => 0.5,
};

/** How far from what any two pictures have in common to the same picture, 0 to 1. */
const nearness = { identical: 0.95, strong: 0.6, related: 0.4 };

/**
 * Bounds for pictures compared with pictures. The tail of the distribution holds what is alike too, and how much of
 * that there is differs from catalogue to catalogue: STRONG and RELATED lie halfway between a quantile and a fixed
 * distance, which evens that out.
 * @param unrelated cosines of pictures of different products
 * @param products how many there are in the whole catalogue
 */
export function imageBounds(unrelated: Histogram, products: number): StrengthBounds {
  const at = (part: number) => unrelated.mean + part * (1 - unrelated.mean);
  const strong = (unrelated.reachedBy(shareOf.strong(products)) + at(nearness.strong)) / 2;
  const related = (unrelated.reachedBy(shareOf.related(products)) + at(nearness.related)) / 2;
  return {
    identical: Math.max(strong, at(nearness.identical)),
    strong,
    related,
    weak: Math.min(related, unrelated.reachedBy(shareOf.weak())),
  };
}

/** A title that was looked for among pictures. */
export interface TitleFound {
  /** Of the picture that came first. */
  readonly score: number;
  /** Whether that is its own product's. */
  readonly right: boolean;
}

/** Of the first results that are STRONG, the share that has to be right. */
const minPrecision = 0.9;
/** Fewer prove nothing. */
const minFound = 20;

/**
 * Bounds for words compared with pictures. A title is a question with a known answer, so STRONG begins where titles
 * find their own pictures; where they don't, no score of words proves anything. Words are never the same as a picture.
 * @param unrelated cosines of titles and pictures of different products
 * @param products how many there are in the whole catalogue
 */
export function textBounds(
  unrelated: Histogram,
  titles: readonly TitleFound[],
  products: number,
): StrengthBounds {
  const alike = unrelated.reachedBy(shareOf.related(products));
  const proven = provenFrom(titles);
  const strong = proven === undefined ? 1 : Math.max(proven, unrelated.reachedBy(shareOf.strong(products)));
  const related = proven === undefined ? alike : (alike + strong) / 2;
  return {
    identical: 1,
    strong,
    related,
    weak: Math.min(related, unrelated.reachedBy(shareOf.weak())),
  };
}

/** The least score such that, of the titles that reach it, enough find their own picture. */
function provenFrom(titles: readonly TitleFound[]): number | undefined {
  let proven: number | undefined;
  let right = 0;
  for (const [at, title] of [...titles].sort((a, b) => b.score - a.score).entries()) {
    if (title.right) right += 1;
    if (at + 1 >= minFound && right >= minPrecision * (at + 1)) proven = title.score;
  }
  return proven;
}
