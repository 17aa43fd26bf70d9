import type { WriteStream } from 'node:tty';

type Output = Pick<WriteStream, 'write'> & { readonly isTTY?: boolean };

/** Progress of reading a file, for a person who watches: one line that is rewritten on a terminal, a line now and then
 * where the output goes to a file. */
export interface ProgressLine {
  /** Hands the bytes on and counts them. */
  count(source: AsyncIterable<Buffer>): AsyncIterable<Buffer>;
  show(lines: number): void;
  /** Writes a line of its own. */
  say(text: string): void;
  /** Leaves the terminal clean. */
  end(): void;
}

const terminalEveryMs = 200;
const fileEveryMs = 5000;

/** @param totalBytes undefined where it is not known, as of a pipe */
export function createProgressLine(output: Output, totalBytes: number | undefined): ProgressLine {
  const started = performance.now();
  const everyMs = output.isTTY ? terminalEveryMs : fileEveryMs;
  let bytes = 0;
  let shown = '';
  let shownAt = started;

  const clear = () => {
    if (output.isTTY && shown !== '') output.write('\r\u001B[K');
  };

  return {
    async *count(source) {
      for await (const chunk of source) {
        bytes += chunk.length;
        yield chunk;
      }
    },
    show(lines) {
      const now = performance.now();
      if (now - shownAt < everyMs) return;
      shownAt = now;
      clear();
      shown = describe(lines, (now - started) / 1000, bytes, totalBytes);
      output.write(output.isTTY ? shown : `${shown}\n`);
    },
    say(text) {
      clear();
      output.write(`${text}\n`);
      if (output.isTTY) output.write(shown);
    },
    end() {
      clear();
      shown = '';
    },
  };
}

function describe(lines: number, seconds: number, bytes: number, totalBytes: number | undefined): string {
  const rate = `${lines} lines, ${Math.round(lines / seconds)} a second`;
  if (totalBytes === undefined || totalBytes === 0 || bytes === 0) return rate;
  const share = Math.min(bytes / totalBytes, 1);
  return `${rate}, ${Math.floor(share * 100)} % of the file, about ${duration((seconds * (1 - share)) / share)} left`;
}

function duration(seconds: number): string {
  if (seconds < 90) return `${Math.ceil(seconds)} s`;
  return seconds < 5400 ? `${Math.round(seconds / 60)} min` : `${(seconds / 3600).toFixed(1)} h`;
}
