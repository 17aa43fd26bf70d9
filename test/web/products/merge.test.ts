import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { merge } from '../../../src/web/admin/products/edit/merge.ts';
import {
  changedFields,
  emptyValues,
  inputOf,
  patchOf,
  type Values,
} from '../../../src/web/admin/products/edit/values.ts';

const text = fc.constantFrom('', 'a', 'b', 'c');
const values: fc.Arbitrary<Values> = fc
  .record({
    title: text,
    description: text,
    brand: text,
    amount: fc.constantFrom('', '1', '2'),
    currency: fc.constantFrom('EUR', 'USD'),
    inStock: fc.boolean(),
    attributes: fc.array(fc.record({ key: text, name: fc.constantFrom('x', 'y'), value: text }), {
      maxLength: 2,
    }),
  })
  .map((some) => ({ ...emptyValues(), ...some }));

describe('what two people changed', () => {
  test('is both kept, and only what both changed differently is a conflict', () => {
    fc.assert(
      fc.property(values, values, values, (base, mine, theirs) => {
        const { values: merged, conflicts, taken } = merge(base, mine, theirs);
        const here = changedFields(base, mine);
        // nothing that was typed is lost
        expect(changedFields(mine, merged).filter((field) => here.includes(field))).toEqual([]);
        // what is still different from what is saved was typed here
        expect(here).toEqual(expect.arrayContaining(changedFields(theirs, merged)));
        for (const field of conflicts) expect(here).toContain(field);
        expect(conflicts.filter((field) => taken.includes(field))).toEqual([]);
      }),
    );
  });

  test('of a price is one thing: an amount never meets the currency of another', () => {
    const base = { ...emptyValues(), amount: '10', currency: 'EUR' };
    const { values: merged, conflicts } = merge(
      base,
      { ...base, amount: '12' },
      { ...base, currency: 'USD' },
    );
    expect(merged).toMatchObject({ amount: '12', currency: 'EUR' });
    expect(conflicts).toEqual(['amount', 'currency']);
  });

  test('is no conflict where nothing was typed', () => {
    fc.assert(
      fc.property(values, values, (base, theirs) => {
        const { values: merged, conflicts } = merge(base, base, theirs);
        expect(conflicts).toEqual([]);
        expect(changedFields(merged, theirs)).toEqual([]);
      }),
    );
  });
});

describe('what is sent', () => {
  test('is what was changed alone', () => {
    const old = { ...emptyValues(), title: 'Old', brand: 'Noto', amount: '12.90' };
    expect(patchOf(old, old)).toEqual({});
    expect(patchOf(old, { ...old, amount: '12,90 ', title: ' Old ' })).toEqual({});
    expect(patchOf(old, { ...old, brand: ' ' })).toEqual({ brand: null });
    expect(patchOf(old, { ...old, amount: '' })).toEqual({ price: null });
    expect(patchOf(old, { ...old, amount: '1 299,5' })).toEqual({
      price: { amount: '1299.5', currency: 'EUR' },
    });
  });

  test('of a new product leaves rows out that say nothing', () => {
    const made = {
      ...emptyValues(),
      externalId: ' a ',
      title: 'A',
      attributes: [
        { key: '0', name: ' colour ', value: 'red' },
        { key: '1', name: '', value: ' ' },
      ],
    };
    expect(inputOf(made)).toMatchObject({
      externalId: 'a',
      title: 'A',
      price: null,
      attributes: [{ name: 'colour', value: 'red' }],
    });
  });
});
