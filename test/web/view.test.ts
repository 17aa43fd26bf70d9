import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseAddress, printAddress } from '../../src/web/search/address.ts';
import type { MatchStrength, ResultOrder } from '../../src/web/search/gql/graphql.ts';
import { parseView, printView, type Range, type View, wholeView } from '../../src/web/search/view.ts';

const value = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 });
const values = fc.uniqueArray(value, { maxLength: 5 });
const decimal = fc.stringMatching(/^\d{1,12}(\.\d{1,4})?$/);
const range: fc.Arbitrary<Range> = fc
  .record({
    min: fc.option(decimal),
    max: fc.option(decimal),
    currency: fc.option(fc.stringMatching(/^[A-Z]{3}$/)),
  })
  .filter(({ min, max }) => min !== null || max !== null);
const view: fc.Arbitrary<View> = fc.record({
  categories: values,
  brands: values,
  inStock: fc.boolean(),
  ranges: fc.uniqueArray(range, { maxLength: 4, selector: (one) => JSON.stringify(one) }),
  price: fc.option(range),
  attributes: fc.uniqueArray(
    fc.record({ name: value, values: fc.uniqueArray(value, { minLength: 1, maxLength: 4 }) }),
    { maxLength: 4, selector: ({ name }) => name },
  ),
  order: fc.constantFrom<ResultOrder[]>('RELEVANCE', 'PRICE_ASC', 'PRICE_DESC', 'NEWEST'),
  match: fc.constantFrom<(MatchStrength | null)[]>(null, 'WEAK', 'RELATED', 'STRONG', 'IDENTICAL'),
  score: fc.option(fc.integer({ min: -1000, max: 1000 }).map((thousandths) => thousandths / 1000)),
  folded: fc.boolean(),
});
const query = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc
    .array(
      fc.tuple(
        fc.constantFrom('category', 'stock', 'range', 'price', 'a.', 'a.tag', 'order', 'match', 'score', 'p'),
        fc.oneof(value, fc.constantFrom('1', '__proto__', 'toString', '5_1', '_', '1e9', 'NaN', '-0')),
      ),
    )
    .map((pairs) => new URLSearchParams(pairs).toString()),
);

test('a view is read from its address as it was', () => {
  fc.assert(
    fc.property(view, (given) => {
      expect(parseView(printView(given))).toEqual(given);
    }),
  );
});

test('every query string is a view, and that view has an address of its own', () => {
  fc.assert(
    fc.property(query, (text) => {
      const read = parseView(text);
      expect(parseView(printView(read))).toEqual(read);
    }),
  );
});

test('what nobody asked for is not in the address', () => {
  expect(printView(wholeView)).toBe('');
  expect(parseView('?utm_source=mail&order=sideways&score=7&price=cheap&match=toString')).toEqual(wholeView);
});

test('no address asks for more than the API takes', () => {
  const many = (name: string) => Array.from({ length: 500 }, (_, at) => [name, `value ${at}`]);
  const attributes = Array.from({ length: 60 }, (_, at) => [`a.name ${at}`, 'a']);
  const read = parseView(
    new URLSearchParams([...many('category'), ...many('a.tag'), ...attributes]).toString(),
  );
  expect(read.categories).toHaveLength(100);
  expect(read.attributes).toHaveLength(1);
  expect(read.attributes.flatMap((one) => one.values)).toHaveLength(200);
});

test('an address names the search, the view and the product that is open', () => {
  fc.assert(
    fc.property(
      fc.option(fc.stringMatching(/^[\w-]{1,60}$/)),
      view,
      fc.option(value),
      (searchId, given, productId) => {
        const address = { searchId, view: given, productId };
        const { pathname, search } = new URL(printAddress(address), 'http://shop');
        expect(parseAddress(pathname, search)).toEqual(address);
      },
    ),
  );
});

test('a path that names no search is the start', () => {
  for (const path of ['/', '/s/', '/s/a/b', '/s/<script>', '/somewhere', `/s/${'a'.repeat(5000)}`]) {
    expect(parseAddress(path, '').searchId).toBeNull();
  }
});
