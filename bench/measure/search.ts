import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { type Client, createClient, dataOf, type Message } from '../client.ts';
import { relabel, searchByImage, searchByText, searchForm, similarProducts, wordsOf } from '../questions.ts';
import { atMost, type Row } from '../report.ts';
import { readPhoto, type Site } from '../site.ts';
import { recall, summarize } from '../statistics.ts';

const overFloorMs = { p50: 3, p99: 10 };
const mostMsAgain = 5;
const warmUps = 20;
/** The other side's threads are idle again by then. */
const pauseMs = 10;

/** One question, put to both. */
interface Question {
  readonly floor: Message;
  readonly ours: Message;
}

interface Kind {
  readonly name: string;
  /** At p50, where it is not to be near the floor: the most it may take. */
  readonly mostMs?: number;
  /** Question number `index`; no two are alike, so that no cache helps. */
  question(index: number): Question;
}

const floorForm = z.array(z.object({ product: z.object({ external_id: z.string() }) }));

/** How long a search takes, next to the floor: one question at a time, to the one and the other by turns. */
export async function measureSearch(site: Site, questions: number): Promise<Row[]> {
  const server = await site.startServer();
  const floor = await site.startFloor();
  const clients = { ours: createClient(server.port), floor: createClient(floor.search.port) };
  try {
    const rows: Row[] = [];
    for (const kind of kinds(await readPhoto(), site))
      rows.push(...(await measureKind(kind, site, clients, questions)));
    return rows;
  } finally {
    clients.ours.stop();
    clients.floor.stop();
    await floor.stop();
    await server.stop();
  }
}

function kinds(photo: Buffer, { catalogue }: Site): Kind[] {
  const toFloor = (path: string, body: Buffer): Message => ({ path, headers: {}, body });
  const aboutText = (words: string) => ({
    floor: toFloor('/text', Buffer.from(words)),
    ours: searchByText(words),
  });
  return [
    {
      name: 'searchByImage',
      question(index) {
        const jpeg = relabel(photo, `question ${index}`);
        return { floor: toFloor('/image', jpeg), ours: searchByImage(jpeg) };
      },
    },
    { name: 'searchByText', question: (index) => aboutText(wordsOf(index)) },
    {
      name: 'searchByText, the same words again',
      mostMs: mostMsAgain,
      question: () => aboutText('red shoes'),
    },
    {
      name: 'similarProducts',
      question(index) {
        const externalId = catalogue.products[(index * 7919) % catalogue.products.length]?.externalId ?? '';
        return { floor: toFloor('/similar', Buffer.from(externalId)), ours: similarProducts(externalId) };
      },
    },
  ];
}

async function measureKind(
  kind: Kind,
  site: Site,
  clients: { readonly ours: Client; readonly floor: Client },
  questions: number,
): Promise<Row[]> {
  const ours: number[] = [];
  const floor: number[] = [];
  const agreement: number[] = [];
  const plans = new Set<string>();
  for (let index = 0; index < warmUps + questions; index++) {
    const question = kind.question(index);
    const replies = await inTurns(index, clients, question);
    const { results } = dataOf(replies.ours, searchForm);
    if (index < warmUps) continue;
    ours.push(replies.ours.ms);
    floor.push(replies.floor.ms);
    plans.add(results.plan);
    const expected = floorForm.parse(JSON.parse(replies.floor.body.toString()));
    agreement.push(
      recall(
        results.edges.map((edge) => edge.node.externalId),
        expected.map((hit) => hit.product.external_id),
      ),
    );
  }
  const [a, b] = [summarize(ours), summarize(floor)];
  const details = {
    ours: a,
    floor: b,
    plans: [...plans],
    // both answer the same question: below 1 by what an approximate index and ties leave open
    sameResults: agreement.reduce((sum, share) => sum + share, 0) / agreement.length,
  };
  const { mostMs } = kind;
  return (['p50', 'p99'] as const).map((percentile) => {
    const over = overFloorMs[percentile];
    const [own, least] = [a[percentile], b[percentile]];
    const near = atMost(own, least + over, `floor + ${over}`);
    return {
      measure: `${kind.name} ${percentile}, ${site.kind}, ${site.catalogue.products.length} vectors`,
      unit: 'ms',
      floor: least,
      ours: own,
      reach: mostMs === undefined ? near : percentile === 'p50' ? atMost(own, mostMs) : null,
      details,
    };
  });
}

/** Who goes first changes, so that what the one leaves behind in caches helps both alike. */
async function inTurns(
  index: number,
  clients: { readonly ours: Client; readonly floor: Client },
  { ours, floor }: Question,
) {
  const ask = async (client: Client, message: Message) => {
    await sleep(pauseMs);
    return client.send(message);
  };
  if (index % 2 === 0) {
    const first = await ask(clients.floor, floor);
    return { floor: first, ours: await ask(clients.ours, ours) };
  }
  const first = await ask(clients.ours, ours);
  return { ours: first, floor: await ask(clients.floor, floor) };
}
