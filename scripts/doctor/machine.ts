import { constants, existsSync } from 'node:fs';
import { access, statfs } from 'node:fs/promises';
import { createServer } from 'node:net';
import { availableParallelism, totalmem } from 'node:os';
import { dirname } from 'node:path';
import type { Config } from '../../src/config.ts';
import { messageOf } from '../../src/errors.ts';
import { type Finding, fail, ok, warn } from './finding.ts';

const MEGABYTE = 1_000_000;
/** What the service takes: API, model and, embedded, the database. */
const NEEDED_MB = { server: 500, embedded: 900 };
const LITTLE_DISK_MB = 2000;
const NO_DISK_MB = 200;
const ANSWER_TIMEOUT_MS = 2000;

/** Room and rights where pictures and the embedded database lie. */
export async function checkDisk({ DATA_DIR }: Config): Promise<Finding> {
  let folder = DATA_DIR;
  while (!existsSync(folder) && dirname(folder) !== folder) folder = dirname(folder);
  const what = folder === DATA_DIR ? DATA_DIR : `${DATA_DIR} (not there yet, to be made in ${folder})`;
  try {
    await access(folder, constants.W_OK | constants.X_OK);
  } catch {
    return fail(
      'disk',
      `${what} can't be written by this user`,
      'give this user the right, or set DATA_DIR to another folder',
    );
  }
  const { bavail, bsize } = await statfs(folder);
  const freeMb = Math.round((bavail * bsize) / MEGABYTE);
  const found = `${what}: ${freeMb} MB free`;
  if (freeMb < NO_DISK_MB) return fail('disk', found, 'make room, or set DATA_DIR to a larger disk');
  if (freeMb < LITTLE_DISK_MB)
    return warn('disk', found, 'pictures are kept here: make room before a large import');
  return ok('disk', found);
}

export function checkMemory({ DATABASE_URL, EMBEDDER_THREADS }: Config): Finding {
  // a container's limit where there is one
  const limit = process.constrainedMemory();
  const totalMb = Math.round((limit > 0 ? Math.min(limit, totalmem()) : totalmem()) / MEGABYTE);
  const freeMb = Math.round(process.availableMemory() / MEGABYTE);
  const neededMb = DATABASE_URL === undefined ? NEEDED_MB.embedded : NEEDED_MB.server;
  const cores = availableParallelism();
  const found = `${freeMb} of ${totalMb} MB free, ${cores} cores, ${EMBEDDER_THREADS} threads for the model`;
  if (freeMb < neededMb) {
    return warn(
      'memory',
      found,
      `about ${neededMb} MB are needed: end something else, or take a larger machine`,
    );
  }
  if (EMBEDDER_THREADS > cores) {
    return warn(
      'memory',
      found,
      `set EMBEDDER_THREADS to ${cores}: more threads than cores make each slower`,
    );
  }
  return ok('memory', found);
}

/** Whether the port is free, or who answers there. */
export async function checkPort({ HOST, PORT }: Config): Promise<Finding> {
  if (PORT === 0) return ok('port', 'PORT is 0: a free one is taken');
  const problem = await tryToListen(HOST, PORT);
  if (problem === undefined) return ok('port', `${PORT} on ${HOST} is free`);
  if (problem.code !== 'EADDRINUSE') {
    const todo =
      problem.code === 'EACCES' ? 'set PORT to 1024 or more' : 'set HOST to an address of this machine';
    return fail('port', `can't listen at ${PORT} on ${HOST}: ${problem.message}`, todo);
  }
  const health = await askHealth(HOST, PORT);
  if (health !== undefined) return ok('port', `a Vitrine server answers at ${PORT} on ${HOST} (${health})`);
  return fail('port', `${PORT} on ${HOST} is taken by another program`, 'end it, or set PORT to a free one');
}

async function tryToListen(host: string, port: number): Promise<NodeJS.ErrnoException | undefined> {
  const probe = createServer();
  const problem = await new Promise<NodeJS.ErrnoException | undefined>((resolve) => {
    probe.once('error', resolve);
    probe.listen({ host, port, exclusive: true }, () => resolve(undefined));
  });
  await new Promise((resolve) => probe.close(resolve));
  return problem;
}

/** What a server of ours says about itself; undefined where it is none. */
async function askHealth(host: string, port: number): Promise<string | undefined> {
  const everywhere = host === '0.0.0.0' || host === '::';
  const name = everywhere ? 'localhost' : host.includes(':') ? `[${host}]` : host;
  try {
    const signal = AbortSignal.timeout(ANSWER_TIMEOUT_MS);
    const live = await fetch(`http://${name}:${port}/health/live`, { signal });
    if (!/"live": ?true/.test(await live.text())) return undefined;
    const { ok: isReady } = await fetch(`http://${name}:${port}/health/ready`, { signal });
    return isReady ? 'ready' : 'not ready: see /health/ready';
  } catch (error) {
    return messageOf(error).includes('timeout') ? 'slow to answer' : undefined;
  }
}
