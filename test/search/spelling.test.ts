import fc from 'fast-check';
import { expect, test } from 'vitest';
import { distanceBetween, maxDistanceFor, nearestSpellings } from '../../src/search/spelling.ts';

const word = fc.string({ unit: fc.constantFrom(...'abcdeжü😀'), minLength: 1, maxLength: 8 });

test.each([
  ['rde', 'red', 1],
  ['guitra', 'guitar', 1],
  ['dres', 'dress', 1],
  ['dress', 'dress', 0],
  ['gitar', 'guitar', 1],
  ['kitten', 'sitting', 3],
  // a letter is moved once: swapped, it is not changed again
  ['ca', 'abc', 3],
  ['', 'abc', 3],
])('from %s to %s it is %d', (one, other, distance) => {
  expect(distanceBetween(one, other)).toBe(distance);
});

test('a distance is the same both ways, 0 for the same word alone, and one slip is 1', () => {
  fc.assert(
    fc.property(word, word, fc.nat(7), fc.constantFrom(...'abcж'), (one, other, at, letter) => {
      expect(distanceBetween(one, other)).toBe(distanceBetween(other, one));
      expect(distanceBetween(one, other) === 0).toBe(one === other);
      const letters = Array.from(one);
      const place = at % letters.length;
      const [more, less] = [
        letters.toSpliced(place, 0, letter).join(''),
        letters.toSpliced(place, 1).join(''),
      ];
      expect(distanceBetween(one, more)).toBe(1);
      expect(distanceBetween(one, less)).toBe(1);
      expect(distanceBetween(one, letters.with(place, letter).join(''))).toBeLessThanOrEqual(1);
    }),
  );
});

test('what is farther than anyone minds is not measured to the end', () => {
  fc.assert(
    fc.property(word, word, fc.nat(3), (one, other, most) => {
      const whole = distanceBetween(one, other);
      expect(distanceBetween(one, other, most)).toBe(whole > most ? Infinity : whole);
    }),
  );
});

test.each<[string, readonly string[], readonly string[]]>([
  // swapped letters before a missing one, a doubled letter before another one
  ['rde', ['ride', 'red', 'rude'], ['red']],
  ['dres', ['does', 'dress', 'drew'], ['dress']],
  ['hat', ['cat', 'hut'], ['hut']],
  ['blak', ['black', 'blank', 'blue'], ['black', 'blank']],
  // short words are not guessed at
  ['ab', ['abc', 'ad'], []],
  ['xyz', ['abc'], []],
  ['snowbord', ['snowboard', 'cupboard'], ['snowboard']],
])('%s among %j is %j', (text, candidates, nearest) => {
  expect(nearestSpellings(text, candidates)).toEqual(nearest);
});

test('what is nearest is within the slips that are forgiven', () => {
  fc.assert(
    fc.property(word, fc.array(word), (one, candidates) => {
      for (const nearest of nearestSpellings(one, candidates)) {
        expect(candidates).toContain(nearest);
        expect(distanceBetween(one, nearest)).toBeLessThanOrEqual(maxDistanceFor(one));
      }
    }),
  );
});
