import { parse } from 'csv-parse/sync';
import { VitrineError } from '../errors.ts';
import { type Column, readHeader, recordOfRow } from './csv-columns.ts';
import { maxLineBytes, readLines, type TextLine } from './lines.ts';
import type { SourceRecord } from './source.ts';

/** A quoted cell may go over as many lines; where its end is missing, the damage ends here. */
const maxLinesPerRow = 1000;
/** Far more than there are columns; more would be taken apart for long, and everybody waits meanwhile. */
const maxCommasPerRow = 30_000;

/** A row of cells and the line that it begins on, or why that line begins none. */
type Row =
  | { readonly line: number; readonly cells: readonly string[]; readonly length: number }
  | { readonly line: number; readonly problem: string };

/**
 * The records of a CSV file (RFC 4180) whose first row names the columns. A broken row costs its first line alone:
 * reading goes on with the next one.
 * @throws {VitrineError} BAD_USER_INPUT where the header can't be used
 */
export async function* readCsv(source: AsyncIterable<Uint8Array>): AsyncGenerator<SourceRecord> {
  let columns: readonly Column[] | undefined;
  for await (const row of readRows(source)) {
    if ('problem' in row) {
      if (columns === undefined)
        throw new VitrineError('BAD_USER_INPUT', `The header of the CSV is ${row.problem}.`);
      yield row;
    } else if (columns === undefined) {
      columns = readHeader(row.cells);
    } else if (row.cells.length === columns.length) {
      yield { line: row.line, record: recordOfRow(columns, row.cells), length: row.length };
    } else {
      yield { line: row.line, problem: `${row.cells.length} cells where the header has ${columns.length}` };
    }
  }
}

/** Rows of cells: lines are taken together until quotes are balanced. */
async function* readRows(source: AsyncIterable<Uint8Array>): AsyncGenerator<Row> {
  const lines = pushable(readLines(source));
  for (;;) {
    const first = await lines.next();
    if (first === undefined) return;
    if ('problem' in first) {
      yield { line: first.number, problem: first.problem };
      continue;
    }
    if (first.text.trim() === '') continue;

    const rest: TextLine[] = [];
    let text = first.text;
    let quotes = count(text, '"');
    while (quotes % 2 === 1 && rest.length < maxLinesPerRow && text.length < maxLineBytes) {
      const next = await lines.next();
      if (next === undefined) break;
      rest.push(next);
      if ('problem' in next) break;
      text += `\n${next.text}`;
      quotes += count(next.text, '"');
    }

    if (count(text, ',') > maxCommasPerRow) {
      yield { line: first.number, problem: `more than ${maxCommasPerRow} commas` };
      lines.putBack(rest);
      continue;
    }
    const cells = quotes % 2 === 0 ? parseRow(text) : undefined;
    if (cells === undefined) {
      yield {
        line: first.number,
        problem: 'badly quoted: a cell with , or " in it is written "like ""this"""',
      };
      lines.putBack(rest);
    } else {
      yield { line: first.number, cells, length: text.length };
    }
  }
}

function count(text: string, sign: string): number {
  let found = 0;
  for (let at = text.indexOf(sign); at !== -1; at = text.indexOf(sign, at + 1)) found += 1;
  return found;
}

function parseRow(text: string): readonly string[] | undefined {
  try {
    const rows: string[][] = parse(text, { record_delimiter: '\n', relax_column_count: true });
    return rows.length === 1 ? rows[0] : undefined;
  } catch {
    return undefined;
  }
}

/** Lines one by one, with the possibility to give some back. */
function pushable(source: AsyncGenerator<TextLine>) {
  let returned: TextLine[] = [];
  return {
    async next(): Promise<TextLine | undefined> {
      const again = returned.shift();
      if (again !== undefined) return again;
      const { value, done } = await source.next();
      return done ? undefined : value;
    },
    putBack(lines: readonly TextLine[]) {
      returned = [...lines, ...returned];
    },
  };
}
