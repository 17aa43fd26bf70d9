import type { Row } from '../report.ts';
import { uploadAndIndex } from '../uploads.ts';
import type { Workshop } from '../workshop.ts';
import { measureFlood } from './flood.ts';
import { measureLoading } from './loading.ts';
import { measureResident } from './memory.ts';
import { type MeasuredModel, obtainModel } from './model.ts';
import { openShop } from './shop.ts';
import { full, quick } from './sizes.ts';
import { measureSmallHost } from './small-host.ts';
import { measureSpeed } from './speed.ts';

export interface EmbeddingOptions {
  /** Where the stand-ins are, or are made. */
  readonly models: string;
  readonly isQuick: boolean;
  /** How long it has to live in 1 GB. */
  readonly minutes: number;
}

const smallest = { form: 'clip', precision: 'int8' } as const;
const others = [
  { form: 'clip', precision: 'fp32' },
  { form: 'siglip2', precision: 'int8' },
] as const;

/** The embedder with models of the size that people use: stand-ins, whose weights are random. */
export async function measureEmbedding(
  workshop: Workshop,
  { models, isQuick, minutes }: EmbeddingOptions,
): Promise<Row[]> {
  const sizes = isQuick ? quick : full;
  const clip = await obtainModel(workshop, { ...smallest, models });
  const rows = await measureSpeed(workshop, clip, sizes);
  for (const other of isQuick ? [] : others) {
    rows.push(...(await measureSpeed(workshop, await obtainModel(workshop, { ...other, models }), sizes)));
  }
  rows.push(...(await serverRows(workshop, clip, sizes)));
  return [...rows, ...(await measureSmallHost(workshop, clip, minutes, sizes))];
}

async function serverRows(workshop: Workshop, model: MeasuredModel, sizes: typeof full): Promise<Row[]> {
  const kind = workshop.hasServer ? 'server' : 'embedded';
  const shop = await openShop(workshop, model, kind);
  const server = await shop.startServer();
  try {
    workshop.say(`${model.name}: indexing ${sizes.memoryPictures} pictures`);
    await uploadAndIndex(server.port, sizes.memoryPictures);
    const rows = await measureResident(server, model, kind, sizes);
    workshop.say(`${model.name}: loading it while others search`);
    rows.push(await measureLoading(server, model, sizes));
    workshop.say(`${model.name}: more photos than it can embed`);
    return [...rows, ...(await measureFlood(server, model, sizes))];
  } finally {
    await server.stop();
  }
}
