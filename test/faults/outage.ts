import { z } from 'zod';
import { createRandom } from '../../bench/random.ts';
import { until } from '../helpers/program.ts';
import { takeStock } from './aftermath.ts';
import { createApi, insist } from './api.ts';
import type { Check } from './check.ts';
import { startFleet } from './fleet.ts';
import { startProxy, type TcpProxy, through } from './proxy.ts';
import { type Question, questionsDuring } from './questions.ts';
import type { Report } from './report.ts';
import { bundle, openOffice } from './shop.ts';
import type { Site } from './site.ts';
import type { StormOptions } from './storm.ts';
import { createWatcher, lastStates, type Sighting } from './watcher.ts';

/** How a database server goes away: it refuses, or nothing passes any more while connections stay open. */
export type Outage = 'refused' | 'silent';

const titles: Readonly<Record<Outage, string>> = {
  refused: 'PostgreSQL gone, connections cut and refused',
  silent: 'PostgreSQL gone, connections half open',
};
const FAIL_WITHIN_MS = 5_000;
const ANSWER_WITHIN_MS = 5_000;
/** Locks of a connection that was lost without a word go after a quarter of a minute. */
const GO_ON_WITHIN_MS = 30_000;
/** The server and the worker had pictures in hand that could not be stored. */
const LOSSES = 2;
const START_RUN_MS = 60_000;

export interface OutageOptions extends Pick<StormOptions, 'seed' | 'vectorOf' | 'say'> {
  readonly outage: Outage;
  readonly seconds: number;
}

/** Takes the database away in the middle of a run, and gives it back. */
export async function runOutage(site: Site, options: OutageOptions): Promise<Report> {
  const { outage, seconds, seed, vectorOf, say } = options;
  if (site.database === undefined) throw new Error('only a server can go away');
  const startedMs = performance.now();
  const proxy = await startProxy(site.database);
  site.onEnd(proxy.stop);
  const settings = { ...site.settings, DATABASE_URL: through(proxy, site.database).href };
  const fleet = await startFleet(settings, ['server', 'worker']);
  site.onEnd(fleet.abandon);
  const watcher = createWatcher(fleet.url);
  site.onEnd(watcher.stop);
  const api = createApi(fleet.url);
  const office = openOffice(api, createRandom(seed + 1));
  await office.send(bundle(site.pictures, site.host.url, createRandom(seed)));
  const run = await insist(() => office.startRun('ALL'));
  watcher.follow(run);
  const seen = () => watcher.sightings.get(run)?.at(-1);
  await until(() => doneOf(seen()) > 0.2, START_RUN_MS, 'the run is under way');

  say(`${titles[outage]}: for ${seconds} s`);
  const gone = takeAway(proxy, outage);
  const questions = await questionsDuring(fleet.url, seconds * 1000);
  await gone;
  const before = doneOf(seen());
  await proxy.restore();

  const backMs = performance.now();
  const since = () => Math.round(performance.now() - backMs);
  await insist(() => api.ask('{ products(first: 1) { totalCount } }', z.unknown()));
  const answeredMs = since();
  await until(() => doneOf(seen()) > before, START_RUN_MS, 'the run goes on');
  const wentOnMs = since();
  const subscriptions = {
    what: 'subscriptions stay',
    looked: watcher.sightings.size,
    violations: watcher.breaks() === 0 ? [] : [`expected none to break off, found ${watcher.breaks()}`],
  };
  const stock = { site, fleet, api, office, watcher, vectorOf, losses: LOSSES, killedEmbedders: 0 };
  return {
    title: titles[outage],
    seconds: (performance.now() - startedMs) / 1000,
    faults: [{ fault: `no database for ${seconds} s`, times: 1 }],
    checks: [
      ...questionChecks(questions),
      within('queries are answered again', answeredMs, ANSWER_WITHIN_MS),
      within('the run goes on', wentOnMs, GO_ON_WITHIN_MS),
      ...(await takeStock(stock)),
      subscriptions,
    ],
  };
}

async function takeAway(proxy: TcpProxy, outage: Outage): Promise<void> {
  if (outage === 'silent') proxy.fallSilent();
  else await proxy.refuse();
}

function questionChecks(questions: readonly Question[]): Check[] {
  const failures = questions.filter(({ kind }) => kind !== 'ready');
  const slowest = Math.max(...failures.map(({ ms }) => ms));
  return [
    {
      what: `queries fail fast; the slowest took ${seconds(slowest)}`,
      looked: failures.length,
      violations: failures
        .filter(({ ms }) => ms > FAIL_WITHIN_MS)
        .map(
          ({ kind, ms }) =>
            `${kind}: expected an answer within ${seconds(FAIL_WITHIN_MS)}, found ${seconds(ms)}`,
        ),
    },
    {
      what: 'by DATABASE_UNAVAILABLE, saying when to try again',
      looked: failures.length,
      violations: failures
        .filter(({ answer }) => answer !== 'DATABASE_UNAVAILABLE, retryAfterSeconds')
        .map(({ kind, answer }) => `${kind}: found ${answer}`),
    },
    {
      what: '/health/ready says so',
      looked: questions.length - failures.length,
      violations: questions
        .filter(({ kind, answer }) => kind === 'ready' && answer !== '503')
        .map(({ answer }) => `expected 503, found ${answer}`),
    },
  ];
}

function within(what: string, ms: number, limitMs: number): Check {
  const violations = ms <= limitMs ? [] : [`expected at most ${seconds(limitMs)}, found ${seconds(ms)}`];
  return { what: `${what} after ${seconds(ms)}`, looked: 1, violations };
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`;
}

/** How much of a run is done, 0 to 1. */
function doneOf(run: Sighting | undefined): number {
  if (run === undefined) return 0;
  if (lastStates.has(run.state)) return 1;
  return run.total === 0 ? 0 : (run.succeeded + run.failed + run.skipped) / run.total;
}
