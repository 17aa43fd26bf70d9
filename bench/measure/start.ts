import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { atMost, type Row } from '../report.ts';
import { createEmbeddedSite, createServerSite } from '../site.ts';
import type { Sizes } from '../sizes.ts';
import { firstAnswer, freePort, serverEnvironment, type Workshop } from '../workshop.ts';

const project = fileURLToPath(new URL('../..', import.meta.url));
/** Where the server keeps the prepared database that a new one begins with; made again where it lacks. */
const preparedDatabases = join(project, 'node_modules/.cache/vitrine');
const floorProject = join(project, 'bench/floor/start');
const stopTimeoutMs = 10_000;

/** A start that is measured: what the environment is, for us and for the floor, made anew each time. */
interface Start {
  readonly name: string;
  readonly mostSeconds: number;
  /** Forgets what earlier starts left outside the temp folder, before the first. */
  chill(): Promise<void>;
  ours(): Promise<Readonly<Record<string, string>>>;
  floor(): Promise<Readonly<Record<string, string>>>;
}

/** From spawning `npm start` to the first answered `products(first: 1)`; the last of several is what counts. */
export async function measureStart(workshop: Workshop, sizes: Sizes): Promise<Row[]> {
  const rows: Row[] = [];
  for (const createStart of [onServer, embeddedAgain, embeddedNew]) {
    const start = await createStart(workshop, sizes);
    if (start === undefined) continue;
    workshop.say(`starting ${sizes.starts} times: ${start.name}`);
    rows.push(...(await measureOne(start, workshop, sizes.starts)));
  }
  return rows;
}

async function onServer(workshop: Workshop, { embeddedVectors }: Sizes): Promise<Start | undefined> {
  if (!workshop.hasServer) return undefined;
  const site = await createServerSite(workshop, embeddedVectors);
  return {
    name: 'server',
    mostSeconds: 1.5,
    chill: async () => {},
    ours: async () => site.settings,
    floor: async () => ({ FLOOR_URL: site.settings.DATABASE_URL ?? '' }),
  };
}

async function embeddedAgain(workshop: Workshop, { embeddedVectors }: Sizes): Promise<Start> {
  const site = await createEmbeddedSite(workshop, embeddedVectors);
  return {
    name: 'embedded, again',
    mostSeconds: 2,
    chill: async () => {},
    ours: async () => site.settings,
    // by turns, and each is ended before the other begins: both may have the same files
    floor: async () => ({ FLOOR_FILES: join(site.settings.DATA_DIR ?? '', 'postgres') }),
  };
}

async function embeddedNew(workshop: Workshop): Promise<Start> {
  // what a new database begins with: tables and nothing in them
  const site = await createEmbeddedSite(workshop, 0);
  return {
    name: 'embedded, new',
    mostSeconds: 3,
    chill: () => rm(preparedDatabases, { recursive: true, force: true }),
    // with the demo, as on anybody's first start
    ours: async () => ({ DATA_DIR: join(await workshop.folder(), 'data'), DEMO: 'auto' }),
    floor: async () => ({
      FLOOR_TEMPLATE: join(site.settings.DATA_DIR ?? '', 'postgres'),
      FLOOR_FILES: join(await workshop.folder(), 'postgres'),
    }),
  };
}

async function measureOne(start: Start, workshop: Workshop, times: number): Promise<Row[]> {
  // the compile cache lies in the temp folder: a new one is the cold start of a machine that has just installed
  const coldTemp = { floor: await workshop.folder(), ours: await workshop.folder() };
  const floor: number[] = [];
  const ours: number[] = [];
  await start.chill();
  for (let time = 0; time < times; time++) {
    floor.push(await floorStart(coldTemp.floor, await start.floor()));
    ours.push(await ourStart(workshop, coldTemp.ours, await start.ours()));
  }
  const last = { floor: floor.at(-1) ?? Number.NaN, ours: ours.at(-1) ?? Number.NaN };
  return [
    {
      measure: `npm start to the first answer, ${start.name}`,
      unit: 's',
      ...last,
      reach: atMost(last.ours, start.mostSeconds),
      details: { floor, ours },
    },
    {
      measure: `the same, the first time`,
      unit: 's',
      floor: floor[0] ?? null,
      ours: ours[0] ?? Number.NaN,
      reach: null,
    },
  ];
}

async function ourStart(
  { threads, modelsFolder }: Workshop,
  temp: string,
  settings: Readonly<Record<string, string>>,
): Promise<number> {
  const port = await freePort();
  const environment = serverEnvironment({ threads, modelsFolder, port, settings });
  return startToAnswer(project, port, { ...environment, TMPDIR: temp });
}

async function floorStart(temp: string, environment: Readonly<Record<string, string>>): Promise<number> {
  const port = await freePort();
  return startToAnswer(floorProject, port, {
    ...process.env,
    ...environment,
    FLOOR_PORT: String(port),
    TMPDIR: temp,
  });
}

/** @returns seconds */
async function startToAnswer(folder: string, port: number, environment: NodeJS.ProcessEnv): Promise<number> {
  const started = performance.now();
  // a group of its own, so that what npm started ends with it
  const child = spawn('npm', ['start'], { cwd: folder, stdio: 'ignore', detached: true, env: environment });
  try {
    return ((await firstAnswer(port, child)) - started) / 1000;
  } finally {
    await endGroup(child);
  }
}

async function endGroup(child: ChildProcess): Promise<void> {
  const { pid } = child;
  if (pid === undefined) return;
  const exited =
    child.exitCode === null && child.signalCode === null ? once(child, 'exit') : Promise.resolve();
  signalGroup(pid, 'SIGTERM');
  const deadline = performance.now() + stopTimeoutMs;
  while (signalGroup(pid, 0) && performance.now() < deadline) await sleep(20);
  signalGroup(pid, 'SIGKILL');
  await exited;
}

/** @returns whether anybody of the group was there */
function signalGroup(pid: number, signal: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(-pid, signal);
  } catch {
    return false;
  }
}
