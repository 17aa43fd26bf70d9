import { expect, test } from 'vitest';
import { maxTextLength, textOf } from '../../../src/indexing/texts/text-of.ts';

const bare = { title: 'Air Max 42', description: null, brand: null, category: null };

test('the title comes first, then what it is and whose, then its description', () => {
  const product = { ...bare, brand: 'Nike', category: 'Shoes', description: 'Runs by itself.' };
  expect(textOf(product)).toBe('Air Max 42. Shoes. Nike. Runs by itself');
});

test('what is not there, or blank, leaves no trace', () => {
  expect(textOf(bare)).toBe('Air Max 42');
  expect(textOf({ ...bare, brand: '  ', description: '' })).toBe('Air Max 42');
});

test('it is cut, never in the middle of a character', () => {
  const text = textOf({ ...bare, description: '😀'.repeat(maxTextLength) });
  expect(text.length).toBeLessThanOrEqual(maxTextLength);
  expect(text.isWellFormed()).toBe(true);
});
