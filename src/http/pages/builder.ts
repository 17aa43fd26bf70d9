import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const project = fileURLToPath(new URL('../../../', import.meta.url));
const timeoutMs = 300_000;
const keptOutput = 4_000;

/** Why the pages could not be built: a sentence for whoever opens one, and what the build said. */
export class BuildError extends Error {
  readonly output: string;

  constructor(message: string, output: string) {
    super(message);
    this.name = 'BuildError';
    this.output = output;
  }
}

/**
 * Builds the pages in a process of its own, so that neither its memory nor its work is this one's.
 * @param signal ends it
 * @throws {BuildError}
 */
export async function buildPages(folder: string, signal: AbortSignal): Promise<void> {
  const child = spawn(process.execPath, ['scripts/run.mjs', 'scripts/build.ts'], {
    cwd: project,
    env: { ...process.env, PAGES_DIR: folder, FORCE_COLOR: '0' },
    // by the channel it notices that this process is gone, however that ended
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]),
  });
  let output = '';
  const keep = (chunk: string) => {
    output = (output + chunk).slice(-keptOutput);
  };
  child.stdout?.setEncoding('utf8').on('data', keep);
  child.stderr?.setEncoding('utf8').on('data', keep);
  child.once('error', (error) => keep(`${error.message}\n`));
  const failure = await new Promise<string | undefined>((resolve) => {
    child.once('close', (code, signal) => resolve(signal ?? (code === 0 ? undefined : `exit code ${code}`)));
  });
  signal.throwIfAborted();
  if (failure === undefined) return;
  // what the build foresaw it says itself
  const said = /^build: (.+)$/m.exec(output)?.[1];
  throw new BuildError(said ?? `Building them ended with ${failure}: try \`npm run build\`.`, output);
}
