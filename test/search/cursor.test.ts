import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Cursor, decodeCursor, encodeCursor } from '../../src/search/cursor.ts';

const cursor: fc.Arbitrary<Cursor> = fc.record({
  searchId: fc.uuid(),
  variant: fc.string({ unit: fc.constantFrom(...'0123456789abcdef'), minLength: 24, maxLength: 24 }),
  offset: fc.integer({ min: 0, max: 65_535 }),
});

test('a cursor is read back as it was given out', () => {
  fc.assert(
    fc.property(cursor, (given) => {
      expect(decodeCursor(encodeCursor(given))).toEqual(given);
    }),
  );
});

test('any other text is refused with words', () => {
  const tampered = fc
    .tuple(cursor, fc.nat(), fc.string({ minLength: 1, maxLength: 1 }))
    .map(([given, at, by]) => {
      const text = encodeCursor(given);
      const place = at % (text.length + 1);
      return text.slice(0, place) + by + text.slice(place);
    });
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.base64String(), tampered), (text) => {
      expect(() => decodeCursor(text)).toThrow(
        expect.objectContaining({ code: 'BAD_USER_INPUT', message: expect.stringContaining('no cursor') }),
      );
    }),
  );
});
