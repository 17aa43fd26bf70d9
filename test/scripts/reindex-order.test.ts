import { expect, test } from 'vitest';
import { readOrder, UsageError } from '../../scripts/reindex/order.ts';

test.each([
  [[], { verb: 'status' }],
  [['--watch'], { verb: 'watch' }],
  [['--scope', 'missing'], { verb: 'start', scope: 'MISSING', products: [], watch: false }],
  [['--scope', 'All', '--watch'], { verb: 'start', scope: 'ALL', products: [], watch: true }],
  [
    ['--scope', 'PRODUCTS', '--product', 'A 1', '--product=--b'],
    { verb: 'start', scope: 'PRODUCTS', products: ['A 1', '--b'], watch: false },
  ],
  [['--pause', '7'], { verb: 'pause', id: 7n, watch: false }],
  [['--resume', '7', '--watch'], { verb: 'resume', id: 7n, watch: true }],
  [['--cancel', '123456789012345678'], { verb: 'cancel', id: 123456789012345678n, watch: false }],
  [['--pause', '7', '--help'], 'help'],
])('%j is understood', (args, order) => {
  expect(readOrder(args)).toEqual(order);
});

test.each([
  [['--al'], /--al/],
  [['ALL'], /ALL/],
  [['--scope'], /--scope/],
  [['--scope', 'SOME'], /--scope is SOME; it may be MISSING, FAILED, ALL, PRODUCTS/],
  [['--scope', 'PRODUCTS'], /needs a --product/],
  [['--scope', 'ALL', '--product', 'P1'], /takes no --product/],
  [['--product', 'P1'], /--product goes with --scope PRODUCTS/],
  [['--pause', 'UmVpbmRleEpvYjox'], /the number of a run/],
  [['--pause', '0'], /the number of a run/],
  [['--pause', '-1'], /--pause/],
  [['--pause', '1234567890123456789'], /the number of a run/],
  [['--pause', '1', '--cancel', '1'], /one of --pause, --cancel/],
  [['--scope', 'ALL', '--cancel', '1'], /one of --scope, --cancel/],
])('%j is refused with what is wrong', (args, words) => {
  expect(() => readOrder(args)).toThrow(UsageError);
  expect(() => readOrder(args)).toThrow(words);
});
