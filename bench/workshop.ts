import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { z } from 'zod';
import { createClient, dataOf } from './client.ts';
import { anyProduct, modelStates } from './questions.ts';

const project = fileURLToPath(new URL('..', import.meta.url));
const startTimeoutMs = 120_000;
const stopTimeoutMs = 10_000;

/** A process that answers HTTP on a port of its own. */
export interface Service {
  readonly pid: number;
  readonly port: number;
  stop(): Promise<void>;
}

export interface Server extends Service {
  /** The event loop's lag since the last call, in ms. */
  lag(): Promise<Lag>;
}

const lagForm = z.object({ samples: z.number(), p50: z.number(), p99: z.number(), max: z.number() });
export type Lag = z.output<typeof lagForm>;

export interface ServerOptions {
  /** Called with its process at once, before it has started others. */
  readonly onSpawn?: (pid: number) => void;
}

/** What is set up for one run of the bench and gone after it: processes, databases, folders. */
export interface Workshop {
  readonly threads: number;
  readonly modelsFolder: string;
  readonly modelFolder: string;
  /** Whether there is a PostgreSQL server to measure on. */
  readonly hasServer: boolean;
  folder(): Promise<string>;
  /** A new, empty database on the server: its URL. */
  createDatabase(): Promise<string>;
  connect(config: pg.ClientConfig): Promise<pg.Client>;
  /** The real server, as `npm start` runs it, once it answers. */
  startServer(settings: Readonly<Record<string, string>>, options?: ServerOptions): Promise<Server>;
  /** A script of bench/, once it says that it listens. It ends when its standard input does. */
  startScript(script: string, environment: Readonly<Record<string, string>>): Promise<Service>;
  say(sentence: string): void;
  stop(): Promise<void>;
}

export interface WorkshopOptions {
  readonly databaseUrl: string | undefined;
  readonly modelsFolder: string;
  readonly threads: number;
  readonly say: (sentence: string) => void;
}

export function createWorkshop({ databaseUrl, modelsFolder, threads, say }: WorkshopOptions): Workshop {
  const stack = new AsyncDisposableStack();
  let stopped: Promise<void> | undefined;

  const folder = async () => {
    const path = await mkdtemp(join(tmpdir(), 'vitrine-bench-'));
    stack.defer(() => rm(path, { recursive: true, force: true }));
    return path;
  };

  const connect = async (config: pg.ClientConfig) => {
    const client = new pg.Client(config);
    // a database that is dropped or ended under it is no news
    client.on('error', () => {});
    await client.connect();
    return client;
  };

  const adopt = (child: ChildProcess, port: number): Service => {
    let ended: Promise<void> | undefined;
    const stop = () => {
      ended ??= endProcess(child);
      return ended;
    };
    stack.defer(stop);
    return { pid: child.pid ?? 0, port, stop };
  };

  return {
    threads,
    modelsFolder,
    modelFolder: join(modelsFolder, 'starter'),
    hasServer: databaseUrl !== undefined,
    folder,
    connect,
    say,

    async createDatabase() {
      if (databaseUrl === undefined) throw new Error('there is no database server');
      const name = `vitrine_bench_${randomBytes(6).toString('hex')}`;
      const client = await connect({ connectionString: databaseUrl });
      await client.query(`create database ${name}`);
      await client.end();
      stack.defer(async () => {
        const last = await connect({ connectionString: databaseUrl });
        await last.query(`drop database if exists ${name} with (force)`);
        await last.end();
      });
      const url = new URL(databaseUrl);
      url.pathname = `/${name}`;
      return url.href;
    },

    async startServer(settings, { onSpawn } = {}) {
      const port = await freePort();
      const own = await folder();
      const lagFile = join(own, 'lag.json');
      const logFile = join(own, 'server.log');
      const child = spawn(
        process.execPath,
        // as npm start has it
        [
          '--max-semi-space-size=2',
          '--import',
          join(project, 'bench/loop-lag.mjs'),
          'scripts/run.mjs',
          'src/main.ts',
        ],
        {
          cwd: project,
          stdio: ['ignore', 'ignore', 'pipe'],
          env: serverEnvironment({ threads, modelsFolder, port, settings, lagFile }),
        },
      );
      if (child.pid !== undefined) onSpawn?.(child.pid);
      child.stderr.pipe(createWriteStream(logFile));
      const service = adopt(child, port);
      try {
        await firstAnswer(port, child);
        await untilModelIsSearched(port);
      } catch (error) {
        const log = await readFile(logFile, 'utf8');
        throw new Error(`the server does not answer:\n${log.slice(-2000)}`, { cause: error });
      }
      const lag = async () => {
        await rm(lagFile, { force: true });
        child.kill('SIGUSR2');
        for (;;) {
          const text = await readFile(lagFile, 'utf8').catch(() => undefined);
          if (text !== undefined) return lagForm.parse(JSON.parse(text));
          await sleep(10);
        }
      };
      return { ...service, lag };
    },

    async startScript(script, environment) {
      const child = spawn(process.execPath, [join(project, 'bench', script)], {
        cwd: project,
        stdio: ['pipe', 'pipe', 'inherit'],
        env: { ...process.env, ...environment },
      });
      const lines = createInterface(child.stdout);
      const [line] = await Promise.race([once(lines, 'line'), once(child, 'exit').then(() => [undefined])]);
      if (typeof line !== 'string') throw new Error(`bench/${script} ended at its start`);
      return adopt(child, Number(line.split(' ')[1] ?? 0));
    },

    // whoever asks second waits for the same end
    stop() {
      stopped ??= stack.disposeAsync();
      return stopped;
    },
  };
}

/** The environment of a server under test: nothing of the caller's settings or of .env reaches it. */
export function serverEnvironment(given: {
  readonly threads: number;
  readonly modelsFolder: string;
  readonly port: number;
  readonly settings: Readonly<Record<string, string>>;
  readonly lagFile?: string;
}): NodeJS.ProcessEnv {
  return {
    ...process.env,
    HOST: '127.0.0.1',
    PORT: String(given.port),
    PUBLIC_URL: '',
    DATABASE_URL: '',
    MODEL: 'starter',
    MODELS_DIR: given.modelsFolder,
    EMBEDDER_THREADS: String(given.threads),
    DEMO: 'off',
    // where the pictures' host is
    FETCH_PRIVATE_NETWORKS: '127.0.0.0/8',
    LOG_LEVEL: 'info',
    LOG_FORMAT: 'json',
    ...(given.lagFile === undefined ? {} : { VITRINE_BENCH_LAG: given.lagFile }),
    ...given.settings,
  };
}

const modelStatesForm = z.object({ models: z.array(z.object({ active: z.boolean(), state: z.string() })) });

/** Waits until the server answers `products(first: 1)`. @returns when it did, on the clock of `performance.now()` */
export async function firstAnswer(port: number, child: ChildProcess): Promise<number> {
  const client = createClient(port);
  const deadline = performance.now() + startTimeoutMs;
  try {
    while (performance.now() < deadline) {
      if (child.exitCode !== null || child.signalCode !== null) throw new Error('it ended');
      const reply = await client.send(anyProduct).catch(() => undefined);
      if (reply?.status === 200 && !reply.body.includes('"errors"')) return performance.now();
      await sleep(5);
    }
    throw new Error(`no answer within ${startTimeoutMs / 1000} s`);
  } finally {
    client.stop();
  }
}

/** Waits until the model has loaded and its vectors are the ones that are searched. */
async function untilModelIsSearched(port: number): Promise<void> {
  const client = createClient(port);
  const deadline = performance.now() + startTimeoutMs;
  try {
    while (performance.now() < deadline) {
      const { models } = dataOf(await client.send(modelStates), modelStatesForm);
      if (models.some(({ active, state }) => active && state === 'READY')) return;
      await sleep(20);
    }
    throw new Error(`no model within ${startTimeoutMs / 1000} s`);
  } finally {
    client.stop();
  }
}

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('no free port');
  return address.port;
}

async function endProcess(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  // a script ends with its pipe, a server by signal
  if (child.stdin === null) child.kill('SIGTERM');
  else child.stdin.end();
  const timer = setTimeout(() => child.kill('SIGKILL'), stopTimeoutMs);
  await ended;
  clearTimeout(timer);
}
