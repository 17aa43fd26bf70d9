import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  choicesOf,
  chosenValues,
  filterOf,
  optionsOf,
  toggled,
  withoutFilter,
  withRange,
} from '../../src/web/search/filter.ts';
import { type View, wholeView } from '../../src/web/search/view.ts';

const ten = { min: '10', max: null, currency: 'EUR' };
const step = fc.oneof(
  fc.record({
    facet: fc.constantFrom('category', 'brand', 'inStock', 'attributes.tag', 'attributes.size'),
    value: fc.constantFrom('a', 'b', 'c'),
  }),
  fc.constant(ten),
);
const chosen = fc
  .array(step, { maxLength: 12 })
  .map((steps) =>
    steps.reduce<View>(
      (view, one) => ('facet' in one ? toggled(view, one.facet, one.value) : withRange(view, one)),
      wholeView,
    ),
  );

/** What is chosen, in whatever order. */
const asSet = (view: View) =>
  new Set(choicesOf(view).map(({ without: _, ...choice }) => JSON.stringify(choice)));

test('choosing a value and taking it away again changes nothing', () => {
  fc.assert(
    fc.property(chosen, step, (view, one) => {
      const flip = (from: View) =>
        'facet' in one ? toggled(from, one.facet, one.value) : withRange(from, one);
      expect(asSet(flip(flip(view)))).toEqual(asSet(view));
      expect(asSet(flip(view))).not.toEqual(asSet(view));
    }),
  );
});

test('each choice can be taken away alone, and without all of them nothing is left out', () => {
  fc.assert(
    fc.property(chosen, (view) => {
      const choices = choicesOf(view);
      for (const { without } of choices) expect(choicesOf(without)).toHaveLength(choices.length - 1);
      expect(filterOf(withoutFilter(view))).toBeNull();
      expect(filterOf(view) === null).toBe(choices.length === 0);
    }),
  );
});

test('what is chosen of a facet is asked of the API under its name', () => {
  const view = toggled(
    toggled(toggled(wholeView, 'category', 'Fruit'), 'attributes.tag', 'red'),
    'inStock',
    'true',
  );
  expect(filterOf({ ...withRange(view, ten), price: { min: null, max: '99.90', currency: null } })).toEqual({
    category: ['Fruit'],
    inStock: true,
    attributes: [{ name: 'tag', values: ['red'] }],
    priceRanges: [{ min: '10', currency: 'EUR' }],
    price: { max: '99.90' },
  });
  expect(chosenValues(view, 'attributes.tag')).toEqual(['red']);
  expect(chosenValues(view, 'attributes.size')).toEqual([]);
});

test('what is not said is left to the API', () => {
  expect(filterOf(wholeView)).toBeNull();
  expect(optionsOf(wholeView)).toBeNull();
  expect(optionsOf({ ...wholeView, order: 'PRICE_ASC', match: 'STRONG', score: 0, folded: true })).toEqual({
    orderBy: 'PRICE_ASC',
    minMatch: 'STRONG',
    minScore: 0,
    collapseDuplicates: true,
  });
});
