import { createStatusLine, type Output, type StatusLine } from '../status-line.ts';

/** Progress of reading a file, for a person who watches. */
export interface ProgressLine extends Pick<StatusLine, 'say' | 'end'> {
  /** Hands the bytes on and counts them. */
  count(source: AsyncIterable<Buffer>): AsyncIterable<Buffer>;
  show(lines: number): void;
}

const fileEveryMs = 5000;

/** @param totalBytes undefined where it is not known, as of a pipe */
export function createProgressLine(output: Output, totalBytes: number | undefined): ProgressLine {
  const line = createStatusLine(output, fileEveryMs);
  const startedMs = performance.now();
  let bytes = 0;
  return {
    async *count(source) {
      for await (const chunk of source) {
        bytes += chunk.length;
        yield chunk;
      }
    },
    show: (lines) => line.show(describe(lines, (performance.now() - startedMs) / 1000, bytes, totalBytes)),
    say: line.say,
    end: line.end,
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
