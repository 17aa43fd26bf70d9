import { setTimeout as sleep } from 'node:timers/promises';
import { createRandom } from '../../bench/random.ts';
import { takeStock } from './aftermath.ts';
import { createApi } from './api.ts';
import { startFleet } from './fleet.ts';
import type { Report } from './report.ts';
import { bundle, openOffice } from './shop.ts';
import type { Site } from './site.ts';
import { createVictims, strike, type Target, targets } from './strikes.ts';
import type { VectorOf } from './undisturbed.ts';
import { createWatcher, liveRuns } from './watcher.ts';

const LIVE_RUNS = 2;
const BATCH = 5;
/** How often it is left in peace until it works again, rather than struck while it recovers. */
const RECOVERED = 0.75;
const LONGEST_PAUSE_MS = 1_500;

export interface StormOptions {
  readonly kills: number;
  readonly seed: number;
  readonly vectorOf: VectorOf;
  readonly say: (sentence: string) => void;
}

/** Kills processes at random moments while products come in and runs go on, and compares what is left with the ledger. */
export async function runStorm(site: Site, { kills, seed, vectorOf, say }: StormOptions): Promise<Report> {
  const startedMs = performance.now();
  const isEmbedded = site.database === undefined;
  const fleet = await startFleet(site.settings, isEmbedded ? ['server'] : ['server', 'worker']);
  site.onEnd(fleet.abandon);
  const watcher = createWatcher(fleet.url);
  site.onEnd(watcher.stop);
  const api = createApi(fleet.url);
  const office = openOffice(api, createRandom(seed + 1));
  const products = bundle(site.pictures, site.host.url, createRandom(seed));
  const half = Math.ceil(products.length / 2);
  const times = new Map<Target, number>();
  let isCalm = false;

  async function trade(): Promise<void> {
    for (let at = half; at < products.length; at += BATCH) {
      const batch = products.slice(at, at + BATCH);
      await office.send(batch);
      await office.sendForAWhile(
        batch.map((product) => ({ ...product, externalId: `${product.externalId}-for-a-while` })),
      );
    }
  }

  async function keepRunning(): Promise<void> {
    while (!isCalm) {
      const run = liveRuns(watcher) < LIVE_RUNS ? await office.startAnyRun() : undefined;
      if (run !== undefined) watcher.follow(run);
      await sleep(200);
    }
  }

  async function killAll(): Promise<void> {
    const random = createRandom(seed + 2);
    const nextVictim = createVictims(site, random);
    for (let kill = 1; kill <= kills; kill += 1) {
      if (random.uniform() < RECOVERED) await fleet.recovered(() => liveRuns(watcher) > 0);
      await sleep(random.uniform() * LONGEST_PAUSE_MS);
      const target = nextVictim();
      await strike(target, site, fleet, random);
      times.set(target, (times.get(target) ?? 0) + 1);
      say(`${kill} of ${kills}: ${targets[target]}`);
      await fleet.answers();
    }
    isCalm = true;
  }

  await office.send(products.slice(0, half));
  await Promise.all([trade(), keepRunning(), killAll()]);
  const checks = await takeStock({
    site,
    fleet,
    api,
    office,
    watcher,
    vectorOf,
    losses: kills,
    killedEmbedders: times.get('embedder') ?? 0,
  });
  return {
    title: isEmbedded ? 'embedded database' : 'PostgreSQL',
    seconds: (performance.now() - startedMs) / 1000,
    faults: [...times].map(([target, count]) => ({ fault: targets[target], times: count })),
    checks,
  };
}
