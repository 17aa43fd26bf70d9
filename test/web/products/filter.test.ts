import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  apiFilter,
  conditions,
  everything,
  orders,
  readFilter,
  reasons,
  states,
  writeFilter,
} from '../../../src/web/admin/products/list/filter.ts';

const yesNo = fc.constantFrom(true, false, null);
const filter = fc.record({
  words: fc.string(),
  state: fc.constantFrom(...states, null),
  failure: fc.constantFrom(...reasons, null),
  hasPictures: yesNo,
  category: fc.string(),
  brand: fc.string(),
  inStock: yesNo,
  order: fc.constantFrom(...orders),
});

test('an address says the whole filter', () => {
  fc.assert(
    fc.property(filter, (given) => {
      expect(readFilter(new URLSearchParams(writeFilter(given).toString()))).toEqual(given);
    }),
  );
});

test('an address that somebody made up counts for what is known in it', () => {
  const params = new URLSearchParams('state=BROKEN&stock=maybe&order=1&failure=TIMEOUT&x=y');
  expect(readFilter(params)).toEqual({ ...everything, failure: 'TIMEOUT' });
  expect(conditions({ ...everything, failure: 'TIMEOUT', order: 'TITLE' })).toBe(1);
  expect(apiFilter({ ...everything, words: '  ', inStock: false })).toEqual({ inStock: false });
});
