import { crc32, deflateSync } from 'node:zlib';
import fc from 'fast-check';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { withoutPngTexts } from '../../src/embedding/child/png.ts';
import { drawing } from './helpers.ts';

function chunk(type: string, data: Buffer): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const named = Buffer.concat([Buffer.from(type), data]);
  const check = Buffer.alloc(4);
  check.writeUInt32BE(crc32(named));
  return Buffer.concat([length, named, check]);
}

const headerEnd = 8 + 25;
const bomb = chunk('zTXt', Buffer.concat([Buffer.from('k\0\0'), deflateSync(Buffer.alloc(20_000_000))]));
const insert = (png: Buffer, ...chunks: Buffer[]) =>
  Buffer.concat([png.subarray(0, headerEnd), ...chunks, png.subarray(headerEnd)]);

test('texts are left out, pixels and profiles are kept', async () => {
  const plain = withoutPngTexts(
    await sharp(drawing('1f34e')).withIccProfile('p3').withMetadata({ orientation: 6 }).png().toBuffer(),
  );
  const swollen = insert(plain, bomb, chunk('tEXt', Buffer.from('a\0b')), chunk('abCd', Buffer.alloc(9)));
  expect(withoutPngTexts(swollen).equals(plain)).toBe(true);
  const { orientation, hasProfile } = await sharp(withoutPngTexts(swollen)).metadata();
  expect({ orientation, hasProfile }).toEqual({ orientation: 6, hasProfile: true });
});

test('what is no PNG, or holds no text, is not copied', async () => {
  const jpeg = await sharp(drawing('1f34e')).jpeg().toBuffer();
  expect(withoutPngTexts(jpeg)).toBe(jpeg);
  const plain = withoutPngTexts(drawing('1f34e'));
  expect(withoutPngTexts(plain)).toBe(plain);
});

test('a damaged PNG ends as it ended, however it is cut or changed', () => {
  const png = insert(drawing('2615'), chunk('tEXt', Buffer.from('a\0b')));
  fc.assert(
    fc.property(fc.nat(png.length), fc.nat(png.length - 1), fc.nat(255), (length, at, byte) => {
      const damaged = Buffer.from(png.subarray(0, length));
      if (at < length) damaged[at] = byte;
      expect(withoutPngTexts(damaged).length).toBeLessThanOrEqual(length);
    }),
  );
});
