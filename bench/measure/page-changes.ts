import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { createClient, dataOf } from '../client.ts';
import { openPage, type Seen } from '../opened-page.ts';
import { createRandom } from '../random.ts';
import { atMost, type Row } from '../report.ts';
import { cancelRun, changedForm, pauseRun, resumeRun, startRun } from '../runs.ts';
import { summarize } from '../statistics.ts';
import { subscribeBySocket } from '../subscriptions.ts';

const mostMs = 500;
/** The server tells at most every 250 ms: changes come at any moment of that. */
const betweenMs = { least: 200, most: 700 };
const toldForm = z.object({
  data: z.object({
    indexStatus: z.object({ jobs: z.array(z.object({ id: z.string(), state: z.string() })) }),
  }),
});

/** From a change that somebody makes to its being painted in the admin, beside its reaching a bare subscription. */
export async function measurePageChanges({ workshop, browser, port, sizes }: Seen): Promise<Row> {
  workshop.say('changing what the admin shows');
  const client = createClient(port);
  const { id } = dataOf(await client.send(startRun('ALL')), changedForm).result.job;
  const bare = watchRun(port, id);
  const page = await openPage(browser, port, '/admin');
  await page.evaluate("bench.button('Pause')");
  const random = createRandom(sizes.changes);
  const [ours, floor]: [number[], number[]] = [[], []];
  for (let number = 0; number < sizes.changes; number++) {
    await sleep(betweenMs.least + random.uniform() * (betweenMs.most - betweenMs.least));
    const pauses = number % 2 === 0;
    const painted = page.evaluate(`bench.button('${pauses ? 'Resume' : 'Pause'}')`);
    const told = bare.until(pauses);
    const began = performance.timeOrigin + performance.now();
    dataOf(await client.send(pauses ? pauseRun(id) : resumeRun(id)), changedForm);
    floor.push((await told) - began);
    ours.push(z.number().parse(await painted) - began);
  }
  dataOf(await client.send(cancelRun(id)), changedForm);
  client.stop();
  await page.context().close();
  const [least, taken] = [summarize(floor), summarize(ours)];
  return {
    measure: 'a change painted in the admin, p95',
    unit: 'ms',
    floor: least.p95,
    ours: taken.p95,
    reach: atMost(taken.p95, mostMs),
    details: { floor: least, ours: taken },
  };
}

/** Follows a run without a page. */
function watchRun(port: number, run: string) {
  let isPaused: boolean | undefined;
  let told: (() => void) | undefined;
  subscribeBySocket({
    port,
    query: 'subscription { indexStatus { jobs { id state } } }',
    variables: {},
    onResult(result) {
      const { jobs } = toldForm.parse(result).data.indexStatus;
      isPaused = jobs.find(({ id }) => id === run)?.state === 'PAUSED';
      told?.();
    },
    // the server ends before this process does
    onEnd: () => {},
  });
  return {
    /** When it was told so, in ms since 1970. */
    async until(pauses: boolean): Promise<number> {
      while (isPaused !== pauses) {
        const next = Promise.withResolvers<void>();
        told = next.resolve;
        await next.promise;
      }
      return performance.timeOrigin + performance.now();
    },
  };
}
