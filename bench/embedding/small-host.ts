import { setTimeout as sleep } from 'node:timers/promises';
import { createClient, dataOf } from '../client.ts';
import { searchForm } from '../questions.ts';
import { atMost, type Row } from '../report.ts';
import { summarize } from '../statistics.ts';
import { uploadAndIndex } from '../uploads.ts';
import type { Workshop } from '../workshop.ts';
import { createMemoryGroup, type MemoryGroup } from './memory-group.ts';
import type { MeasuredModel } from './model.ts';
import { createQuestions, embedderOf, openShop } from './shop.ts';
import type { EmbeddingSizes } from './sizes.ts';

const maxBytes = 2 ** 30;
const callers = 8;
const sampleEveryMs = 1000;

/** API, embedder and embedded database in 1 GB together, while 8 search at once. */
export async function measureSmallHost(
  workshop: Workshop,
  model: MeasuredModel,
  minutes: number,
  sizes: EmbeddingSizes,
): Promise<Row[]> {
  const group = createMemoryGroup(`vitrine-bench-${process.pid}`, maxBytes);
  workshop.say(`everything in 1 GB for ${minutes} minutes; what bounds it is ${group.kind}`);
  try {
    const shop = await openShop(workshop, model, 'embedded');
    // a machine's very first start prepares an embedded database, which alone takes most of it
    await (await shop.startServer()).stop();
    const server = await shop.startServer({ onSpawn: (pid) => group.add(pid) });
    try {
      await uploadAndIndex(server.port, sizes.memoryPictures);
      const before = embedderOf(server)?.pid;
      const { times, heldMb, swappedMb } = await search(server.port, group, minutes, sizes);
      const restarted = embedderOf(server)?.pid === before ? 0 : 1;
      const row = (measure: string, unit: string, ours: number, most: number, details: unknown): Row => ({
        measure: `${measure}, ${model.name}, ${minutes} min`,
        unit,
        floor: null,
        ours,
        reach: atMost(ours, most),
        details,
      });
      const { kind } = group;
      return [
        row(`all of it in 1 GB, ${callers} at once`, 'MB', heldMb, maxBytes / 1e6, {
          kind,
          searches: summarize(times),
        }),
        row('killed or started again', '', group.killed() + restarted, 0, { kind, killed: group.killed() }),
        row('swapped', 'MB', swappedMb, 0, { kind }),
      ];
    } finally {
      await server.stop();
    }
  } finally {
    group.remove();
  }
}

async function search(port: number, group: MemoryGroup, minutes: number, sizes: EmbeddingSizes) {
  const client = createClient(port, callers);
  const question = await createQuestions(sizes.memoryPictures);
  const endMs = performance.now() + minutes * 60_000;
  const times: number[] = [];
  let [next, heldMb, swappedMb] = [0, 0, 0];
  const caller = async () => {
    while (performance.now() < endMs) {
      const reply = await client.send(question(next++));
      dataOf(reply, searchForm);
      times.push(reply.ms);
    }
  };
  const watch = async () => {
    while (performance.now() < endMs) {
      heldMb = Math.max(heldMb, group.heldMb());
      swappedMb = Math.max(swappedMb, group.swappedMb());
      await sleep(sampleEveryMs);
    }
  };
  try {
    await Promise.all([watch(), ...Array.from({ length: callers }, caller)]);
  } finally {
    client.stop();
  }
  return { times, heldMb, swappedMb };
}
