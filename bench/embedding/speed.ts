import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import type { Embedder } from '../../src/embedding/types.ts';
import { writePictures } from '../pictures.ts';
import { relabel, wordsOf } from '../questions.ts';
import { atLeast, atMost, type Row } from '../report.ts';
import { readPhoto } from '../site.ts';
import { median, summarize } from '../statistics.ts';
import type { Workshop } from '../workshop.ts';
import { type Floor, type MeasuredModel, openEmbedder, openFloor, waits } from './model.ts';
import type { EmbeddingSizes } from './sizes.ts';

const mostTimes = 1.15;
const leastRatio = 0.9;
const together = 64;
const warmUps = 5;
/** The other side's threads are idle again by then. */
const pauseMs = 10;
/** Of these the floor takes what is quickest here. */
const batches = [1, 2, 4, 8, 16];

const msForm = z.object({ ms: z.number() });
const rateForm = z.object({ picturesPerSecond: z.number() });

/** One input, and what each side does with it. */
interface Kind {
  readonly name: string;
  readonly path: string;
  input(index: number): Buffer;
  embed(embedder: Embedder, input: Buffer): Promise<unknown>;
}

/** Pictures and texts through the embedder's process, beside the same model in a process with nothing around it. */
export async function measureSpeed(
  workshop: Workshop,
  model: MeasuredModel,
  sizes: EmbeddingSizes,
): Promise<Row[]> {
  const pictures = await workshop.folder();
  await writePictures(pictures, sizes.pictures);
  const embedder = await openEmbedder(workshop, model);
  const floor = await openFloor(workshop, model, pictures);
  try {
    const rows: Row[] = [];
    for (const kind of kinds(await readPhoto())) {
      workshop.say(`${model.name}: ${kind.name}`);
      rows.push(await measureOne(kind, model, { embedder, floor }, sizes));
    }
    workshop.say(`${model.name}: ${together} pictures at once`);
    return [...rows, await measureMany(pictures, model, { embedder, floor }, sizes)];
  } finally {
    await floor.stop();
    await embedder.stop();
  }
}

interface Sides {
  readonly embedder: Embedder;
  readonly floor: Floor;
}

function kinds(photo: Buffer): Kind[] {
  return [
    {
      name: 'one picture',
      path: '/image',
      // no two are alike, so that no cache answers
      input: (index) => relabel(photo, `picture ${index}`),
      embed: (embedder, jpeg) => embedder.embedImage(jpeg),
    },
    {
      name: 'one text',
      path: '/text',
      input: (index) => Buffer.from(wordsOf(index)),
      embed: (embedder, words) => embedder.embedText(words.toString()),
    },
  ];
}

/** One input after the other, to each side by turns. */
async function measureOne(
  { name, path, input, embed }: Kind,
  model: MeasuredModel,
  { embedder, floor }: Sides,
  { questions }: EmbeddingSizes,
): Promise<Row> {
  const ours: number[] = [];
  const bare = new Map<string, number[]>(waits.map((wait) => [wait, []]));
  for (let index = 0; index < questions + warmUps; index++) {
    const body = input(index);
    const isKept = index >= warmUps;
    for (const [wait, times] of bare) {
      await sleep(pauseMs);
      const { ms } = msForm.parse(await floor.ask(path + wait, body));
      if (isKept) times.push(ms);
    }
    await sleep(pauseMs);
    const startedMs = performance.now();
    await embed(embedder, body);
    if (isKept) ours.push(performance.now() - startedMs);
  }
  const [best] = [...bare.values()].map(summarize).toSorted((a, b) => a.p50 - b.p50);
  const floorMs = best?.p50 ?? Number.NaN;
  const mine = summarize(ours);
  return {
    measure: `${name} p50, ${model.name}`,
    unit: 'ms',
    floor: floorMs,
    ours: mine.p50,
    reach: atMost(mine.p50 / floorMs, mostTimes, `≤ ${mostTimes} × floor`),
    details: { ratio: mine.p50 / floorMs, ours: mine, floor: best },
  };
}

/** Pictures a second with 64 under way, beside the bare model's best batch. */
async function measureMany(
  folder: string,
  model: MeasuredModel,
  { embedder, floor }: Sides,
  { rounds }: EmbeddingSizes,
): Promise<Row> {
  const files = (await readdir(folder)).sort().map((name) => join(folder, name));
  const rate = async (way: string) => rateForm.parse(await floor.ask(`/pictures${way}`)).picturesPerSecond;
  const tried: { readonly way: string; readonly perSecond: number }[] = [];
  for (const batch of batches) {
    for (const wait of waits) {
      const way = `${wait}&batch=${batch}`;
      tried.push({ way, perSecond: await rate(way) });
    }
  }
  const [best] = tried.toSorted((a, b) => b.perSecond - a.perSecond);
  if (best === undefined) throw new Error('there is no way to embed');
  const done: { readonly floor: number; readonly ours: number }[] = [];
  for (let round = 0; round < rounds; round++) {
    done.push({ floor: await rate(best.way), ours: await ourRate(embedder, files) });
  }
  // a round's two halves lie side by side in time: their ratio does not drift with the machine
  const ratio = median(done.map((each) => each.ours / each.floor));
  return {
    measure: `pictures of 512 px, ${together} at once, ${model.name}`,
    unit: '1/s',
    floor: median(done.map((each) => each.floor)),
    ours: median(done.map((each) => each.ours)),
    reach: atLeast(ratio, leastRatio, `≥ ${leastRatio} × best batch`),
    details: { ratio, rounds: done, best: best.way, tried },
  };
}

async function ourRate(embedder: Embedder, files: readonly string[]): Promise<number> {
  const waiting = files.values();
  const startedMs = performance.now();
  const caller = async () => {
    // as the indexer does, whose pictures are not kept for those who ask again
    for (const file of waiting) await embedder.embedImage(await readFile(file), { priority: 'bulk' });
  };
  await Promise.all(Array.from({ length: together }, caller));
  return files.length / ((performance.now() - startedMs) / 1000);
}
