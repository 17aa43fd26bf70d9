import { execFile, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { messageOf } from '../../src/errors.ts';
import type { FormName, Precision } from './forms.ts';

const run = promisify(execFile);
const requirements = fileURLToPath(new URL('requirements.txt', import.meta.url));
const script = fileURLToPath(new URL('make.py', import.meta.url));

/** What is needed of Python is not there; the message says what to do. */
export class PythonError extends Error {}

/** Calls back with each line that is said. */
type Say = (line: string) => void;

/** Of the requirements that a virtual environment was made for. */
const markName = 'vitrine-requirements';

/**
 * A virtual environment with what make.py needs, made where it is not there yet.
 * @returns the path of its interpreter
 * @throws {PythonError}
 */
export async function prepareVenv(folder: string, say: Say, signal: AbortSignal): Promise<string> {
  const python = join(folder, 'bin', 'python');
  await assertOwn(folder);
  const wanted = createHash('sha256')
    .update(await readFile(requirements))
    .digest('hex');
  const mark = join(folder, markName);
  if ((await readFile(mark, 'utf8').catch(() => '')) === wanted) return python;
  await assertPython(signal);
  say(`making a virtual environment of Python in ${folder}`);
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  // from now on it is known as ours, whatever ends this
  await writeFile(mark, 'begun');
  try {
    await run('python3', ['-m', 'venv', folder], { signal });
  } catch (error) {
    signal.throwIfAborted();
    throw new PythonError(
      `python3 can't make a virtual environment (${lastLine(error)}): install its module venv (Debian: apt-get install python3-venv).`,
    );
  }
  say(`installing the packages of scripts/standin/requirements.txt there`);
  const pip = [
    '-m',
    'pip',
    'install',
    '--quiet',
    '--disable-pip-version-check',
    '--requirement',
    requirements,
  ];
  try {
    await run(python, pip, { signal });
  } catch (error) {
    signal.throwIfAborted();
    throw new PythonError(
      `pip could not install the packages (${lastLine(error)}): Python 3.11 or newer and a package index are needed; see pip's own settings for a mirror or a proxy.`,
    );
  }
  await writeFile(mark, wanted);
  return python;
}

/** What lies in a folder that somebody named by mistake stays, and what another user put there is not run. */
async function assertOwn(folder: string): Promise<void> {
  const found = await stat(folder).catch(() => undefined);
  if (found === undefined) return;
  const mark = await stat(join(folder, markName)).catch(() => undefined);
  if (mark === undefined && (await readdir(folder)).length > 0)
    throw new PythonError(
      `${folder} is there and was not made by this command: name another folder with --venv.`,
    );
  if (process.getuid !== undefined && found.uid !== process.getuid())
    throw new PythonError(`${folder} belongs to another user: name another with --venv.`);
}

async function assertPython(signal: AbortSignal): Promise<void> {
  try {
    await run('python3', ['--version'], { signal });
  } catch {
    signal.throwIfAborted();
    throw new PythonError('python3 is not there: install it (Debian: apt-get install python3 python3-venv).');
  }
}

/** Writes a form's two ONNX files into a folder. @throws {PythonError} */
export async function makeWeights(
  python: string,
  made: { readonly form: FormName; readonly precision: Precision; readonly folder: string },
  say: Say,
  signal: AbortSignal,
): Promise<void> {
  const { form, precision, folder } = made;
  const child = spawn(python, [script, '--form', form, '--precision', precision, '--to', folder], {
    stdio: ['ignore', 'pipe', 'pipe'],
    signal,
  });
  const said: string[] = [];
  const listen = (stream: Readable, each: Say) => createInterface({ input: stream }).on('line', each);
  listen(child.stdout, say);
  listen(child.stderr, (line) => said.push(line));
  const [code, killedBy] = await new Promise<[number | null, string | null]>((resolve, reject) => {
    child.once('error', reject).once('close', (...ending) => resolve(ending));
  });
  if (code === 0) return;
  const why = killedBy === null ? (said.at(-1) ?? `exit code ${code}`) : `signal ${killedBy}`;
  const memory = killedBy === 'SIGKILL' ? ' It needs up to 6 GB of memory.' : '';
  throw new PythonError(`make.py ended without the weights (${why}).${memory}`);
}

function lastLine(error: unknown): string {
  const said = error instanceof Error && 'stderr' in error ? String(error.stderr) : '';
  return said.trim().split('\n').at(-1) || messageOf(error);
}
