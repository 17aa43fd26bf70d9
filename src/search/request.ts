import { maxPageSize } from '../catalog/list.ts';
import { VitrineError } from '../errors.ts';
import type { SearchQuery, SearchRequest } from './types.ts';

export const maxTextLength = 1000;
/** Photos, texts and products of one question. */
const maxParts = 8;
const maxWeight = 10;

/** @throws {VitrineError} BAD_USER_INPUT where it is not the size of a page */
export function checkFirst(first: number, of: 'results' | 'searches' | 'groups'): void {
  if (Number.isInteger(first) && first >= 1 && first <= maxPageSize) return;
  throw new VitrineError('BAD_USER_INPUT', `first: ask for 1 to ${maxPageSize} ${of} at once.`, {
    path: ['first'],
  });
}

/** @throws {VitrineError} BAD_USER_INPUT for a page size or an option out of range */
export function checkRequest({ first, options: { minScore, diversity } = {} }: SearchRequest): void {
  checkFirst(first, 'results');
  // NaN compares false with everything, so it is refused too
  if (minScore !== undefined && !(minScore >= -1 && minScore <= 1)) {
    throw new VitrineError('BAD_USER_INPUT', 'options.minScore: a score is a number from -1 to 1.', {
      path: ['options', 'minScore'],
    });
  }
  if (diversity !== undefined && !(diversity >= 0 && diversity <= 1)) {
    throw new VitrineError('BAD_USER_INPUT', 'options.diversity: it is a number from 0 to 1.', {
      path: ['options', 'diversity'],
    });
  }
}

/**
 * The words of a question as they are searched and kept.
 * @param path where they stand in the input
 * @throws {VitrineError} BAD_USER_INPUT where there are none, or too many
 */
export function checkText(text: string, path: readonly string[] = ['text']): string {
  // PostgreSQL keeps no NUL, and a lone half of a surrogate pair is no character
  const words = text
    .slice(0, 2 * maxTextLength)
    .replaceAll('\0', ' ')
    .toWellFormed()
    .trim();
  if (text.length > maxTextLength) {
    throw new VitrineError(
      'BAD_USER_INPUT',
      `${path.join('.')}: it has ${text.length} characters; at most ${maxTextLength} are taken.`,
      { path },
    );
  }
  if (words === '')
    throw new VitrineError('BAD_USER_INPUT', `${path.join('.')}: say what to look for.`, { path });
  return words;
}

/**
 * A composed question as it is searched and kept.
 * @throws {VitrineError} BAD_USER_INPUT for too few or too many parts, or weights that can't be
 */
export function checkQuery(query: SearchQuery): SearchQuery {
  const { photos, texts, products } = query;
  const lists = Object.entries({ photos, texts, products });
  const count = photos.length + texts.length + products.length;
  if (count < 1 || count > maxParts) {
    const message = `query: it has ${count} parts; give 1 to ${maxParts} photos, texts and products in all.`;
    throw new VitrineError('BAD_USER_INPUT', message, { path: ['query'] });
  }
  for (const [list, parts] of lists) {
    for (const [at, { weight }] of parts.entries()) {
      const path = ['query', list, String(at), 'weight'];
      // NaN compares false with everything, so it is refused too
      if (weight >= -maxWeight && weight <= maxWeight) continue;
      const message = `${path.join('.')}: a weight is a number from ${-maxWeight} to ${maxWeight}.`;
      throw new VitrineError('BAD_USER_INPUT', message, { path });
    }
  }
  if (!lists.some(([, parts]) => parts.some(({ weight }) => weight > 0))) {
    throw new VitrineError(
      'BAD_USER_INPUT',
      'query: no part weighs more than 0: results would be like nothing. Give one a positive weight.',
      { path: ['query'] },
    );
  }
  const checked = texts.map(({ text, weight }, at) => ({
    text: checkText(text, ['query', 'texts', String(at), 'text']),
    weight,
  }));
  return { photos, texts: checked, products };
}
