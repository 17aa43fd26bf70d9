/** Formats of pictures that are told by their first bytes. */
export type PictureFormat = 'jpeg' | 'png' | 'gif' | 'webp' | 'avif' | 'heic' | 'bmp' | 'tiff' | 'jxl';

/** How many of a file's first bytes tell its format. */
export const headBytes = 64;

const taken: ReadonlySet<PictureFormat> = new Set(['jpeg', 'png', 'webp', 'gif', 'avif']);

/** Whether the server opens it; of the others a browser may know some. */
export function isTaken(format: PictureFormat): boolean {
  return taken.has(format);
}

const beginnings: readonly (readonly [PictureFormat, string])[] = [
  ['jpeg', '\xff\xd8\xff'],
  ['png', '\x89PNG\r\n\x1a\n'],
  ['gif', 'GIF87a'],
  ['gif', 'GIF89a'],
  ['bmp', 'BM'],
  ['tiff', 'II*\0'],
  ['tiff', 'MM\0*'],
  ['jxl', '\xff\x0a'],
  ['jxl', '\0\0\0\x0cJXL '],
];

/** Brands of ISO base media files, from the box at their beginning. */
const brands: readonly (readonly [PictureFormat, RegExp])[] = [
  ['avif', /^avi[fs]$/],
  ['heic', /^(?:hei[cxms]|hev[cx]|mif1|msf1)$/],
];

/** What kind of picture begins with these bytes, whatever its name says; null: it is none. */
export function pictureFormat(head: Uint8Array): PictureFormat | null {
  const text = String.fromCharCode(...head.subarray(0, headBytes));
  const [format] = beginnings.find(([, beginning]) => text.startsWith(beginning)) ?? [];
  if (format !== undefined) return format;
  if (text.startsWith('RIFF') && text.slice(8, 12) === 'WEBP') return 'webp';
  return text.slice(4, 8) === 'ftyp' ? mediaFormat(head, text) : null;
}

function mediaFormat(head: Uint8Array, text: string): PictureFormat | null {
  const boxBytes = new DataView(head.buffer, head.byteOffset).getUint32(0);
  const named = [text.slice(8, 12)];
  // between the brand and the compatible ones stands a version of four bytes
  for (let at = 16; at + 4 <= Math.min(boxBytes, text.length); at += 4) named.push(text.slice(at, at + 4));
  const [format = null] = brands.find(([, brand]) => named.some((name) => brand.test(name))) ?? [];
  return format;
}
