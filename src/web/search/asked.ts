import type { PhotoQuery, SearchQuery } from './gql/graphql.ts';
import type { Photo, Question } from './question.ts';

/** A product as far as a page needs it to name it. */
export interface NamedProduct {
  readonly id: string;
  readonly title: string;
  readonly imageUrl: string | null;
}

/** What a search was begun with. */
export type Asked =
  | { readonly kind: 'question'; readonly question: Question }
  | { readonly kind: 'similar'; readonly product: NamedProduct }
  /** Elsewhere or earlier: it has an id, and no question is sent again. */
  | { readonly kind: 'reopened'; readonly searchId: string };

/** A photo as the API takes it; a file is sent along with it. */
export function photoQueryOf({ source, crop, rotate }: Photo): PhotoQuery {
  const image =
    source.kind === 'file'
      ? { upload: source.file }
      : source.kind === 'url'
        ? { url: source.url }
        : { productImage: source.id };
  return { image, ...(crop && { crop }), ...(rotate !== 0 && { rotate }) };
}

/** Several photos, or a photo and words, as one question. */
export function searchQueryOf({ text, photos }: Question): SearchQuery {
  return { photos: photos.map(photoQueryOf), ...(text !== '' && { texts: [{ text }] }) };
}

/** Whether it is asked in other words or with another cut of the same photo: what narrows the results stays then. */
export function isRefined(before: Asked, next: Asked): boolean {
  if (before.kind !== 'question' || next.kind !== 'question') return false;
  const ids = new Set(before.question.photos.map(({ id }) => id));
  return next.question.photos.some(({ id }) => ids.has(id));
}
