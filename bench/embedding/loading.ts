import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { type Client, createClient, dataOf } from '../client.ts';
import { modelStates, searchForm, similarProducts } from '../questions.ts';
import { atMost, type Row } from '../report.ts';
import { summarize } from '../statistics.ts';
import type { Server } from '../workshop.ts';
import type { MeasuredModel } from './model.ts';
import { embedderOf } from './shop.ts';
import type { EmbeddingSizes } from './sizes.ts';

const mostTimes = 2;
const pauseMs = 5;
const timeoutMs = 120_000;
const statesForm = z.object({ models: z.array(z.object({ active: z.boolean(), state: z.string() })) });

/**
 * How soon the API answers what needs no model while the model loads, beside when nothing else happens: its process
 * is killed, and searches by a product are asked one after the other from the start of the next one until it is ready.
 */
export async function measureLoading(
  server: Server,
  model: MeasuredModel,
  sizes: EmbeddingSizes,
): Promise<Row> {
  const client = createClient(server.port);
  const ask = createAsker(client, sizes.memoryPictures);
  try {
    await askFor(ask, 100);
    const loading: number[] = [];
    for (let load = 0; load < sizes.loads; load++) {
      await killEmbedder(server);
      const deadline = performance.now() + timeoutMs;
      do {
        loading.push(await ask());
        if (performance.now() > deadline) throw new Error('the model does not load in time');
      } while (!(await isReady(client)));
    }
    const idle = await askFor(ask, loading.length, () => isReady(client));
    const [busy, calm] = [summarize(loading), summarize(idle)];
    return {
      measure: `similarProducts p99 while ${model.name} loads`,
      unit: 'ms',
      floor: calm.p99,
      ours: busy.p99,
      reach: atMost(busy.p99 / calm.p99, mostTimes, `≤ ${mostTimes} × idle`),
      details: { ratio: busy.p99 / calm.p99, loading: busy, idle: calm, loads: sizes.loads },
    };
  } finally {
    client.stop();
  }
}

function createAsker(client: Client, pictures: number): () => Promise<number> {
  let asked = 0;
  return async () => {
    await sleep(pauseMs);
    const reply = await client.send(similarProducts(`picture-${asked++ % pictures}`));
    dataOf(reply, searchForm);
    return reply.ms;
  };
}

async function askFor(
  ask: () => Promise<number>,
  count: number,
  between: () => Promise<unknown> = async () => {},
): Promise<number[]> {
  const times: number[] = [];
  while (times.length < count) {
    times.push(await ask());
    await between();
  }
  return times;
}

async function isReady(client: Client): Promise<boolean> {
  const { models } = dataOf(await client.send(modelStates), statesForm);
  return models.some(({ active, state }) => active && state === 'READY');
}

/** Settles once the next one has started. */
async function killEmbedder(server: Server): Promise<void> {
  const before = embedderOf(server);
  if (before === undefined) throw new Error('the server has no embedder process');
  process.kill(before.pid, 'SIGKILL');
  const deadline = performance.now() + timeoutMs;
  while (performance.now() < deadline) {
    const now = embedderOf(server);
    if (now !== undefined && now.pid !== before.pid) return;
    await sleep(20);
  }
  throw new Error('the embedder does not start again');
}
