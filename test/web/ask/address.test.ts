import { describe, expect, test } from 'vitest';
import { addressIn, fileOfDataUrl, firstOf, hostOf } from '../../../src/web/search/ask/address.ts';

describe('an address in a text', () => {
  test.each([
    ['https://shop.example/a.jpg', 'https://shop.example/a.jpg'],
    ['  HTTP://shop.example/a', 'http://shop.example/a'],
    ['https://shop.example/?id=1&size=2\n', 'https://shop.example/?id=1&size=2'],
    ['https://example.com/обувь.jpg', 'https://example.com/%D0%BE%D0%B1%D1%83%D0%B2%D1%8C.jpg'],
  ])('%j is one', (text, address) => expect(addressIn(text)).toBe(address));

  test.each([
    'red shoes',
    'like https://shop.example/a.jpg',
    'shop.example/a.jpg',
    'ftp://shop.example/a.jpg',
    'file:///etc/passwd',
    'javascript:alert(1)',
    'https://',
    `https://shop.example/${'a'.repeat(3000)}`,
    '',
  ])('%j is none', (text) => expect(addressIn(text)).toBeNull());

  test('a list of addresses tells its first, past comments', () => {
    expect(firstOf('# two\r\nhttps://a.example/1\r\nhttps://a.example/2')).toBe('https://a.example/1');
    expect(firstOf('')).toBeNull();
  });

  test('people are told its host', () => {
    expect(hostOf('https://shop.example:8080/a/b.jpg?c')).toBe('shop.example:8080');
    expect(hostOf('no address')).toBe('no address');
  });
});

describe('a picture as a data: URL', () => {
  test('becomes a file', async () => {
    const file = fileOfDataUrl('data:image/png;base64,iVBORw0KGgo=');
    expect(file?.type).toBe('image/png');
    expect([...new Uint8Array((await file?.arrayBuffer()) ?? new ArrayBuffer(0))].slice(0, 4)).toEqual([
      137, 80, 78, 71,
    ]);
  });

  test.each(['data:text/html;base64,PGI+', 'data:image/svg+xml,<svg/>', 'data:image/png;base64,', 'words'])(
    '%s is none',
    (text) => expect(fileOfDataUrl(text)).toBeNull(),
  );

  test('one that is cut off is none', () => expect(fileOfDataUrl('data:image/png;base64,abcde')).toBeNull());
});
