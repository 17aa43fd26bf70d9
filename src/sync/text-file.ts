import { VitrineError } from '../errors.ts';

/** So much of a file's beginning tells what it is. */
export const headBytes = 4096;

const magic: readonly { readonly bytes: readonly number[]; readonly what: string }[] = [
  { bytes: [0x50, 0x4b, 0x03, 0x04], what: 'a zip archive, or a workbook such as .xlsx' },
  { bytes: [0x50, 0x4b, 0x05, 0x06], what: 'an empty zip archive' },
  { bytes: [0x1f, 0x8b], what: 'packed with gzip' },
  { bytes: [0xd0, 0xcf, 0x11, 0xe0], what: 'an old Office document such as .xls' },
  { bytes: [0x25, 0x50, 0x44, 0x46], what: 'a PDF' },
];

const bad = (message: string) => new VitrineError('BAD_USER_INPUT', message);

/**
 * Looks whether a file is text in UTF-8, as far as its beginning tells; a letter that is none later on costs its line.
 * @param head the first `headBytes`, or all where there are fewer
 * @throws {VitrineError} BAD_USER_INPUT that says what it is instead
 */
export function assertTextFile(head: Uint8Array): void {
  if (head.length === 0) throw bad('The file is empty.');
  for (const { bytes, what } of magic) {
    if (bytes.every((byte, at) => head[at] === byte)) {
      throw bad(`The file is ${what}: unpack it, or save it as CSV in UTF-8.`);
    }
  }
  const [first, second] = head;
  const hasMark = (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff);
  if (hasMark || isWide(head)) throw bad('The file is text in UTF-16: save it as UTF-8.');
  if (head.some(isOfNoText)) throw bad('The file is no text: NDJSON or CSV in UTF-8 is expected.');
}

/** Text in UTF-16 without a mark: of two bytes always the same one is zero. */
function isWide(head: Uint8Array): boolean {
  const pairs = Math.floor(head.length / 2);
  if (pairs < 2) return false;
  let even = 0;
  let odd = 0;
  for (let at = 0; at < pairs * 2; at += 2) {
    if (head[at] === 0) even += 1;
    if (head[at + 1] === 0) odd += 1;
  }
  return (even === 0 && odd > pairs / 2) || (odd === 0 && even > pairs / 2);
}

/** Control characters other than tab, line ends and form feed. */
function isOfNoText(byte: number): boolean {
  return byte < 0x09 || byte === 0x0b || (byte > 0x0d && byte < 0x20);
}

/**
 * Hands a file's bytes on once its beginning was looked at.
 * @throws {VitrineError} as `assertTextFile`
 */
export async function* textOnly(source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let head: Uint8Array[] | undefined = [];
  let bytes = 0;
  for await (const chunk of source) {
    if (head === undefined) {
      yield chunk;
      continue;
    }
    head.push(chunk);
    bytes += chunk.length;
    if (bytes < headBytes) continue;
    const beginning: Buffer = Buffer.concat(head);
    head = undefined;
    assertTextFile(beginning.subarray(0, headBytes));
    yield beginning;
  }
  if (head === undefined) return;
  const whole = Buffer.concat(head);
  assertTextFile(whole);
  yield whole;
}
