import type { WriteStream } from 'node:tty';

export type Output = Pick<WriteStream, 'write'> & { readonly isTTY?: boolean; readonly columns?: number };

/** How something stands, for a person who watches: one line that is rewritten on a terminal, a line now and then where
 * the output goes to a file. */
export interface StatusLine {
  /** What is shown too soon after the last is left out, and in a file what says the same. */
  show(text: string): void;
  /** Writes a line of its own. */
  say(text: string): void;
  /** Leaves the terminal clean. */
  end(): void;
}

const terminalEveryMs = 200;

/** @param fileEveryMs the least time between two lines in a file; the first one comes that long after the start */
export function createStatusLine(output: Output, fileEveryMs: number): StatusLine {
  const everyMs = output.isTTY ? terminalEveryMs : fileEveryMs;
  let shown = '';
  let shownAtMs = performance.now();

  const clear = () => {
    if (output.isTTY && shown !== '') output.write('\r\u001B[K');
  };
  // a line that wraps could not be rewritten
  const fitting = (text: string) => text.slice(0, (output.columns ?? Number.POSITIVE_INFINITY) - 1);

  return {
    show(text) {
      const nowMs = performance.now();
      if (text === shown || nowMs - shownAtMs < everyMs) return;
      shownAtMs = nowMs;
      clear();
      shown = text;
      output.write(output.isTTY ? fitting(text) : `${text}\n`);
    },
    say(text) {
      clear();
      output.write(`${text}\n`);
      if (output.isTTY) output.write(fitting(shown));
    },
    end() {
      clear();
      shown = '';
    },
  };
}
