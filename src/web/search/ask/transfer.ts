import { addressIn, fileOfDataUrl, firstOf } from './address.ts';

/** What was dropped or pasted: files, or the address of a picture, or neither. */
export interface Transferred {
  readonly files: readonly File[];
  readonly address: string | null;
}

/** Whether something that is dragged may be a picture: what exactly it is, is not told before it is dropped. */
export function mayHoldPhoto(data: DataTransfer): boolean {
  return data.types.includes('Files') || data.types.includes('text/uri-list');
}

/**
 * Reads what was dropped. A picture of another page comes as a file, or as its address: within a link, that of the
 * link is told too, so the markup is asked first.
 */
export function readDropped(data: DataTransfer): Transferred {
  const files = [...data.files];
  if (files.length > 0) return { files, address: null };
  const address = pictureIn(data.getData('text/html')) ?? firstOf(data.getData('text/uri-list'));
  return asPhoto(address ?? data.getData('text/plain'));
}

/**
 * Reads what was pasted. A spreadsheet or a word processor sends a picture of the words along with them: then the
 * words are meant. A picture copied from a page comes with markup, but without words.
 */
export function readPasted(data: DataTransfer): Transferred {
  const words = data.getData('text/plain');
  const isRich = data.types.includes('text/html') && words.trim() !== '' && addressIn(words) === null;
  const files = [...data.files];
  if (files.length > 0 && !isRich) return { files, address: null };
  return asPhoto(words);
}

function asPhoto(text: string): Transferred {
  const file = fileOfDataUrl(text);
  return file ? { files: [file], address: null } : { files: [], address: addressIn(text) };
}

/** The address of the first picture in some markup. Such a document is never shown: nothing of it loads or runs. */
function pictureIn(html: string): string | null {
  if (html === '') return null;
  const picture = new DOMParser().parseFromString(html, 'text/html').querySelector('img[src]');
  return picture?.getAttribute('src') ?? null;
}
