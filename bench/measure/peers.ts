import { type Client, createClient, dataOf, type Message } from '../client.ts';
import {
  peerSearchByImage,
  peerSearchByText,
  relabel,
  searchByImage,
  searchByText,
  searchForm,
  wordsOf,
} from '../questions.ts';
import { atMost, type Reach, type Row } from '../report.ts';
import { readPhoto, type ServerSite } from '../site.ts';
import { summarize } from '../statistics.ts';
import type { Workshop } from '../workshop.ts';

const together = 16;
const mostTimes = 1.2;
const warmUps = 16;

interface Side {
  readonly port: number;
  readonly image: (jpeg: Buffer) => Message;
  readonly text: (words: string) => Message;
  /** The event loop's p99 lag since the last call, in ms. */
  lag(): Promise<number>;
}

/** Vitrine beside a resolver as one would write it: alone, and with 16 at once. */
export async function measurePeers(workshop: Workshop, site: ServerSite, questions: number): Promise<Row[]> {
  const server = await site.startServer();
  await site.makeReadmeIndex();
  const resolver = await workshop.startScript('peers/resolver.ts', {
    PEER_URL: site.url,
    PEER_TABLE: site.table,
    PEER_MODEL: workshop.modelFolder,
    PEER_THREADS: String(workshop.threads),
  });
  const vector = (words: string) => searchByText(words, 'VECTOR');
  const ours: Side = {
    port: server.port,
    image: searchByImage,
    text: vector,
    lag: async () => (await server.lag()).p99,
  };
  const theirs: Side = {
    port: resolver.port,
    image: peerSearchByImage,
    text: peerSearchByText,
    lag: () => lagOf(resolver.port),
  };
  const photo = await readPhoto();
  const kinds = [
    { name: 'searchByImage', of: (side: Side, at: number) => side.image(relabel(photo, `peer ${at}`)) },
    { name: 'searchByText', of: (side: Side, at: number) => side.text(wordsOf(at)) },
  ];
  try {
    const rows: Row[] = [];
    for (const { name, of } of kinds) {
      for (const callers of [1, together]) {
        // no question comes twice, since we keep vectors of what came before
        const run = (side: Side, round: number) =>
          runLoad(side, (at) => of(side, at + 2000 * callers + 1000 * round), questions, callers);
        // in two rounds, one order and the other, so that what a machine does meanwhile hits both
        const [a, b, c, d] = [
          await run(ours, 0),
          await run(theirs, 0),
          await run(theirs, 1),
          await run(ours, 1),
        ];
        const [mine, other] = [
          [...a.times, ...d.times],
          [...b.times, ...c.times],
        ].map(summarize);
        if (mine === undefined || other === undefined) continue;
        const row = (what: string, floor: number, value: number, reach: Reach): Row => ({
          measure: `${name} ${what}, ${callers} at once, beside a plain resolver`,
          unit: 'ms',
          floor,
          ours: value,
          reach,
        });
        if (callers === 1) {
          rows.push(
            row('p50', other.p50, mine.p50, atMost(mine.p50, mostTimes * other.p50, `≤ ${mostTimes} ×`)),
          );
          continue;
        }
        const lags = [Math.max(a.lag, d.lag), Math.max(b.lag, c.lag)] as const;
        rows.push(
          row('p50', other.p50, mine.p50, atMost(mine.p50, other.p50, 'ahead')),
          row('p99', other.p99, mine.p99, atMost(mine.p99, other.p99, 'ahead')),
          row('event loop lag p99', lags[1], lags[0], atMost(lags[0], lags[1], 'ahead')),
        );
      }
    }
    return rows;
  } finally {
    await resolver.stop();
    await server.stop();
  }
}

async function runLoad(side: Side, question: (at: number) => Message, questions: number, callers: number) {
  const client = createClient(side.port, callers);
  const times: number[] = [];
  let next = 0;
  const ask = async (asker: Client, until: number, keep: boolean) => {
    while (next < until) {
      const reply = await asker.send(question(next++));
      dataOf(reply, searchForm);
      if (keep) times.push(reply.ms);
    }
  };
  const all = (until: number, keep: boolean) =>
    Promise.all(Array.from({ length: callers }, () => ask(client, until, keep)));
  await all(warmUps, false);
  await side.lag();
  await all(warmUps + questions, true);
  const lag = await side.lag();
  client.stop();
  return { times, lag };
}

async function lagOf(port: number): Promise<number> {
  const response = await fetch(`http://127.0.0.1:${port}/lag`);
  const answer: unknown = await response.json();
  if (typeof answer !== 'object' || answer === null || !('p99' in answer)) throw new Error('it tells no lag');
  return Number(answer.p99);
}
