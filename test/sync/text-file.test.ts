import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createSeen } from '../../src/sync/seen.ts';
import { assertTextFile, headBytes, textOnly } from '../../src/sync/text-file.ts';

const bytes = (...values: number[]) => Buffer.from(values);
const utf16be = (text: string) => Buffer.from(text, 'utf16le').swap16();

test.each<[string, Buffer, RegExp]>([
  ['nothing', bytes(), /is empty/],
  ['a zip archive', bytes(0x50, 0x4b, 3, 4, 0, 0), /zip archive/],
  ['gzip', gzipSync('x'), /gzip/],
  ['an .xls', bytes(0xd0, 0xcf, 0x11, 0xe0, 0xa1), /Office/],
  ['UTF-16, little end first, marked', Buffer.from('\uFEFFid', 'utf16le'), /UTF-16/],
  ['UTF-16, big end first, marked', utf16be('\uFEFFid'), /UTF-16/],
  ['UTF-16, little end first', Buffer.from('externalId,title', 'utf16le'), /UTF-16/],
  ['UTF-16, big end first', utf16be('externalId,title'), /UTF-16/],
  ['bytes at random', bytes(0x7f, 0x45, 0x4c, 0x46, 2, 1, 1, 0), /no text/],
])('%s is no text file in UTF-8', (_what, head, reason) => {
  expect(() => assertTextFile(head)).toThrow(reason);
});

test('text in any language is one, with and without a mark, and cut in the midst of a letter', () => {
  for (const text of ['a', 'externalId\ttitle\r\n靴\f', '\uFEFFid,title', 'Туфли']) {
    const whole = Buffer.from(text);
    for (let end = 1; end <= whole.length; end += 1) assertTextFile(whole.subarray(0, end));
  }
});

test('a text file is handed on as it is, however it comes', async () => {
  const text = fc.string({
    minLength: 1,
    maxLength: 3 * headBytes,
    unit: fc.constantFrom('a', 'é', '\n', '靴'),
  });
  await fc.assert(
    fc.asyncProperty(text, fc.integer({ min: 1, max: 5000 }), async (given, size) => {
      const whole = Buffer.from(given);
      const chunks = async function* () {
        for (let at = 0; at < whole.length; at += size) yield whole.subarray(at, at + size);
      };
      const out: Uint8Array[] = [];
      for await (const chunk of textOnly(chunks())) out.push(chunk);
      expect(Buffer.concat(out).equals(whole)).toBe(true);
    }),
    { numRuns: 50 },
  );
});

test('what came already is known as a set knows it, however much there is', () => {
  const seen = createSeen();
  const known = new Set<string>();
  for (let i = 0; i < 60_000; i += 1) {
    const text = `P${(i * 7919) % 40_000}`;
    expect(seen.add(text)).toBe(!known.has(text));
    known.add(text);
  }
});
