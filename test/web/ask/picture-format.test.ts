import { readFileSync } from 'node:fs';
import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { isTaken, pictureFormat } from '../../../src/web/search/ask/picture-format.ts';

const picture = () => sharp({ create: { width: 20, height: 20, channels: 3, background: 'teal' } });
const bytes = (text: string) => Uint8Array.from(text, (character) => character.charCodeAt(0));
/** The box at the beginning of an ISO media file: its size, brand, version and compatible brands. */
const box = (...brands: string[]) =>
  bytes(
    `\0\0\0${String.fromCharCode(12 + 4 * brands.length)}ftyp${brands[0]}\0\0\0\0${brands.slice(1).join('')}`,
  );

describe('what a file is, by its first bytes', () => {
  test.each([
    ['jpeg', () => picture().jpeg()],
    ['png', () => picture().png()],
    ['gif', () => picture().gif()],
    ['webp', () => picture().webp()],
    ['avif', () => picture().avif()],
    ['tiff', () => picture().tiff()],
  ] as const)('%s', async (format, make) => {
    expect(pictureFormat(await make().toBuffer())).toBe(format);
  });

  test.each([
    ['heic', box('heic', 'mif1', 'heic')],
    ['heic', box('mif1', 'mif1', 'heix')],
    ['avif', box('mif1', 'mif1', 'avif')],
    ['bmp', bytes('BM\x36\0\0\0')],
    ['jxl', bytes('\xff\x0a\0\0')],
  ] as const)('%s', (format, head) => {
    expect(pictureFormat(head)).toBe(format);
  });

  test.each([
    ['a PDF', bytes('%PDF-1.7\n')],
    ['words', bytes('a jpeg, honestly')],
    ['a film', box('isom', 'iso2', 'mp41')],
    ['sound', bytes('RIFF\0\0\0\0WAVEfmt ')],
    ['a drawing of lines', bytes('<svg xmlns="http://www.w3.org/2000/svg">')],
    ['nothing', bytes('')],
    ['a few bytes', bytes('\xff\xd8')],
  ])('%s is no picture', (_what, head) => {
    expect(pictureFormat(head)).toBeNull();
  });

  test('the server takes what it opens, and no other', () => {
    expect(isTaken('avif')).toBe(true);
    expect(isTaken('heic')).toBe(false);
  });

  test('reads the bytes from where they begin in a larger buffer', () => {
    const file = readFileSync(new URL('../../fixtures/noto/1f3b8.png', import.meta.url));
    expect(pictureFormat(Buffer.concat([Buffer.alloc(9), file]).subarray(9))).toBe('png');
    const later = new Uint8Array(100);
    later.set(box('mif1', 'avif'), 40);
    expect(pictureFormat(later.subarray(40))).toBe('avif');
  });
});
