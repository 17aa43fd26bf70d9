import { setTimeout as sleep } from 'node:timers/promises';
import type pg from 'pg';
import { z } from 'zod';
import { createClient } from '../client.ts';
import { hostLatencyMs, startPictureHost } from '../picture-host.ts';
import { writePictures } from '../pictures.ts';
import { atLeast, atMost, type Row } from '../report.ts';
import type { Sizes } from '../sizes.ts';
import { median } from '../statistics.ts';
import { createHostedStock, createUploadedStock, type Stock } from '../stock.ts';
import type { Lag, Service, Workshop } from '../workshop.ts';

const leastRatio = 0.9;
const mostLagMs = 20;
/** Of these the floor takes what is quickest here. */
const ways: readonly Way[] = [1, 4, 8, 16].flatMap((batch) =>
  [true, false].map((spinning) => ({ batch, spinning })),
);
const timeoutMs = 600_000;

const rateForm = z.object({ picturesPerSecond: z.number() });

interface Way {
  readonly batch: number;
  /** Whether the runtime's threads turn while they wait. */
  readonly spinning: boolean;
}

/** A way in which pictures come, and what was measured of it. */
interface Course {
  readonly name: string;
  readonly stock: Stock;
  readonly rates: Rates[];
}

interface Rates {
  readonly floor: number;
  readonly ours: number;
  readonly lag: Lag;
}

/**
 * Pictures a second from the first vectors to the last, next to a script that decodes, embeds and inserts: once with
 * pictures that were uploaded, once with pictures that a host sends.
 */
export async function measureIndexing(workshop: Workshop, sizes: Sizes): Promise<Row[]> {
  const count = sizes.indexingPictures;
  const folder = await workshop.folder();
  await writePictures(folder, count);
  const host = await startPictureHost(workshop, folder);
  const uploaded = await createUploadedStock(workshop, count);
  const courses: readonly Course[] = [
    { name: 'uploaded', stock: uploaded, rates: [] },
    {
      name: `host of ${hostLatencyMs} ms`,
      stock: await createHostedStock(workshop, host, count),
      rates: [],
    },
  ];
  const floor = await startFloor(workshop, uploaded.url, folder);
  workshop.say('finding the best batch of the floor');
  const way = await bestWay(floor);

  for (let round = 1; round <= sizes.indexingRounds; round++) {
    for (const { name, stock, rates } of courses) {
      workshop.say(`indexing, ${name}, round ${round} of ${sizes.indexingRounds}`);
      await stock.forget();
      const bare = await floorRate(floor, way);
      const { rate, lag } = await indexAgain(workshop, stock, count);
      rates.push({ floor: bare, ours: rate, lag });
    }
  }
  for (const { stock } of courses) await stock.client.end();
  await floor.stop();
  await host.stop();
  return courses.flatMap((course) => rowsOf(course, count, way));
}

function rowsOf({ name, rates }: Course, count: number, way: Way): Row[] {
  // a round's two halves lie side by side in time: their ratio does not drift with the machine
  const ratio = median(rates.map(({ ours, floor }) => ours / floor));
  const lag = median(rates.map((each) => each.lag.p99));
  return [
    {
      measure: `indexing, ${count} pictures of 512 px, ${name}, server`,
      unit: '1/s',
      floor: median(rates.map(({ floor }) => floor)),
      ours: median(rates.map(({ ours }) => ours)),
      reach: atLeast(ratio, leastRatio, `≥ ${leastRatio} × floor`),
      details: { ratio, rates, way },
    },
    {
      measure: `event loop lag p99 meanwhile`,
      unit: 'ms',
      floor: null,
      ours: lag,
      reach: atMost(lag, mostLagMs),
    },
  ];
}

function startFloor(workshop: Workshop, url: string, folder: string): Promise<Service> {
  return workshop.startScript('floor/indexing.ts', {
    FLOOR_PICTURES: folder,
    FLOOR_URL: url,
    FLOOR_MODEL: workshop.modelFolder,
    FLOOR_THREADS: String(workshop.threads),
  });
}

async function bestWay(floor: Service): Promise<Way> {
  const rates: { way: Way; rate: number }[] = [];
  for (const way of ways) rates.push({ way, rate: await floorRate(floor, way) });
  const [best] = rates.toSorted((a, b) => b.rate - a.rate);
  if (best === undefined) throw new Error('there is no way to index');
  return best.way;
}

async function floorRate({ port }: Service, { batch, spinning }: Way): Promise<number> {
  const client = createClient(port);
  try {
    const reply = await client.send({
      path: `/?batch=${batch}&spinning=${spinning}`,
      headers: {},
      body: Buffer.alloc(0),
    });
    return rateForm.parse(JSON.parse(reply.body.toString())).picturesPerSecond;
  } finally {
    client.stop();
  }
}

/** Starts the server, which finds the work, and waits for it to be done. */
async function indexAgain(
  workshop: Workshop,
  { settings, client }: Stock,
  count: number,
): Promise<{ rate: number; lag: Lag }> {
  const server = await workshop.startServer(settings);
  try {
    await untilIndexed(client, 1);
    await server.lag();
    await untilIndexed(client, count);
    return { rate: await rateOf(client), lag: await server.lag() };
  } finally {
    await server.stop();
  }
}

async function untilIndexed(client: pg.Client, count: number): Promise<void> {
  const deadline = performance.now() + timeoutMs;
  while (performance.now() < deadline) {
    const { rows } = await client.query<{ count: number }>(
      `select count(*)::integer as count from image_indexing where state = 'INDEXED'`,
    );
    if ((rows[0]?.count ?? 0) >= count) return;
    await sleep(100);
  }
  throw new Error(`${count} pictures are not indexed within ${timeoutMs / 1000} s`);
}

/** Pictures a second after those that were stored first: what they took to come is the start's. */
async function rateOf(client: pg.Client): Promise<number> {
  const { rows } = await client.query<{ rate: number }>(
    `with stored as (select indexed_at, count(*) as pictures from image_indexing group by indexed_at)
     select ((select sum(pictures) from stored) - (select pictures from stored order by indexed_at limit 1))
       / extract(epoch from max(indexed_at) - min(indexed_at))::float8 as rate from stored`,
  );
  return rows[0]?.rate ?? Number.NaN;
}
