import { setTimeout as sleep } from 'node:timers/promises';
import type pg from 'pg';
import { type Client, createClient, dataOf } from '../client.ts';
import { embedderSeconds } from '../embedder-time.ts';
import { type BareRuns, createBareRuns } from '../floor/items.ts';
import type { IndexedSite } from '../indexed-site.ts';
import { atMost, type Row } from '../report.ts';
import { cancelRun, changedForm, findRun, foundForm, type Run, type Scope, startRun } from '../runs.ts';
import { median } from '../statistics.ts';
import type { Lag } from '../workshop.ts';

const mostSeconds = 60;
/** The most that one run names. */
const productsPerRun = 1000;
const timesAll = 3;
const timeoutMs = 120_000;
/** Of processor time: far less than a hundred pictures take, and more than a process that has nothing to do. */
const mostEmbedderSeconds = 1;

/** How long runs take that have nothing to do, and how soon one over everything is answered. */
export async function measureUnchanged(site: IndexedSite): Promise<Row[]> {
  const api = createClient(site.server.port);
  const bare = await createBareRuns(site.client);
  try {
    return [await missing(site, api, bare), await ofProducts(site, api, bare), await all(site, api, bare)];
  } finally {
    api.stop();
  }
}

async function missing(site: IndexedSite, api: Client, bare: BareRuns): Promise<Row> {
  await site.moveTo('host');
  const floor = await bare.missing();
  const { seconds, details } = await withoutWork(site, async () => [await runToEnd(api, 'MISSING')]);
  return {
    measure: `reindex(MISSING), ${site.externalIds.length} unchanged pictures, server`,
    unit: 's',
    floor,
    ours: seconds,
    reach: atMost(seconds, mostSeconds),
    details,
  };
}

async function ofProducts(site: IndexedSite, api: Client, bare: BareRuns): Promise<Row> {
  // as uploaded ones: there is nobody to be asked about them
  await site.moveTo('upload');
  const lists: string[][] = [];
  for (let at = 0; at < site.externalIds.length; at += productsPerRun) {
    lists.push(site.externalIds.slice(at, at + productsPerRun));
  }
  const floor = await bare.ofProducts(lists);
  const { seconds, details } = await withoutWork(site, async () => {
    const runs: Run[] = [];
    for (const list of lists) runs.push(await runToEnd(api, 'PRODUCTS', list));
    return runs;
  });
  if (details.pictures !== site.externalIds.length) throw new Error('the runs left pictures out');
  return {
    measure: `reindex(PRODUCTS) of 1,000 at a time, the same, uploaded`,
    unit: 's',
    floor,
    ours: seconds,
    reach: atMost(seconds, mostSeconds),
    details,
  };
}

async function all(site: IndexedSite, api: Client, bare: BareRuns): Promise<Row> {
  await site.moveTo('host');
  const floor: number[] = [];
  const ours: number[] = [];
  await site.server.lag();
  for (let time = 0; time < timesAll; time++) {
    floor.push(await bare.all());
    const started = performance.now();
    const run = dataOf(await api.send(startRun('ALL')), changedForm).result.job;
    ours.push((performance.now() - started) / 1000);
    if (run.total !== site.externalIds.length) throw new Error('the run left pictures out');
    dataOf(await api.send(cancelRun(run.id)), changedForm);
    await untilNobodyWorks(site.client);
  }
  return {
    measure: `reindex(ALL) to its answer, the same`,
    unit: 's',
    floor: median(floor),
    ours: median(ours),
    reach: null,
    details: { floor, ours, lag: await site.server.lag() },
  };
}

interface Seen {
  readonly runs: number;
  readonly pictures: number;
  readonly hostRequests: number;
  /** Processor time. */
  readonly embedderSeconds: number | null;
  readonly lag: Lag;
}

/**
 * Times runs that have nothing to do.
 * @throws where one of them failed, or anything was downloaded or embedded
 */
async function withoutWork(
  { server, host }: IndexedSite,
  work: () => Promise<readonly Run[]>,
): Promise<{ seconds: number; details: Seen }> {
  const before = { requests: await host.requests(), embedder: embedderSeconds(server.pid) };
  await server.lag();
  const started = performance.now();
  const runs = await work();
  const seconds = (performance.now() - started) / 1000;
  const lag = await server.lag();
  const worked = runs.find(({ state, total, skipped }) => state !== 'SUCCEEDED' || skipped !== total);
  if (worked !== undefined) throw new Error(`a run had something to do: ${JSON.stringify(worked)}`);
  const hostRequests = (await host.requests()) - before.requests;
  const embedder = embedderSeconds(server.pid);
  const used = embedder === null || before.embedder === null ? null : embedder - before.embedder;
  if (hostRequests > 0) throw new Error(`${hostRequests} pictures were downloaded`);
  if (used !== null && used > mostEmbedderSeconds) throw new Error(`the embedder worked for ${used} s`);
  const pictures = runs.reduce((sum, { total }) => sum + total, 0);
  return { seconds, details: { runs: runs.length, pictures, hostRequests, embedderSeconds: used, lag } };
}

const ended = new Set(['SUCCEEDED', 'FAILED', 'CANCELLED']);

async function runToEnd(api: Client, scope: Scope, externalIds?: readonly string[]): Promise<Run> {
  let run = dataOf(await api.send(startRun(scope, externalIds)), changedForm).result.job;
  const deadline = performance.now() + timeoutMs;
  while (!ended.has(run.state)) {
    if (performance.now() > deadline) throw new Error(`a run is ${run.state} after ${timeoutMs / 1000} s`);
    await sleep(20);
    run = dataOf(await api.send(findRun(run.id)), foundForm).result;
  }
  return run;
}

/** Pictures that were in hand when their run was cancelled are finished. */
async function untilNobodyWorks(client: pg.Client): Promise<void> {
  const deadline = performance.now() + timeoutMs;
  while (performance.now() < deadline) {
    const { rows } = await client.query('select from image_indexing where lease_until > now() limit 1');
    if (rows.length === 0) return;
    await sleep(200);
  }
  throw new Error(`pictures are in hand after ${timeoutMs / 1000} s`);
}
