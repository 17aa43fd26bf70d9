import { readLines } from './lines.ts';
import type { SourceRecord } from './source.ts';

/** The records of a file with a JSON object a line. Blank lines are passed over. */
export async function* readNdjson(source: AsyncIterable<Uint8Array>): AsyncGenerator<SourceRecord> {
  for await (const line of readLines(source)) {
    if ('problem' in line) {
      yield { line: line.number, problem: line.problem };
    } else if (line.text.trim() !== '') {
      yield recordOf(line.number, line.text);
    }
  }
}

function recordOf(line: number, text: string): SourceRecord {
  try {
    return { line, record: JSON.parse(text) };
  } catch {
    return {
      line,
      problem: 'not JSON: each line is one object such as {"externalId": "A1", "title": "A shoe"}',
    };
  }
}
