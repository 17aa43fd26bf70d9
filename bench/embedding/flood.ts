import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { createClient, type Reply } from '../client.ts';
import { memoryOf } from '../memory-of.ts';
import { relabel, searchByImage } from '../questions.ts';
import { createRandom } from '../random.ts';
import { atMost, type Row } from '../report.ts';
import { readPhoto } from '../site.ts';
import { summarize } from '../statistics.ts';
import type { Server } from '../workshop.ts';
import type { MeasuredModel } from './model.ts';
import { embedderOf } from './shop.ts';
import type { EmbeddingSizes } from './sizes.ts';

/** More than are let in at once. */
const callers = 96;
const mostRefusalMs = 50;
const mostGrowthMb = 20;
const sampleEveryMs = 200;
/** They come all at once, which shops' visitors do not: what is measured begins once they have scattered. */
const scatterMs = 2000;

const refusalForm = z.object({
  errors: z.tuple([
    z.object({
      extensions: z.object({ code: z.literal('OVERLOADED'), retryAfterSeconds: z.number().positive() }),
    }),
  ]),
});

/** More photos at once than can be searched by: how soon the others are told to come again, and what it costs. */
export async function measureFlood(
  server: Server,
  model: MeasuredModel,
  sizes: EmbeddingSizes,
): Promise<Row[]> {
  const photo = await readPhoto();
  const beginMs = performance.now() + scatterMs;
  const endMs = beginMs + sizes.floodSeconds * 1000;
  const random = createRandom(1);
  const refusals: number[] = [];
  const resident: number[] = [];
  let [sent, answered] = [0, 0];
  const client = createClient(server.port, callers);

  const caller = async () => {
    while (performance.now() < endMs) {
      const reply = await client.send(searchByImage(relabel(photo, `flood ${sent++}`)));
      const retryAfterSeconds = refusedFor(reply);
      if (retryAfterSeconds === undefined) {
        answered += 1;
        continue;
      }
      if (performance.now() > beginMs) refusals.push(reply.ms);
      const patienceMs = 1000 * retryAfterSeconds * (0.5 + random.uniform());
      await sleep(Math.min(patienceMs, Math.max(0, endMs - performance.now())));
    }
  };
  const watch = async () => {
    while (performance.now() < endMs) {
      const child = embedderOf(server);
      if (child !== undefined)
        resident.push(memoryOf(server.pid).residentMb + memoryOf(child.pid).residentMb);
      await sleep(sampleEveryMs);
    }
  };
  try {
    await Promise.all([watch(), ...Array.from({ length: callers }, caller)]);
  } finally {
    client.stop();
  }
  if (refusals.length === 0) throw new Error(`${callers} photos at once were all let in`);
  const times = summarize(refusals);
  // the first third is what the first ones make it take: no growth
  const third = Math.ceil(resident.length / 3);
  const growth = Math.max(...resident.slice(-third)) - Math.max(...resident.slice(third, 2 * third));
  return [
    {
      measure: `refusal p99 of ${callers} photos at once, ${model.name}`,
      unit: 'ms',
      floor: null,
      ours: times.p99,
      reach: atMost(times.p99, mostRefusalMs),
      details: { refusals: times, answered },
    },
    {
      measure: `API + embedder grow meanwhile`,
      unit: 'MB',
      floor: null,
      ours: growth,
      reach: atMost(growth, mostGrowthMb),
      details: { mostMb: Math.max(...resident), samples: resident.length },
    },
  ];
}

/** @returns after how long to come again; undefined where it was answered @throws at any other failure */
function refusedFor({ status, body }: Reply): number | undefined {
  const answer: unknown = JSON.parse(body.toString());
  const refusal = refusalForm.safeParse(answer);
  if (refusal.success) return refusal.data.errors[0].extensions.retryAfterSeconds;
  if (status === 200 && !body.includes('"errors"')) return undefined;
  throw new Error(`the server answered ${status}: ${body.toString().slice(0, 300)}`);
}
