import { maxPageSize } from '../catalog/list.ts';
import { VitrineError } from '../errors.ts';
import type { SearchRequest } from './types.ts';

export const maxTextLength = 1000;

/** @throws {VitrineError} BAD_USER_INPUT for a page size or an option out of range */
export function checkRequest({ first, options: { minScore, diversity } = {} }: SearchRequest): void {
  if (!Number.isInteger(first) || first < 1 || first > maxPageSize) {
    throw new VitrineError('BAD_USER_INPUT', `first: ask for 1 to ${maxPageSize} results at once.`, {
      path: ['first'],
    });
  }
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
 * @throws {VitrineError} BAD_USER_INPUT where there are none, or too many
 */
export function checkText(text: string): string {
  // PostgreSQL keeps no NUL, and a lone half of a surrogate pair is no character
  const words = text
    .slice(0, 2 * maxTextLength)
    .replaceAll('\0', ' ')
    .toWellFormed()
    .trim();
  if (text.length > maxTextLength) {
    throw new VitrineError(
      'BAD_USER_INPUT',
      `text: it has ${text.length} characters; at most ${maxTextLength} are taken.`,
      { path: ['text'] },
    );
  }
  if (words === '')
    throw new VitrineError('BAD_USER_INPUT', 'text: say what to look for.', { path: ['text'] });
  return words;
}
