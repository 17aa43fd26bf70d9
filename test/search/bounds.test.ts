import fc from 'fast-check';
import { expect, test } from 'vitest';
import { imageBounds, textBounds } from '../../src/search/bounds.ts';
import { createHistogram } from '../../src/search/histogram.ts';

const cosine = fc.double({ min: -1, max: 1, noNaN: true });
const found = fc.record({ score: cosine, right: fc.boolean() });
const products = fc.integer({ min: 100, max: 3000 });

function histogramOf(cosines: readonly number[]) {
  const histogram = createHistogram();
  for (const each of cosines) histogram.add(each);
  return histogram;
}

test('what a share of the cosines reach is what sorting them tells, to a ten-thousandth', () => {
  fc.assert(
    fc.property(
      fc.array(cosine, { minLength: 1, maxLength: 200 }),
      fc.double({ min: 0, max: 0.999, noNaN: true }),
      (cosines, share) => {
        const sorted = [...cosines].sort((a, b) => b - a);
        const exact = sorted[Math.floor(share * sorted.length)] ?? -1;
        expect(Math.abs(histogramOf(cosines).reachedBy(share) - exact)).toBeLessThan(0.000_11);
      },
    ),
  );
});

test('bounds never rise from a stronger match to a weaker one', () => {
  fc.assert(
    fc.property(
      fc.array(cosine, { minLength: 1, maxLength: 100 }),
      fc.array(found, { maxLength: 100 }),
      products,
      (cosines, titles, count) => {
        const unrelated = histogramOf(cosines);
        for (const bounds of [imageBounds(unrelated, count), textBounds(unrelated, titles, count)]) {
          const { identical, strong, related, weak } = bounds;
          expect([identical, strong, related, weak].toSorted((a, b) => b - a)).toEqual([
            identical,
            strong,
            related,
            weak,
          ]);
        }
      },
    ),
  );
});

test('the more products there are, the nearer a strong match has to be', () => {
  const unrelated = histogramOf(Array.from({ length: 10_000 }, (_, at) => (at / 10_000) ** 8));
  const [few, many] = [imageBounds(unrelated, 100), imageBounds(unrelated, 2000)];
  expect(many.strong).toBeGreaterThan(few.strong);
  expect(many.related).toBeGreaterThan(few.related);
});

test('words are strong from where nine titles in ten find their own picture, and nowhere where they do not', () => {
  const unrelated = histogramOf(Array.from({ length: 10_000 }, (_, at) => at / 50_000));
  const titles = Array.from({ length: 100 }, (_, at) => ({ score: at / 100, right: at >= 50 }));
  // of the 56 best, 50 are right
  const { strong } = textBounds(unrelated, titles, 1000);
  expect(strong).toBeCloseTo(0.45, 5);
  const wrong = titles.map(({ score }) => ({ score, right: false }));
  expect(textBounds(unrelated, wrong, 1000).strong).toBe(1);
  // nineteen that are right may be chance
  expect(textBounds(unrelated, titles.slice(-19), 1000).strong).toBe(1);
});
