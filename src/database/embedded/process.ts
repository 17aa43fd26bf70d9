import { constants, cpSync, existsSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { PGlite } from '@electric-sql/pglite';
import { pg_trgm } from '@electric-sql/pglite/contrib/pg_trgm';
import { unaccent } from '@electric-sql/pglite/contrib/unaccent';
import { vector } from '@electric-sql/pglite-pgvector';
import { messageOf } from '../../errors.ts';
import { claim } from './lock.ts';
import { type ProcessOptions, type ProcessReport, processOptionsSchema } from './protocol.ts';
import { shareSession } from './session.ts';

/**
 * The process of the embedded database. It ends when the pipe on its standard input closes, and by nothing else:
 * a Ctrl-C reaches the whole group of processes, and the server still has work to store then.
 */
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => {});

const SERVED_MAJOR = '18';

function report(line: ProcessReport): void {
  process.stdout.write(`${JSON.stringify(line)}\n`);
}

function fail(reason: string): never {
  report({ state: 'failed', reason });
  process.exit(1);
}

/** Puts the files in place where there are none, whole or not at all. */
function prepareFiles(files: string, template: string | null): void {
  if (existsSync(files)) {
    const major = readFileSync(join(files, 'PG_VERSION'), 'utf8').trim();
    if (major === SERVED_MAJOR) return;
    fail(`${files} was made by PostgreSQL ${major}, and this version of Vitrine opens ${SERVED_MAJOR} only.`);
  }
  if (template === null) return;
  const draft = `${files}.draft`;
  rmSync(draft, { recursive: true, force: true });
  cpSync(template, draft, { recursive: true, mode: constants.COPYFILE_FICLONE });
  renameSync(draft, files);
}

async function main(options: ProcessOptions): Promise<void> {
  const held = await claim(options.directory, options);
  if (!('release' in held)) return report({ state: 'held', holder: held });
  const watchdog = new Worker(new URL('./watchdog.ts', import.meta.url), {
    workerData: { claimFile: held.file },
  });
  const files = join(options.directory, 'postgres');
  prepareFiles(files, options.template);

  const database = await PGlite.create({ dataDir: files, extensions: { vector, pg_trgm, unaccent } });
  const server = createServer(
    shareSession(database, (error) => {
      process.stderr.write(`${messageOf(error)}\n`);
      process.exit(1);
    }),
  );
  watchdog.on('message', async () => {
    server.close();
    await database.close();
    held.release();
    rmSync(options.socketFolder, { recursive: true, force: true });
    process.exit(0);
  });
  const socket = join(options.socketFolder, '.s.PGSQL.5432');
  rmSync(socket, { force: true });
  server.listen(socket, () => report({ state: 'ready' }));
}

main(processOptionsSchema.parse(JSON.parse(process.argv[2] ?? '{}'))).catch((error) =>
  fail(messageOf(error)),
);
