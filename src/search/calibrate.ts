import { sql } from 'kysely';
import type { Database } from '../database/database.ts';
import { decodeVector } from '../database/vectors.ts';
import type { Embedder, StrengthBounds } from '../embedding/types.ts';
import type { Log } from '../log.ts';
import { imageBounds, type TitleFound, textBounds } from './bounds.ts';
import type { Calibrations } from './calibrations.ts';
import { dot } from './dot.ts';
import { createEstimates } from './estimates.ts';
import type { Facts, IndexFacts } from './facts.ts';
import { createHistogram } from './histogram.ts';
import { samplePictures } from './statements/sample.ts';
import { createTurns, type Turns } from './turns.ts';

/** A picture of the sample. */
interface Sampled {
  readonly productId: bigint;
  readonly title: string;
  readonly vector: Float32Array;
}

/** Half a million pairs: what one in 2,000 of them reaches is known well. */
const samplePictureCount = 1000;
const sampleTitleCount = 300;
/** Fewer products tell nothing of chance. */
const minProducts = 100;
/** From how many products on it makes no difference how many there are (bounds.ts). */
const maxCounted = 3000;

export interface CalibrateNeeds {
  readonly database: Database;
  readonly embedder: Pick<Embedder, 'model' | 'state' | 'embedText'>;
  readonly facts: Facts;
  readonly calibrations: Calibrations;
  readonly log: Log;
}

/**
 * Finds from the catalogue what the scores of the searched model mean, where the model does not say and it is not
 * known yet, or the catalogue has doubled since. To be called again and again: of several processes one does it.
 */
export function createCalibrate({
  database,
  embedder,
  facts,
  calibrations,
  log,
}: CalibrateNeeds): (signal?: AbortSignal) => Promise<void> {
  const estimates = createEstimates(database);

  return async (signal) => {
    const index = await facts.index();
    if (index === null || index.empty) return;
    const vectors = Math.max(1, Math.round(await estimates.rows(sql.table(index.table))));
    const words = embedder.state().state === 'ready' && embedder.model?.fingerprint === index.fingerprint;
    if (!(await calibrations.claim(index, { vectors, words }))) return;

    const turns = createTurns(signal);
    const sample = await sampleOf(database, index, turns);
    if (new Set(sample.map(({ productId }) => productId)).size < minProducts) return;
    const products = await countProducts(database);
    const image = await comparePictures(sample, products, turns);
    const text = words ? await compareTitles(embedder, sample, products, turns, signal) : null;
    await calibrations.keep(index.modelId, { image, text }, vectors);
    log.debug({ image, text, pictures: sample.length }, 'what scores mean was found from the catalogue');
  };
}

async function sampleOf(database: Database, { table }: IndexFacts, turns: Turns): Promise<Sampled[]> {
  const statement = samplePictures(table, database.vectors, samplePictureCount);
  const { rows } = await statement.execute(database.kysely);
  const sample: Sampled[] = [];
  for (const { product_id, title, v } of rows) {
    sample.push({ productId: product_id, title, vector: decodeVector(v) });
    await turns.pause();
  }
  return sample;
}

async function countProducts({ kysely }: Database): Promise<number> {
  const { rows } = await sql<{ count: bigint }>`
    select count(*) as count from (select from products limit ${sql.lit(maxCounted)}) products`.execute(
    kysely,
  );
  return Number(rows[0]?.count ?? 0);
}

async function comparePictures(
  sample: readonly Sampled[],
  products: number,
  turns: Turns,
): Promise<StrengthBounds> {
  const unrelated = createHistogram();
  for (const [at, one] of sample.entries()) {
    for (const other of sample.slice(0, at)) {
      if (one.productId !== other.productId) unrelated.add(dot(one.vector, other.vector));
    }
    await turns.pause();
  }
  return imageBounds(unrelated, products);
}

async function compareTitles(
  embedder: Pick<Embedder, 'embedText'>,
  sample: readonly Sampled[],
  products: number,
  turns: Turns,
  signal: AbortSignal | undefined,
): Promise<StrengthBounds> {
  const unrelated = createHistogram();
  const found: TitleFound[] = [];
  const titles = [...new Set(sample.map(({ title }) => title))].slice(0, sampleTitleCount);
  for (const title of titles) {
    const words = await embedder.embedText(title, { priority: 'bulk', ...(signal && { signal }) });
    let best: TitleFound = { score: -1, right: false };
    for (const picture of sample) {
      const score = dot(words, picture.vector);
      const right = picture.title === title;
      if (!right) unrelated.add(score);
      if (score > best.score) best = { score, right };
    }
    found.push(best);
    await turns.pause();
  }
  return textBounds(unrelated, found, products);
}
