import { filters, nearestExactly } from '../catalogue.ts';
import { createClient, dataOf } from '../client.ts';
import { countPassing } from '../load.ts';
import { searchForm, similarProducts } from '../questions.ts';
import { atLeast, type Row } from '../report.ts';
import type { Site } from '../site.ts';
import { recall } from '../statistics.ts';

const depths = [10, 100] as const;
const least = 0.99;

/** What share of the 10 and the 100 nearest products an answer holds, and whether it ever holds fewer than there are. */
export async function measureRecall(site: Site, questions: number): Promise<Row[]> {
  const server = await site.startServer();
  const client = createClient(server.port);
  const { catalogue } = site;
  const { products } = catalogue;
  try {
    const rows: Row[] = [];
    for (const [name, { graphql, passes }] of Object.entries(filters)) {
      for (const wanted of depths) {
        const shares: number[] = [];
        let missingRows = 0;
        const plans = new Set<string>();
        for (let question = 0; question < questions; question++) {
          const index = (question * 104_729) % products.length;
          const expected = nearestExactly(catalogue, index, wanted, passes);
          const reply = await client.send(
            similarProducts(products[index]?.externalId ?? '', wanted, graphql),
          );
          const { results } = dataOf(reply, searchForm);
          const found = results.edges.map((edge) => edge.node.externalId);
          shares.push(recall(found, expected));
          missingRows += expected.length - found.length;
          plans.add(results.plan);
        }
        const mean = shares.reduce((sum, share) => sum + share, 0) / shares.length;
        const reach = atLeast(mean, least, `≥ ${least}, no row missing`);
        rows.push({
          measure: `recall@${wanted}, ${name}, ${site.kind}, ${products.length} vectors`,
          unit: '',
          floor: 1,
          ours: mean,
          reach: { ...reach, holds: reach.holds && missingRows === 0 },
          details: { questions, missingRows, passing: countPassing(products, passes), plans: [...plans] },
        });
      }
    }
    return rows;
  } finally {
    client.stop();
    await server.stop();
  }
}
