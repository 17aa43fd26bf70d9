import { describe, expect, test } from 'vitest';
import { VitrineError } from '../../src/errors.ts';
import { checkQuery, checkRequest, checkText } from '../../src/search/request.ts';
import type { SearchQuery } from '../../src/search/types.ts';

const badInput = (field: string) =>
  expect.objectContaining({ code: 'BAD_USER_INPUT', message: expect.stringContaining(field) });

test.each([0, -1, 101, 100_000, 1.5, Number.NaN])('first: %s is refused', (first) => {
  expect(() => checkRequest({ first })).toThrow(badInput('first'));
});

test.each([Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 1.01, -2])(
  'minScore: %s is refused',
  (minScore) => {
    expect(() => checkRequest({ first: 5, options: { minScore } })).toThrow(badInput('minScore'));
  },
);

test('the bounds are taken', () => {
  expect(() => checkRequest({ first: 1, options: { minScore: -1 } })).not.toThrow();
  expect(() => checkRequest({ first: 100, options: { minScore: 1 } })).not.toThrow();
});

test.each(['', '   ', '\0\0'])('a text without anything in it is refused', (text) => {
  expect(() => checkText(text)).toThrow(badInput('text'));
});

test('a text of 1,000 characters is taken, a longer one refused', () => {
  expect(checkText('a'.repeat(1000))).toHaveLength(1000);
  expect(() => checkText('a'.repeat(1001))).toThrow(badInput('1001'));
  expect(() => checkText('a'.repeat(100_000))).toThrow(badInput('100000'));
});

test('what PostgreSQL can not keep is taken out', () => {
  expect(checkText(' red\0shoes \ud800')).toBe('red shoes \ufffd');
});

describe('a composed question', () => {
  const empty: SearchQuery = { photos: [], texts: [], products: [] };
  const textsOf = (...weights: number[]): SearchQuery => ({
    ...empty,
    texts: weights.map((weight) => ({ text: 'blue', weight })),
  });
  const failureOf = (query: SearchQuery): VitrineError => {
    try {
      checkQuery(query);
    } catch (error) {
      if (error instanceof VitrineError) return error;
    }
    throw new Error('it was taken');
  };

  test.each([0, 9, 50])('of %i parts is refused', (count) => {
    const photo = { url: 'https://pictures.example.com/1.jpg' };
    const photos = Array.from({ length: count }, () => ({ photo, weight: 1 }));
    const failure = failureOf({ ...empty, photos });
    expect(failure).toMatchObject({ code: 'BAD_USER_INPUT', inputPath: ['query'] });
    expect(failure.message).toContain(`it has ${count} parts`);
  });

  test('of 8 parts in all is taken', () => {
    const products = [{ product: { externalId: 'one' }, weight: 1 }];
    expect(() => checkQuery({ ...textsOf(1, 1, 1, 1, 1, 1, 1), products })).not.toThrow();
  });

  test.each([[[-1]], [[0]], [[-1, 0, -0.5]]])('that weighs %j is like nothing, and refused', (weights) => {
    expect(failureOf(textsOf(...weights))).toMatchObject({ code: 'BAD_USER_INPUT', inputPath: ['query'] });
  });

  test.each([Number.NaN, Number.POSITIVE_INFINITY, 10.1, -11])('with a weight of %s is refused', (weight) => {
    expect(failureOf(textsOf(1, weight))).toMatchObject({ inputPath: ['query', 'texts', '1', 'weight'] });
  });

  test('with words that say nothing is refused, by their place', () => {
    const texts = [...textsOf(1).texts, { text: '  ', weight: 1 }];
    expect(failureOf({ ...empty, texts })).toMatchObject({ inputPath: ['query', 'texts', '1', 'text'] });
  });

  test('has its words as they are kept', () => {
    const texts = [{ text: ' blue\0heart ', weight: -2 }, ...textsOf(1).texts];
    expect(checkQuery({ ...empty, texts }).texts[0]).toEqual({ text: 'blue heart', weight: -2 });
  });
});
