import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type pg from 'pg';
import { z } from 'zod';
import { createClient } from '../client.ts';
import { embeddingsTable } from '../load.ts';
import { indexingPictures } from '../pictures.ts';
import { atLeast, atMost, type Row } from '../report.ts';
import type { Sizes } from '../sizes.ts';
import { median } from '../statistics.ts';
import { uploadAndIndex } from '../uploads.ts';
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

/** Pictures a second from the first vector to the last, next to a script that decodes, embeds and inserts. */
export async function measureIndexing(workshop: Workshop, sizes: Sizes): Promise<Row[]> {
  const count = sizes.indexingPictures;
  const url = await workshop.createDatabase();
  const settings = { DATABASE_URL: url, DATA_DIR: await workshop.folder() };
  workshop.say(`uploading ${count} pictures`);
  const uploading = await workshop.startServer(settings);
  await uploadAndIndex(uploading.port, count);
  await uploading.stop();

  const floor = await startFloor(workshop, url, count);
  const client = await workshop.connect({ connectionString: url });
  const table = await embeddingsTable(client);
  workshop.say('finding the best batch of the floor');
  const way = await bestWay(floor);

  const floorRates: number[] = [];
  const ourRates: number[] = [];
  const lags: Lag[] = [];
  for (let round = 1; round <= sizes.indexingRounds; round++) {
    workshop.say(`indexing, round ${round} of ${sizes.indexingRounds}`);
    floorRates.push(await floorRate(floor, way));
    await forget(client, table);
    const { rate, lag } = await indexAgain(workshop, settings, client, count);
    ourRates.push(rate);
    lags.push(lag);
  }
  await client.end();
  await floor.stop();

  const [ours, bare] = [median(ourRates), median(floorRates)];
  // a round's two halves lie side by side in time: their ratio does not drift with the machine
  const ratio = median(ourRates.map((rate, round) => rate / (floorRates[round] ?? Number.NaN)));
  const lag = median(lags.map(({ p99 }) => p99));
  return [
    {
      measure: `indexing, ${count} pictures of 512 px, server`,
      unit: '1/s',
      floor: bare,
      ours,
      reach: atLeast(ratio, leastRatio, `≥ ${leastRatio} × floor`),
      details: { ratio, floor: floorRates, ours: ourRates, way },
    },
    {
      measure: 'event loop lag p99 while indexing, server',
      unit: 'ms',
      floor: null,
      ours: lag,
      reach: atMost(lag, mostLagMs),
      details: { rounds: lags },
    },
  ];
}

async function startFloor(workshop: Workshop, url: string, count: number): Promise<Service> {
  const folder = await workshop.folder();
  let written = 0;
  for await (const picture of indexingPictures(count)) {
    await writeFile(join(folder, `${String(written++).padStart(6, '0')}.jpg`), picture);
  }
  return workshop.startFloor('indexing.ts', {
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

/** Makes every picture work again, as if it had just come. */
async function forget(client: pg.Client, table: string): Promise<void> {
  await client.query(`truncate ${table}`);
  await client.query(
    `update image_indexing set state = 'PENDING', attempts = 0, indexed_at = null, lease_holder = null, lease_until = null`,
  );
  await client.query('vacuum analyze image_indexing');
}

/** Starts the server, which finds the work, and waits for it to be done. */
async function indexAgain(
  workshop: Workshop,
  settings: Readonly<Record<string, string>>,
  client: pg.Client,
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
