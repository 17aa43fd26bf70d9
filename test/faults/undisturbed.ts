import { createHash } from 'node:crypto';
import { readConfig } from '../../src/config.ts';
import { createEmbedder } from '../../src/embedding/embedder.ts';
import { silent } from '../helpers/database.ts';
import { kinds, type ShopPicture } from './pictures.ts';

const MODEL_WAIT_MS = 60_000;

/** The vector that a picture has when nothing goes wrong; undefined for one that has none. */
export type VectorOf = (picture: ShopPicture) => Float32Array | undefined;

/** Embeds pictures one by one, with nothing in the way. */
export async function embedUndisturbed(pictures: readonly ShopPicture[]): Promise<VectorOf> {
  const embedder = await createEmbedder({ config: readConfig({ EMBEDDER_THREADS: '2' }), log: silent });
  const vectors = new Map<string, Float32Array>();
  try {
    for (const { kind, bytes } of pictures) {
      const key = keyOf(bytes);
      if (kinds[kind].becomes !== 'INDEXED' || vectors.has(key)) continue;
      const { vector } = await embedder.embedImage(bytes, { waitMs: MODEL_WAIT_MS });
      vectors.set(key, vector);
    }
  } finally {
    await embedder.stop();
  }
  return ({ bytes }) => vectors.get(keyOf(bytes));
}

function keyOf(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}
