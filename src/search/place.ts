import { createHash } from 'node:crypto';
import { VitrineError } from '../errors.ts';
import type { Cursor } from './cursor.ts';
import type { StoredSearch } from './memory.ts';
import type { PagePlace } from './page.ts';
import { writeParts } from './parts.ts';
import type { Question } from './question.ts';
import type { SearchRequest } from './types.ts';
import { variantOf } from './variant.ts';

/** Which part of which answer a request is about. */
export function placeIn(
  { id, modelId }: Pick<StoredSearch, 'id' | 'modelId'>,
  { filter, options = {}, first }: SearchRequest,
  cursor?: Cursor,
): PagePlace {
  return {
    searchId: id,
    variant: variantOf({ filter, options, modelId }),
    offset: cursor?.offset ?? 0,
    first,
  };
}

/**
 * The id in the cursors of an answer that is not remembered: the same for the same question, as far as can be told
 * without its photos, and no search's.
 */
export function nameOf({ kind, text, productId, parts }: Question): string {
  const asked = JSON.stringify([kind, text, String(productId), parts && writeParts(parts)]);
  const hex = createHash('sha256').update(asked).digest('hex');
  // version 8 of RFC 9562: those of searches have version 4
  return hex.replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12}).*$/, '$1-$2-8$3-8$4-$5');
}

/** @throws {VitrineError} BAD_USER_INPUT where a cursor is of another answer */
export function assertOf({ searchId, variant }: PagePlace, cursor: Cursor): void {
  if (cursor.searchId !== searchId || cursor.variant !== variant) throw foreignCursor();
}

export function foreignCursor(): VitrineError {
  return new VitrineError(
    'BAD_USER_INPUT',
    'after: this cursor is of another search, filter or model; start again without it.',
    { path: ['after'] },
  );
}
