import type { ServerResponse } from 'node:http';
import type { SearchHistory } from '../search/types.ts';
import { answer, answerText } from './answer.ts';
import { pictureHeaders } from './pictures.ts';

/** Where they are. */
export interface ThumbnailsOf {
  readonly history: Pick<SearchHistory, 'thumbnail'>;
}

/**
 * What was searched with, as WebP: `/searches/<id>/thumbnail`. Nobody guesses an id, no proxy keeps the picture, and it
 * is gone with the search.
 */
export async function answerThumbnail(
  response: ServerResponse,
  { pathname }: URL,
  { history }: ThumbnailsOf,
): Promise<void> {
  const id = /^\/searches\/([\da-f-]{36})\/thumbnail$/.exec(pathname)?.[1];
  const thumbnail = id === undefined ? null : await history.thumbnail(id);
  if (thumbnail === null) return answerText(response, 404, 'There is no such thumbnail.');
  answer(response, 200, 'image/webp', thumbnail, {
    ...pictureHeaders,
    'Cache-Control': 'private, max-age=3600',
  });
}
