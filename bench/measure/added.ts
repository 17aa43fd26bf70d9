import { setTimeout as sleep } from 'node:timers/promises';
import { createClient, dataOf, type Message } from '../client.ts';
import { composedOf, searchByText, searchForm, similarProducts, withFacets, wordsOf } from '../questions.ts';
import { atMost, type Row } from '../report.ts';
import type { Site } from '../site.ts';
import { summarize } from '../statistics.ts';

const warmUps = 20;
const pauseMs = 10;

/** Two questions that differ by what is measured. */
interface Pair {
  readonly name: string;
  readonly mostMs: number;
  messages(index: number): { readonly plain: Message; readonly more: Message };
}

/** What facets, hybrid ranking and composing cost, each beside the same search without, by turns. */
export async function measureAdded(site: Site, questions: number): Promise<Row[]> {
  const { products } = site.catalogue;
  const idOf = (index: number) => products[(index * 7919) % products.length]?.externalId ?? '';
  const pairs: readonly Pair[] = [
    {
      name: 'facets',
      mostMs: 15,
      messages: (index) => ({ plain: similarProducts(idOf(index)), more: withFacets(idOf(index)) }),
    },
    {
      name: 'hybrid',
      mostMs: 8,
      messages: (index) => ({
        plain: searchByText(wordsOf(index), 'VECTOR'),
        more: searchByText(wordsOf(index)),
      }),
    },
    {
      name: 'composing three stored products',
      mostMs: 1,
      messages: (index) => ({
        plain: similarProducts(idOf(index)),
        more: composedOf([idOf(index), idOf(index + 1), idOf(index + 2)]),
      }),
    },
  ];
  const server = await site.startServer();
  const client = createClient(server.port);
  try {
    const rows: Row[] = [];
    for (const { name, mostMs, messages } of pairs) {
      const [plain, more]: [number[], number[]] = [[], []];
      for (let index = 0; index < questions + warmUps; index++) {
        const both = messages(index);
        const ask = async (message: Message) => {
          await sleep(pauseMs);
          const reply = await client.send(message);
          dataOf(reply, searchForm);
          return reply.ms;
        };
        // who goes first changes: a repeated text is embedded once
        const first = await ask(index % 2 === 0 ? both.plain : both.more);
        const second = await ask(index % 2 === 0 ? both.more : both.plain);
        if (index < warmUps) continue;
        plain.push(index % 2 === 0 ? first : second);
        more.push(index % 2 === 0 ? second : first);
      }
      const [without, withIt] = [summarize(plain), summarize(more)];
      rows.push({
        measure: `added by ${name}, p50, ${site.kind}, ${products.length} vectors`,
        unit: 'ms',
        floor: without.p50,
        ours: withIt.p50,
        reach: atMost(withIt.p50, without.p50 + mostMs, `floor + ${mostMs}`),
        details: { without, with: withIt },
      });
    }
    return rows;
  } finally {
    client.stop();
    await server.stop();
  }
}
