import { z } from 'zod';
import { createClient, dataOf } from '../client.ts';
import type { IndexedSite } from '../indexed-site.ts';
import { atMost, type Row } from '../report.ts';
import { cancelRun, changedForm, findRun, foundForm, startRun } from '../runs.ts';
import type { Sizes } from '../sizes.ts';
import { summarize } from '../statistics.ts';
import type { Lag, Service, Workshop } from '../workshop.ts';

const mostMs = 500;
const mostLagMs = 20;
/** Of the floor, where nothing runs. */
const bareRun = 'floor';

const shownForm = z.object({
  sse: z.array(z.number()),
  socket: z.array(z.number()),
  messagesPerSecond: z.number(),
});

/** How long, in ms, changes took to be shown. */
type Shown = z.output<typeof shownForm>;

interface Watched {
  readonly shown: Shown;
  /** Of the process that tells them. */
  readonly lag: Lag;
  /** Indexed meanwhile by the run. */
  readonly picturesPerSecond: number;
}

/**
 * How soon those who watch a run over the whole catalogue are shown a change of it that somebody makes, and how late
 * the event loop of the process that tells them is meanwhile, which indexes too.
 */
export async function measureWatching(workshop: Workshop, site: IndexedSite, sizes: Sizes): Promise<Row[]> {
  const { watchersEach: each, changes } = sizes;
  const floor = await bareShown(workshop, site.url, each, changes);

  workshop.say(`telling ${2 * each} watchers`);
  await site.moveTo('host');
  const { server } = site;
  const api = createClient(server.port);
  const { id } = dataOf(await api.send(startRun('ALL')), changedForm).result.job;
  const watchers = await startWatchers(workshop, server.port, id, each);
  const indexed = async () => dataOf(await api.send(findRun(id)), foundForm).result.succeeded;
  const watch = async (through: Service): Promise<Watched> => {
    const [before, started] = [await indexed(), performance.now()];
    await server.lag();
    const shown = await changeThrough(watchers, through, changes);
    const lag = await server.lag();
    const seconds = (performance.now() - started) / 1000;
    return { shown, lag, picturesPerSecond: ((await indexed()) - before) / seconds };
  };
  const here = await watch(server);
  const another = await site.startServer();
  const there = await watch(another);
  await watchers.stop();
  dataOf(await api.send(cancelRun(id)), changedForm);
  api.stop();
  await another.stop();

  return [
    shownRow(`a change to ${2 * each} watchers, p95, server`, floor, here),
    shownRow('the same, changed through another process', floor, there),
    lagRow('event loop lag p99 meanwhile', here),
    lagRow('the same, changed through another process', there),
  ];
}

function startWatchers(workshop: Workshop, port: number, run: string, each: number): Promise<Service> {
  return workshop.startScript('watchers.ts', {
    WATCHERS_PORT: String(port),
    WATCHERS_RUN: run,
    WATCHERS_EACH: String(each),
  });
}

async function changeThrough(watchers: Service, through: Service, changes: number): Promise<Shown> {
  const client = createClient(watchers.port);
  try {
    const { status, body } = await client.send({
      path: `/?port=${through.port}&changes=${changes}`,
      headers: {},
      body: Buffer.alloc(0),
    });
    if (status !== 200) throw new Error(`the watchers failed: ${body}`);
    return shownForm.parse(JSON.parse(body.toString()));
  } finally {
    client.stop();
  }
}

async function bareShown(workshop: Workshop, url: string, each: number, changes: number): Promise<Shown> {
  workshop.say('telling watchers of a bare row');
  const floor = await workshop.startScript('floor/watching.ts', { FLOOR_URL: url, FLOOR_RUN: bareRun });
  const watchers = await startWatchers(workshop, floor.port, bareRun, each);
  const shown = await changeThrough(watchers, floor, changes);
  await watchers.stop();
  await floor.stop();
  return shown;
}

function shownRow(measure: string, floor: Shown, { shown, picturesPerSecond }: Watched): Row {
  const [bare, ours] = [summarizeAll(floor), summarizeAll(shown)];
  return {
    measure,
    unit: 'ms',
    floor: bare.p95,
    ours: ours.p95,
    reach: atMost(ours.p95, mostMs),
    details: {
      floor: bare,
      ours,
      sse: summarize(shown.sse),
      socket: summarize(shown.socket),
      messagesPerSecond: shown.messagesPerSecond,
      picturesPerSecond,
    },
  };
}

function summarizeAll({ sse, socket }: Shown) {
  return summarize([...sse, ...socket]);
}

function lagRow(measure: string, { lag }: Watched): Row {
  return {
    measure,
    unit: 'ms',
    floor: null,
    ours: lag.p99,
    reach: atMost(lag.p99, mostLagMs),
    details: lag,
  };
}
