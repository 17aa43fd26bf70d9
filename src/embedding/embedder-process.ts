import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { getCompileCacheDir } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { Log } from '../log.ts';
import { type Client, createClient } from './client.ts';
import { listeningLine } from './protocol.ts';

const program = fileURLToPath(new URL('./child/main.ts', import.meta.url));

/** One life of the process that opens pictures. */
export interface EmbedderProcess {
  readonly pid: number | undefined;
  readonly client: Client;
  /** Settles once its socket answers; never, where it ends before. */
  readonly listening: Promise<void>;
  /** Settles with why, once it has ended; never rejects. */
  readonly ended: Promise<string>;
  /** Ends it by closing its pipe, and by force where that takes long. */
  end(): Promise<void>;
  kill(): void;
}

export interface ProcessOptions {
  /** The model folder; undefined: pictures only. */
  readonly folder: string | undefined;
  readonly threads: number;
  readonly timeoutMs: number;
  readonly log: Log;
}

/** How long it may take to end by itself. */
const graceMs = 1000;
const maxLogLine = 500;

/**
 * What the process needs to run at all. Secrets, such as the database's address, stay with the parent: hostile bytes
 * are opened there.
 */
export function childEnvironment(): NodeJS.ProcessEnv {
  const names = ['PATH', 'HOME', 'LANG', 'TMPDIR', 'TZ', 'LD_LIBRARY_PATH', 'NODE_ENV'];
  return {
    ...Object.fromEntries(names.map((name) => [name, process.env[name]])),
    NODE_COMPILE_CACHE: getCompileCacheDir(),
    // glibc: few arenas, and what is large goes back to the system once it is freed; a fifth less memory in all
    MALLOC_ARENA_MAX: '2',
    MALLOC_MMAP_THRESHOLD_: '131072',
    MALLOC_TRIM_THRESHOLD_: '131072',
  };
}

export function startProcess({ folder, threads, timeoutMs, log }: ProcessOptions): EmbedderProcess {
  // short, since a socket's path may have 108 bytes only; the folder is this user's alone
  const scratch = mkdtempSync(join(tmpdir(), 'vitrine-'));
  const socket = join(scratch, 's');
  const decodeSeconds = Math.max(1, Math.floor(timeoutMs / 2000));
  const args = [
    // what a call leaves behind is gone at once: by default V8 lets some 100 MB of it gather before it looks
    '--max-semi-space-size=1',
    program,
    ...['--socket', socket, '--threads', String(threads), '--decode-timeout-seconds', String(decodeSeconds)],
    ...(folder === undefined ? [] : ['--model', folder]),
  ];
  const child = spawn(process.execPath, args, { env: childEnvironment(), stdio: ['pipe', 'pipe', 'pipe'] });
  const client = createClient(socket);

  const ended = new Promise<string>((resolve) => {
    child.once('error', (error) => resolve(`it could not be started: ${error.message}`));
    child.once('close', (code, signal) =>
      resolve(signal === null ? `exit code ${code}` : `signal ${signal}`),
    );
  });
  void ended.then(() => {
    client.close();
    rmSync(scratch, { recursive: true, force: true });
  });

  child.stdin.on('error', () => {});
  createInterface({ input: child.stderr }).on('line', (line) =>
    log.warn(`embedder: ${line.slice(0, maxLogLine)}`),
  );
  const listening = new Promise<void>((resolve) => {
    createInterface({ input: child.stdout }).on('line', (line) => {
      if (line === listeningLine) resolve();
    });
  });

  return {
    pid: child.pid,
    client,
    listening,
    ended,
    async end() {
      child.stdin.end();
      const force = setTimeout(() => child.kill('SIGKILL'), graceMs);
      await ended;
      clearTimeout(force);
    },
    kill: () => child.kill('SIGKILL'),
  };
}
