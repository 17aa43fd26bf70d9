import type { Photo } from '../question.ts';

let count = 0;

/** A photo that nobody has cropped or turned yet. */
export function newPhoto(source: Photo['source']): Photo {
  count += 1;
  return { id: `photo-${count}`, source, crop: null, rotate: 0 };
}
