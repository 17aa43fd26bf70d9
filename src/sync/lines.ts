/** One line of a text file, or why it can't be read as one. */
export type TextLine =
  | { readonly number: number; readonly text: string }
  | { readonly number: number; readonly problem: string };

/** What no line of a catalogue is longer than. */
export const maxLineBytes = 1024 * 1024;

const newline = 0x0a;
const byteOrderMark = '\uFEFF';

/**
 * Splits bytes into lines of UTF-8 text, numbered from 1, without their line ends (\n or \r\n). Holds one line at a
 * time: one that is too long is passed over and said to be so.
 */
export async function* readLines(source: AsyncIterable<Uint8Array>): AsyncGenerator<TextLine> {
  let number = 1;
  let pieces: Uint8Array[] = [];
  let bytes = 0;

  const add = (piece: Uint8Array) => {
    bytes += piece.length;
    if (bytes <= maxLineBytes) pieces.push(piece);
    else pieces = [];
  };
  const end = (): TextLine => {
    const line = bytes > maxLineBytes ? tooLong(number) : decode(number, pieces);
    number += 1;
    pieces = [];
    bytes = 0;
    return line;
  };

  for await (const chunk of source) {
    let start = 0;
    for (;;) {
      const at = chunk.indexOf(newline, start);
      if (at === -1) break;
      add(chunk.subarray(start, at));
      yield end();
      start = at + 1;
    }
    if (start < chunk.length) add(chunk.subarray(start));
  }
  if (bytes > 0) yield end();
}

function tooLong(number: number): TextLine {
  return { number, problem: `longer than ${maxLineBytes / 1024 / 1024} MB` };
}

function decode(number: number, pieces: readonly Uint8Array[]): TextLine {
  const bytes = Buffer.concat(pieces);
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return { number, problem: 'not UTF-8 text: save the file as UTF-8' };
  }
  if (number === 1 && text.startsWith(byteOrderMark)) text = text.slice(1);
  return { number, text: text.endsWith('\r') ? text.slice(0, -1) : text };
}
