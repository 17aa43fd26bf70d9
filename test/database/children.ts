import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** A script of this folder that runs as a process of its own. */
export interface RunningScript {
  readonly process: ChildProcess;
  /** Its next line on standard output; undefined when it ended. */
  line(): Promise<string | undefined>;
  /** Every line that it still writes until it ends. */
  rest(): Promise<string[]>;
  /** Its exit code, once it has ended by itself. */
  exited(): Promise<number | null>;
  /** Kills it without a chance to do anything about it. */
  kill(): Promise<void>;
}

export function runScript(
  path: string,
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): RunningScript {
  const child = spawn(process.execPath, [join(import.meta.dirname, path), ...args], {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: { ...process.env, ...environment },
  });
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
  const line = async () => (await lines.next()).value;
  return {
    process: child,
    line,
    async rest() {
      const all: string[] = [];
      for (let next = await line(); next !== undefined; next = await line()) all.push(next);
      return all;
    },
    async exited() {
      if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
      return child.exitCode;
    },
    async kill() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const exited = once(child, 'exit');
      child.kill('SIGKILL');
      await exited;
    },
  };
}

/** Whether a process is there; one that ended and waits to be noticed is not. */
export function isRunning(pid: number): boolean {
  try {
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'latin1'));
  } catch {
    return false;
  }
}

/** Waits until something holds. */
export async function until(holds: () => boolean | Promise<boolean>, timeoutMs: number): Promise<void> {
  const deadline = Date.now() + timeoutMs;
  while (!(await holds())) {
    if (Date.now() > deadline) throw new Error(`it did not come about within ${timeoutMs} ms`);
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}
