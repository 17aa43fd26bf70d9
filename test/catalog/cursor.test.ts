import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodeCursor, encodeCursor } from '../../src/catalog/cursor.ts';
import type { ProductOrder } from '../../src/catalog/types.ts';

const orders = ['NEWEST', 'OLDEST', 'TITLE', 'PRICE_ASC', 'PRICE_DESC'] as const;
const id = fc.bigInt({ min: 1n, max: 10n ** 18n - 1n });
const beginning = fc.string({ unit: 'grapheme', maxLength: 20 }).filter((text) => !text.includes('\0'));
const amount = fc.option(fc.tuple(fc.nat(), fc.nat(999_999)).map(([whole, rest]) => `${whole}.${rest}`));
const keys: Record<ProductOrder, fc.Arbitrary<string | null>> = {
  NEWEST: fc.bigInt({ min: 0n, max: 10n ** 16n - 1n }).map(String),
  OLDEST: fc.bigInt({ min: 0n, max: 10n ** 16n - 1n }).map(String),
  TITLE: beginning,
  PRICE_ASC: amount,
  PRICE_DESC: amount,
};

test.each(orders)('a cursor of order %s comes back as the position it was made from', (order) => {
  fc.assert(
    fc.property(keys[order], id, (key, id) => {
      expect(decodeCursor(order, encodeCursor(order, { key, id }))).toEqual({ key, id });
    }),
  );
});

test('the longest cursor stays below 1,000 characters', () => {
  const key = '\u0001'.repeat(80);
  expect(encodeCursor('TITLE', { key, id: 10n ** 18n - 1n }).length).toBeLessThan(1000);
});

test('a cursor of another order is refused', () => {
  const cursor = encodeCursor('PRICE_ASC', { key: null, id: 1n });
  expect(() => decodeCursor('PRICE_DESC', cursor)).toThrow(
    expect.objectContaining({ code: 'BAD_USER_INPUT' }),
  );
});

test('whatever else is given is refused in words, and nothing else', () => {
  const made = fc.oneof(
    fc.string(),
    fc.json(),
    fc.json().map((json) => Buffer.from(json).toString('base64url')),
  );
  fc.assert(
    fc.property(made, fc.constantFrom(...orders), (cursor, order) => {
      expect(() => decodeCursor(order, cursor)).toThrow(
        expect.objectContaining({ code: 'BAD_USER_INPUT', inputPath: ['after'] }),
      );
    }),
  );
});
