import { setTimeout as sleep } from 'node:timers/promises';
import { createClient, dataOf } from '../client.ts';
import { memoryOf } from '../memory-of.ts';
import { searchForm } from '../questions.ts';
import { atMost, type Row } from '../report.ts';
import type { Server } from '../workshop.ts';
import type { MeasuredModel } from './model.ts';
import { createQuestions, embedderOf } from './shop.ts';
import type { EmbeddingSizes } from './sizes.ts';

const settleMs = 1000;
const mostEmbedderMb = 350;
const mostBothMb = 530;

/** What is resident of a server that has indexed its pictures, after searches. */
export async function measureResident(
  server: Server,
  model: MeasuredModel,
  kind: 'server' | 'embedded',
  sizes: EmbeddingSizes,
): Promise<Row[]> {
  const client = createClient(server.port);
  const question = await createQuestions(sizes.memoryPictures);
  for (let index = 0; index < sizes.memorySearches; index++) {
    dataOf(await client.send(question(index)), searchForm);
  }
  client.stop();
  await sleep(settleMs);
  const child = embedderOf(server);
  if (child === undefined) throw new Error('the server has no embedder process');
  const [api, embedder] = [memoryOf(server.pid), memoryOf(child.pid)];
  const both = api.residentMb + embedder.residentMb;
  const row = (what: string, ours: number, most: number): Row => ({
    measure: `resident, ${what}, ${model.name}, ${sizes.memoryPictures} pictures`,
    unit: 'MB',
    floor: null,
    ours,
    reach: atMost(ours, most),
    details: { api, embedder },
  });
  const rows = [row('embedder', embedder.residentMb, mostEmbedderMb)];
  return kind === 'server' ? [...rows, row('API + embedder, server', both, mostBothMb)] : rows;
}
