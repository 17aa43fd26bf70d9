import { z } from 'zod';
import { until } from '../helpers/program.ts';
import { type Api, insist } from './api.ts';
import type { Check } from './check.ts';
import { compare } from './compare.ts';
import type { Fleet } from './fleet.ts';
import type { Office } from './shop.ts';
import type { Site } from './site.ts';
import type { VectorOf } from './undisturbed.ts';
import { liveRuns, type Watcher } from './watcher.ts';

/** A dead one's leases end after half a minute, and some pictures are tried again a while later. */
const REST_MS = 240_000;

export interface AftermathNeeds {
  readonly site: Site;
  readonly fleet: Fleet;
  readonly api: Api;
  readonly office: Office;
  readonly watcher: Watcher;
  readonly vectorOf: VectorOf;
  /** How often somebody who may have had pictures in hand was struck. */
  readonly losses: number;
  /** How many embedders were killed. */
  readonly killedEmbedders: number;
}

/** Waits until nothing is left to do, ends everybody, and compares what clients were told with what is there. */
export async function takeStock(needs: AftermathNeeds): Promise<Check[]> {
  const { site, fleet, api, office, watcher, vectorOf, losses, killedEmbedders } = needs;
  const unrest = await comeToRest(api, watcher);
  const setAside = await countSetAside(api);
  // what was in hand alone at a second kill is taken for its cause, until someone asks for it again
  watcher.follow(await insist(() => office.startRun('FAILED')));
  unrest.push(...(await comeToRest(api, watcher)));
  const leftOver = await fleet.stop();
  await watcher.stop();
  const ledger = {
    office,
    pictures: new Map(site.pictures.map((picture) => [`${site.host.url}${picture.path}`, picture])),
    requests: site.host.requests,
    sightings: watcher.sightings,
    losses,
  };
  return [
    { what: 'it came to rest', looked: 2, violations: unrest },
    atMostOneEach(setAside, killedEmbedders),
    ...compare(ledger, await site.look(), vectorOf),
    { what: 'no process is left over', looked: fleet.started(), violations: leftOver },
  ];
}

const statusForm = z.object({
  indexStatus: z.object({
    images: z.object({ pending: z.number() }),
    texts: z.object({ pending: z.number() }),
    jobs: z.array(z.object({ id: z.string() })),
  }),
});

/** Waits until nothing is left to do. @returns what is, after so long that it should not be */
async function comeToRest(api: Api, watcher: Watcher): Promise<string[]> {
  const ask = () =>
    api.ask('{ indexStatus { images { pending } texts { pending } jobs { id } } }', statusForm);
  const left = async () => {
    const { images, texts, jobs } = (await ask()).indexStatus;
    return {
      pictures: images.pending,
      texts: texts.pending,
      runs: jobs.length,
      subscribers: liveRuns(watcher),
    };
  };
  try {
    await until(
      async () => Object.values(await left().catch(() => ({ answers: 1 }))).every((count) => count === 0),
      REST_MS,
      'rest',
    );
    return [];
  } catch {
    const waiting = JSON.stringify(await insist(left));
    return [`expected nobody to wait for anything after ${REST_MS / 1000} s, found ${waiting}`];
  }
}

const failuresForm = z.object({
  indexStatus: z.object({ failures: z.array(z.object({ code: z.string(), count: z.number() })) }),
});

async function countSetAside(api: Api): Promise<number> {
  const { indexStatus } = await insist(() =>
    api.ask('{ indexStatus { failures { code count } } }', failuresForm),
  );
  return indexStatus.failures.find(({ code }) => code === 'MODEL_FAILED')?.count ?? 0;
}

/** Of the pictures that are suspected after a kill, another kill condemns the one that is in hand alone. */
function atMostOneEach(setAside: number, kills: number): Check {
  const violations = setAside <= kills ? [] : [`expected at most ${kills}, found ${setAside}`];
  return { what: 'a killed embedder sets at most one picture aside', looked: setAside, violations };
}
