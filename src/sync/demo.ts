import { readFile } from 'node:fs/promises';
import type { Catalog, NewImage } from '../catalog/types.ts';
import type { Log } from '../log.ts';
import type { Media, PictureFacts } from '../media/types.ts';
import { type Figurine, readFigurines } from './figurines.ts';

export interface DemoOptions {
  readonly catalog: Pick<Catalog, 'products' | 'upsertProducts'>;
  readonly media: Pick<Media, 'store'>;
  readonly log: Log;
  readonly signal: AbortSignal;
  readonly onProgress: (progress: DemoProgress) => void;
}

/** In products. */
export interface DemoProgress {
  readonly done: number;
  readonly total: number;
}

/** Small, so that the first products are there at once and no other query waits for long. */
const batchSize = 25;

/**
 * Fills the catalogue with about 1,500 figurines. What is there already stays as it is, so a run that was killed goes
 * on where it stood.
 * @throws the signal's reason when it is stopped
 */
export async function loadDemo({ catalog, media, log, signal, onProgress }: DemoOptions): Promise<void> {
  const figurines = await readFigurines();
  for (let start = 0; start < figurines.length; start += batchSize) {
    const batch = figurines.slice(start, start + batchSize);
    const externalIds = batch.map(({ product }) => product.externalId);
    const { edges } = await catalog.products({ filter: { externalId: externalIds }, first: batchSize });
    const there = new Set(edges.map(({ product }) => product.externalId));

    signal.throwIfAborted();
    const absent = batch.filter(({ product }) => !there.has(product.externalId));
    const inputs = await Promise.all(
      absent.map(async ({ product, path }) => ({ ...product, images: [await keep(media, path)] })),
    );
    signal.throwIfAborted();
    for (const [index, line] of (await catalog.upsertProducts(inputs)).entries()) {
      if (line.status === 'FAILED') log.warn(`demo: ${inputs[index]?.externalId}: ${line.error.message}`);
    }
    onProgress({ done: Math.min(start + batchSize, figurines.length), total: figurines.length });
  }
}

async function keep(media: DemoOptions['media'], path: Figurine['path']): Promise<NewImage> {
  const bytes = await readFile(path);
  const { hash } = await media.store(bytes, webpFacts(bytes));
  return { mediaHash: hash };
}

/**
 * What the header of an extended WebP file says of it, so that our own files need no opening while the process that
 * opens pictures is still starting. Layout: RFC 9649, 2.7.
 */
function webpFacts(bytes: Buffer): PictureFacts | undefined {
  if (bytes.toString('latin1', 12, 16) !== 'VP8X') return undefined;
  return { format: 'webp', width: bytes.readUIntLE(24, 3) + 1, height: bytes.readUIntLE(27, 3) + 1 };
}
