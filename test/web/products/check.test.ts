import { expect, test } from 'vitest';
import { check, faultOf, standingFaults } from '../../../src/web/admin/products/edit/check.ts';
import { emptyValues } from '../../../src/web/admin/products/edit/values.ts';
import { createFormat } from '../../../src/web/shared/format.ts';
import { product } from '../../../src/web/wording/en/product.ts';

const words = product(createFormat('en')).errors;
const row = (key: string, name: string, value: string) => ({ key, name, value });

test('all that is known to be refused is said at once, each at its place', () => {
  const faults = check(
    {
      ...emptyValues(),
      title: 'x'.repeat(501),
      amount: '1.1234567',
      url: 'ftp://shop.example',
      attributes: [row('k', 'colour', ''), row('l', '', '')],
    },
    words,
  );
  expect([...faults.keys()].toSorted()).toEqual([
    'amount',
    'attributes.k.value',
    'externalId',
    'title',
    'url',
  ]);
});

test.each(['', '0', '12.90', '12,90', '1 299,50', '99999999999999.999999'])('“%s” is a price', (amount) => {
  expect(check({ ...emptyValues(), externalId: 'a', title: 'A', amount }, words).size).toBe(0);
});

test.each(['-1', '1.2.3', 'free', '1.1234567', '1e3', '123456789012345'])('“%s” is none', (amount) => {
  expect([...check({ ...emptyValues(), externalId: 'a', title: 'A', amount }, words).keys()]).toEqual([
    'amount',
  ]);
});

test('what the server refuses stands at the row it means, until that is changed', () => {
  const values = { ...emptyValues(), attributes: [row('k', '', ''), row('l', 'colour', 'red')] };
  const path = ['input', 'attributes', '0', 'value'];
  const faults = faultOf({ code: 'BAD_USER_INPUT', message: `${path.join('.')}: no`, path }, values);
  expect([...faults]).toEqual([['attributes.l.value', 'no']]);
  expect(standingFaults(faults, values, values)).toEqual(faults);
  const mended = { ...values, attributes: [row('l', 'colour', 'blue')] };
  expect(standingFaults(faults, values, mended).size).toBe(0);
  expect(faultOf({ code: 'NOT_FOUND', message: 'gone', path: ['by'] }, values).size).toBe(0);
});
