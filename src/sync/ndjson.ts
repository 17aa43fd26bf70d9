import { VitrineError } from '../errors.ts';
import { readLines } from './lines.ts';
import type { SourceRecord } from './source.ts';

/**
 * The records of a file with a JSON object a line. Blank lines are passed over.
 * @throws {VitrineError} BAD_USER_INPUT where the file is one JSON list
 */
export async function* readNdjson(source: AsyncIterable<Uint8Array>): AsyncGenerator<SourceRecord> {
  let isFirst = true;
  for await (const line of readLines(source)) {
    if ('problem' in line) {
      yield { line: line.number, problem: line.problem };
    } else if (line.text.trim() !== '') {
      // each of its many lines would be a bad one, and none would say why
      if (isFirst && line.text.trim().startsWith('[')) {
        throw new VitrineError(
          'BAD_USER_INPUT',
          'The file is one JSON list; NDJSON is one object a line, without the [ ] around them and the commas between.',
        );
      }
      isFirst = false;
      yield recordOf(line.number, line.text);
    }
  }
}

function recordOf(line: number, text: string): SourceRecord {
  try {
    return { line, record: JSON.parse(text), length: text.length };
  } catch {
    return {
      line,
      problem: 'not JSON: each line is one object such as {"externalId": "A1", "title": "A shoe"}',
    };
  }
}
