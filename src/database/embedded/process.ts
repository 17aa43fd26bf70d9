import {
  chmodSync,
  constants,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { PGlite } from '@electric-sql/pglite';
import { pg_trgm } from '@electric-sql/pglite/contrib/pg_trgm';
import { unaccent } from '@electric-sql/pglite/contrib/unaccent';
import { vector } from '@electric-sql/pglite-pgvector';
import { messageOf } from '../../errors.ts';
import { keepHouse } from './housekeeping.ts';
import { claim } from './lock.ts';
import { type ProcessOptions, type ProcessReport, processOptionsSchema, socketPath } from './protocol.ts';
import { shareSession } from './session.ts';

/**
 * The process of the embedded database. It ends when the pipe on its standard input closes, and by nothing else:
 * a Ctrl-C reaches the whole group of processes, and the server still has work to store then.
 */
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => {});

const SERVED_MAJOR = '18';
/** The exit status by which PGlite's engine says that a statement failed, nothing worse. */
const STATEMENT_FAILED = 100;

/** Memory for what the embedded database is meant for; the log is kept short by checkpoints. */
const START_PARAMETERS = [
  ...PGlite.defaultStartParams,
  ...['shared_buffers=64MB', 'min_wal_size=32MB', 'max_wal_size=64MB'].flatMap((setting) => ['-c', setting]),
];

function report(line: ProcessReport): void {
  process.stdout.write(`${JSON.stringify(line)}\n`);
}

function fail(reason: string): never {
  report({ state: 'failed', reason });
  process.exit(1);
}

function complain(line: string): void {
  process.stderr.write(`${line}\n`);
}

/** Ends the process without waiting for V8, which may be at optimizing the engine's code for a second yet. */
function endNow(): never {
  process.kill(process.pid, 'SIGKILL');
  throw new Error('ended');
}

/** Ends the process at once: whoever started it starts another, and what was acknowledged is in the files. */
function crash(error: unknown): never {
  complain(messageOf(error));
  endNow();
}

/**
 * Ends the process where the engine throws anything but a statement's failure, such as a stack overflow: PGlite
 * passes over that, and goes on with an engine that was torn out of the middle of its work.
 */
function watchEngine(database: PGlite): void {
  const engine = database.Module;
  const step = engine._PostgresMainLoopOnce;
  engine._PostgresMainLoopOnce = () => {
    try {
      step();
    } catch (error) {
      if (!(error instanceof Object && 'status' in error && error.status === STATEMENT_FAILED)) crash(error);
      throw error;
    }
  };
}

/** The engine makes files that any user of the machine may write to, so nobody else may enter their folder. */
function closeToOthers(files: string): void {
  mkdirSync(files, { recursive: true, mode: 0o700 });
  chmodSync(files, 0o700);
}

/** Puts the files in place where there are none, whole or not at all. */
function prepareFiles(files: string, template: string | null): void {
  if (existsSync(files)) {
    const major = readFileSync(join(files, 'PG_VERSION'), 'utf8').trim();
    if (major !== SERVED_MAJOR)
      fail(
        `${files} was made by PostgreSQL ${major}, and this version of Vitrine opens ${SERVED_MAJOR} only.`,
      );
  } else if (template !== null) {
    const draft = `${files}.draft`;
    rmSync(draft, { recursive: true, force: true });
    closeToOthers(draft);
    cpSync(template, draft, { recursive: true, mode: constants.COPYFILE_FICLONE });
    renameSync(draft, files);
  }
  closeToOthers(files);
}

async function main(options: ProcessOptions): Promise<void> {
  const held = await claim(options.directory, options);
  if (!('release' in held)) return report({ state: 'held', holder: held });
  const watchdog = new Worker(new URL('./watchdog.ts', import.meta.url), {
    workerData: { claimFile: held.file, socketFolder: options.socketFolder },
  });
  const files = join(options.directory, 'postgres');
  prepareFiles(files, options.template);

  const database = await PGlite.create({
    dataDir: files,
    extensions: { vector, pg_trgm, unaccent },
    startParams: START_PARAMETERS,
  });
  watchEngine(database);
  const session = shareSession(database, crash);
  const stopKeepingHouse = keepHouse(database, session.exclusive, (error) =>
    complain(`housekeeping: ${messageOf(error)}`),
  );
  const server = createServer(session.serve).on('error', (error) => fail(messageOf(error)));
  watchdog.on('message', async () => {
    stopKeepingHouse();
    server.close();
    await database.close();
    held.release();
    rmSync(options.socketFolder, { recursive: true, force: true });
    endNow();
  });
  const socket = socketPath(options.socketFolder);
  rmSync(socket, { force: true });
  server.listen(socket, () => report({ state: 'ready' }));
}

main(processOptionsSchema.parse(JSON.parse(process.argv[2] ?? '{}'))).catch((error) =>
  fail(messageOf(error)),
);
