import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { getCompileCacheDir } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { messageOf, VitrineError } from '../../errors.ts';
import type { Log } from '../../log.ts';
import { SOCKET_FOLDER_PREFIX } from './lock.ts';
import { type ProcessOptions, type ProcessReport, processReportSchema } from './protocol.ts';

/** The running database process. */
export interface DatabaseProcess {
  readonly socketFolder: string;
  /** Closes the files in order and ends the process. */
  stop(): Promise<void>;
}

type Child = ChildProcessByStdio<Writable, Readable, Readable>;

const PROGRAM = join(import.meta.dirname, 'process.ts');
const START_TIMEOUT_MS = 60_000;
const STOP_TIMEOUT_MS = 5_000;
const FIRST_DELAY_MS = 200;
const LONGEST_DELAY_MS = 10_000;
/** A process that ran for so long was not doomed: the next delay is the first one again. */
const HEALTHY_AFTER_MS = 60_000;
/** Unix allows 108 bytes for a socket's path, macOS 104. */
const LONGEST_TMPDIR = 60;

/**
 * Starts the process that has the embedded database open, and starts it again when it dies.
 * @throws {VitrineError} CONFLICT where another process holds the directory; DATABASE_UNAVAILABLE where it can't start
 */
export async function startDatabaseProcess(
  { directory, template }: { readonly directory: string; readonly template: string | null },
  log: Log,
): Promise<DatabaseProcess> {
  const temp = tmpdir().length <= LONGEST_TMPDIR ? tmpdir() : '/tmp';
  const socketFolder = mkdtempSync(join(temp, SOCKET_FOLDER_PREFIX));
  const options: ProcessOptions = {
    directory,
    template,
    socketFolder,
    pid: process.pid,
    command: commandName(),
  };
  const stopRequested = new AbortController();
  let child: Child;
  try {
    child = await startChild(options, log);
  } catch (error) {
    rmSync(socketFolder, { recursive: true, force: true });
    throw error;
  }

  const supervise = async () => {
    let delayMs = FIRST_DELAY_MS;
    while (!stopRequested.signal.aborted) {
      const startedAt = Date.now();
      if (!hasEnded(child)) await once(child, 'exit');
      if (stopRequested.signal.aborted) return;
      if (Date.now() - startedAt > HEALTHY_AFTER_MS) delayMs = FIRST_DELAY_MS;
      log.error(
        `The database process ended by ${child.signalCode ?? `exit code ${child.exitCode}`}. Nothing acknowledged is lost; it starts again.`,
      );
      while (!stopRequested.signal.aborted && hasEnded(child)) {
        await sleep(delayMs, undefined, { signal: stopRequested.signal }).catch(() => {});
        delayMs = Math.min(delayMs * 2, LONGEST_DELAY_MS);
        if (!stopRequested.signal.aborted) await restart();
      }
    }
  };
  const restart = async () => {
    try {
      child = await startChild(options, log);
      log.info('The database process runs again.');
    } catch (error) {
      log.error(`The database process does not start: ${messageOf(error)}`);
    }
  };
  const supervised = supervise();

  return {
    socketFolder,
    async stop() {
      stopRequested.abort();
      await endChild(child);
      await supervised;
      // one that was starting just then
      await endChild(child);
      rmSync(socketFolder, { recursive: true, force: true });
    },
  };
}

async function startChild(options: ProcessOptions, log: Log): Promise<Child> {
  const child = spawn(process.execPath, [PROGRAM, JSON.stringify(options)], {
    stdio: ['pipe', 'pipe', 'pipe'],
    env: { ...process.env, ...childEnvironment() },
  });
  // its end is seen by its exit; a write that fails because it ended says nothing more
  child.stdin.on('error', () => {});
  createInterface(child.stderr).on('line', (line) => log.warn(`database process: ${line}`));
  const outcome = await firstReport(child);
  if (outcome.state === 'ready') return child;
  await endChild(child);
  if (outcome.state === 'failed')
    throw new VitrineError('DATABASE_UNAVAILABLE', `The embedded database does not open: ${outcome.reason}`);
  throw new VitrineError(
    'CONFLICT',
    `The embedded database in ${options.directory} is in use by process ${outcome.holder.owner} (${outcome.holder.command}). ` +
      'Stop that one first, or give this one another DATA_DIR, or let both use a PostgreSQL server by DATABASE_URL.',
  );
}

/**
 * What makes its start quicker and it smaller: V8 needs 600 MB for a moment to optimize the interpreter loop of
 * the engine, and memory that several threads had is given back to the system only in part.
 */
function childEnvironment(): Record<string, string> {
  const compileCache = getCompileCacheDir();
  return {
    MALLOC_ARENA_MAX: '2',
    ...(compileCache === undefined ? {} : { NODE_COMPILE_CACHE: dirname(compileCache) }),
  };
}

/** What the process says first, or that it said nothing. */
async function firstReport(child: Child): Promise<ProcessReport> {
  const lines = createInterface(child.stdout);
  try {
    const [line] = await Promise.race([
      once(lines, 'line', { signal: AbortSignal.timeout(START_TIMEOUT_MS) }),
      once(lines, 'close').then(() => [undefined]),
      once(child, 'error').then(([error]) => Promise.reject(error)),
    ]);
    if (line === undefined)
      return { state: 'failed', reason: 'its process ended without a word; the log may say more.' };
    return processReportSchema.parse(JSON.parse(line));
  } catch (error) {
    return { state: 'failed', reason: messageOf(error) };
  }
}

function hasEnded(child: Child): boolean {
  return child.exitCode !== null || child.signalCode !== null || child.pid === undefined;
}

async function endChild(child: Child): Promise<void> {
  if (hasEnded(child)) return;
  const ended = once(child, 'exit');
  child.stdin.end();
  const timer = setTimeout(() => child.kill('SIGKILL'), STOP_TIMEOUT_MS);
  await ended;
  clearTimeout(timer);
}

/** What this process runs, such as `src/main.ts`, for whoever finds it in the way. */
function commandName(): string {
  const script = process.argv[1];
  return script === undefined ? 'node' : relative(process.cwd(), script) || script;
}
