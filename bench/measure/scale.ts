import { setTimeout as sleep } from 'node:timers/promises';
import { type Client, createClient, dataOf } from '../client.ts';
import { searchForm, similarProducts } from '../questions.ts';
import { atMost, type Row } from '../report.ts';
import { createServerSite, type ServerSite } from '../site.ts';
import { summarize } from '../statistics.ts';
import type { Workshop } from '../workshop.ts';

/** What a large catalogue is compared with. */
const usualVectors = 76_462;
const mostTimes = 2;
const warmUps = 50;
const pauseMs = 10;

interface Measured {
  readonly p50: number;
  readonly rows: readonly Row[];
}

/** How a catalogue of `vectors` is loaded, indexed and searched, next to one of the usual size in the same run. */
export async function measureScale(workshop: Workshop, vectors: number, questions: number): Promise<Row[]> {
  const usual = await measureSite(workshop, Math.min(usualVectors, vectors), questions);
  const large = await measureSite(workshop, vectors, questions);
  const times = large.p50 / usual.p50;
  return [
    ...usual.rows,
    ...large.rows,
    {
      measure: `similarProducts p50, ${vectors} vectors over ${usualVectors}`,
      unit: '×',
      floor: 1,
      ours: times,
      reach: atMost(times, mostTimes),
    },
  ];
}

async function measureSite(workshop: Workshop, vectors: number, questions: number): Promise<Measured> {
  const site = await createServerSite(workshop, vectors, { titles: false });
  const name = `${vectors} vectors`;
  const row = (measure: string, unit: string, ours: number, details?: unknown): Row => ({
    measure: `${measure}, ${name}`,
    unit,
    floor: null,
    ours,
    reach: null,
    ...(details === undefined ? {} : { details }),
  });
  const server = await site.startUnindexed();
  const client = createClient(server.port);
  try {
    const indexed = site.untilIndexed();
    const meanwhile = await askWhile(indexed, client, site);
    const buildSeconds = await indexed;
    workshop.say(`searching ${name}`);
    const after = summarize(await ask(client, site, questions, warmUps));
    const { tableMb, indexMb } = await site.sizes();
    return {
      p50: after.p50,
      rows: [
        row('load, products and COPY', 's', site.loadSeconds),
        row('index build, searches served meanwhile', 's', buildSeconds),
        ...(meanwhile.length === 0
          ? []
          : [row('similarProducts p50 while it is built', 'ms', summarize(meanwhile).p50, meanwhile)]),
        row('vectors', 'MB', tableMb),
        row('index', 'MB', indexMb),
        row('similarProducts p50', 'ms', after.p50, after),
        row('similarProducts p99', 'ms', after.p99),
      ],
    };
  } finally {
    client.stop();
    await server.stop();
  }
}

async function ask(client: Client, site: ServerSite, questions: number, skipped: number): Promise<number[]> {
  const times: number[] = [];
  for (let question = 0; question < questions + skipped; question++) {
    await sleep(pauseMs);
    const ms = await askOne(client, site, question);
    if (question >= skipped) times.push(ms);
  }
  return times;
}

/** A question now and then until something has happened. */
async function askWhile(event: Promise<unknown>, client: Client, site: ServerSite): Promise<number[]> {
  const times: number[] = [];
  const over = event.then(() => true);
  while (!(await Promise.race([over, sleep(2000, false)])))
    times.push(await askOne(client, site, times.length));
  return times;
}

async function askOne(client: Client, { catalogue }: ServerSite, question: number): Promise<number> {
  const { products } = catalogue;
  const externalId = products[(question * 7919) % products.length]?.externalId ?? '';
  const reply = await client.send(similarProducts(externalId));
  dataOf(reply, searchForm);
  return reply.ms;
}
