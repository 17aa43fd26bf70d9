import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { messageOf } from '../../src/errors.ts';
import { descendants, freePort, type Program, run, runs, until } from '../helpers/program.ts';

/** The processes under test: a server, and beside it a worker where the database is a server's. */
export interface Fleet {
  readonly url: string;
  /** Ends a server or worker without a chance to do anything about it, and starts another at once. */
  killProgram(which: ProgramName): Promise<void>;
  /** Ends a child of the server or of the worker, for whom to start another is theirs. @returns whether there was one */
  killChild(which: ChildName): boolean;
  /** Settles when the server answers. */
  answers(): Promise<void>;
  /** Settles when the server says that it is ready, and something else holds. */
  recovered(also: () => boolean): Promise<void>;
  /** Asks everybody to end. @returns what should not be: processes that are still there, ends that were not clean */
  stop(): Promise<string[]>;
  /** Ends everybody without asking. */
  abandon(): Promise<void>;
  /** How many processes there have been so far. */
  started(): number;
}

export type ProgramName = 'server' | 'worker';
export type ChildName = 'embedder' | 'database';

const files: Readonly<Record<ProgramName, string>> = { server: 'src/main.ts', worker: 'scripts/worker.ts' };
const childFiles: Readonly<Record<ChildName, string>> = {
  embedder: 'src/embedding/child/main.ts',
  database: 'src/database/embedded/process.ts',
};
const START_TIMEOUT_MS = 60_000;
const END_TIMEOUT_MS = 10_000;
const LAST_WORDS = 1500;

export async function startFleet(
  settings: Readonly<Record<string, string>>,
  names: readonly ProgramName[],
): Promise<Fleet> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const programs = new Map<ProgramName, Program>();
  /** What those said last that ended by themselves. */
  const endings = new Map<ProgramName, string>();
  const seen = new Set<number>();
  const looking = setInterval(look, 100);
  const reviving = setInterval(revive, 500);

  function start(name: ProgramName): void {
    const own = name === 'server' ? { PORT: String(port) } : {};
    programs.set(name, run(files[name], { ...settings, ...own }));
    look();
  }

  /** Children of a program that is killed can't be found by their parent any more. */
  function look(): void {
    for (const { child } of programs.values()) {
      if (child.pid === undefined) continue;
      seen.add(child.pid);
      for (const pid of descendants(child.pid)) seen.add(pid);
    }
  }

  /** A database that is away when it starts ends a program; whoever runs it starts it again. */
  function revive(): void {
    for (const [name, program] of programs) {
      if (!hasEnded(program)) continue;
      endings.set(name, program.output());
      start(name);
    }
  }

  /** Ends everybody for good, whatever state they are in. */
  async function abandon(): Promise<void> {
    look();
    clearInterval(looking);
    clearInterval(reviving);
    for (const { child } of programs.values()) child.kill('SIGKILL');
    await until(() => ![...seen].some(runs), END_TIMEOUT_MS, 'the children have ended');
  }

  async function statusOf(path: string): Promise<number | undefined> {
    const response = await fetch(`${url}${path}`).catch(() => undefined);
    return response?.status;
  }

  async function reaches(holds: () => Promise<boolean>, what: string): Promise<void> {
    await until(holds, START_TIMEOUT_MS, what).catch((error: unknown) => {
      throw new Error(`${messageOf(error)}; they said last:\n${lastWords()}`);
    });
  }
  const answers = () => reaches(async () => (await statusOf('/health/live')) === 200, 'the server answers');

  function lastWords(): string {
    return [...programs]
      .map(([name, program]) => `${name}: ${(endings.get(name) ?? program.output()).slice(-LAST_WORDS)}`)
      .join('\n');
  }

  for (const name of names) start(name);
  try {
    await answers();
  } catch (error) {
    await abandon();
    throw error;
  }

  return {
    url,
    answers,
    abandon,
    recovered: (also) =>
      reaches(async () => also() && (await statusOf('/health/ready')) === 200, 'the server has recovered'),
    started: () => seen.size,
    async killProgram(name) {
      look();
      const program = programs.get(name);
      program?.child.kill('SIGKILL');
      await program?.ended();
      start(name);
    },
    killChild(name) {
      look();
      const pid = [...seen].find((each) => runs(each) && commandOf(each).includes(childFiles[name]));
      if (pid === undefined) return false;
      try {
        process.kill(pid, 'SIGKILL');
      } catch {
        return false;
      }
      return true;
    },
    async stop() {
      look();
      clearInterval(looking);
      clearInterval(reviving);
      const wrong: string[] = [];
      for (const [name, program] of programs) {
        program.child.kill('SIGTERM');
        const code = await program.ended();
        if (code !== 0) wrong.push(`the ${name} ended with ${code} after SIGTERM, expected 0`);
      }
      const deadline = Date.now() + END_TIMEOUT_MS;
      while ([...seen].some(runs) && Date.now() < deadline) await sleep(50);
      for (const pid of seen) {
        if (runs(pid)) wrong.push(`process ${pid} is still there: ${commandOf(pid)}`);
      }
      return wrong;
    },
  };
}

function hasEnded({ child }: Program): boolean {
  return child.exitCode !== null || child.signalCode !== null;
}

function commandOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim();
  } catch {
    return '';
  }
}
