import { setTimeout as sleep } from 'node:timers/promises';
import { createClient, dataOf } from '../client.ts';
import { memoryOf } from '../memory-of.ts';
import { searchForm, similarProducts } from '../questions.ts';
import { atLeast, atMost, type Row } from '../report.ts';
import type { Site } from '../site.ts';
import { summarize } from '../statistics.ts';

const callers = 16;
const mostCallers = 64;
const leastPerSecond = 400;
const mostMb = 220;
const sampleEveryMs = 100;

interface Load {
  readonly perSecond: number;
  readonly times: readonly number[];
  readonly peakMb: number;
}

/** How many searches are answered a second, and what the API holds while 64 ask at once. */
export async function measureThroughput(site: Site, seconds: number): Promise<Row[]> {
  const server = await site.startServer();
  const { products } = site.catalogue;
  const load = async (connections: number): Promise<Load> => {
    const client = createClient(server.port, connections);
    const endMs = performance.now() + seconds * 1000;
    const times: number[] = [];
    let next = 0;
    let peakMb = 0;
    const isOver = () => performance.now() >= endMs;
    const watch = async () => {
      while (!isOver()) {
        peakMb = Math.max(peakMb, memoryOf(server.pid).residentMb);
        await sleep(sampleEveryMs);
      }
    };
    const caller = async () => {
      while (!isOver()) {
        const externalId = products[(next++ * 7919) % products.length]?.externalId ?? '';
        const reply = await client.send(similarProducts(externalId));
        dataOf(reply, searchForm);
        times.push(reply.ms);
      }
    };
    await Promise.all([watch(), ...Array.from({ length: connections }, caller)]);
    client.stop();
    return { perSecond: times.length / seconds, times, peakMb };
  };
  try {
    // what is compiled once is no part of it
    await load(callers);
    const usual = await load(callers);
    const most = await load(mostCallers);
    const lag = await server.lag();
    return [
      {
        measure: `similarProducts a second, ${callers} at once, ${site.kind}`,
        unit: '/s',
        floor: null,
        ours: usual.perSecond,
        reach: atLeast(usual.perSecond, leastPerSecond),
        details: summarize(usual.times),
      },
      {
        measure: `API resident under ${mostCallers} searches at once, ${site.kind}`,
        unit: 'MB',
        floor: null,
        ours: most.peakMb,
        reach: atMost(most.peakMb, mostMb),
        details: { ...summarize(most.times), perSecond: most.perSecond, lag },
      },
    ];
  } finally {
    await server.stop();
  }
}
