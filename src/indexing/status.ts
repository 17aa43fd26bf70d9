import { setTimeout as sleep } from 'node:timers/promises';
import type { Database } from '../database/database.ts';
import { failureCountsOf } from './failure-counts.ts';
import type { IndexStatus } from './types.ts';

/** The least time between two reads: over 76,000 pictures one takes some 30 ms of the database. */
const BETWEEN_MS = 250;

/** `indexed_at` says that a picture has a vector, also while it waits for a new one. */
const statusStatement = `
select
  (select count(*) from products) as products,
  pictures.images, pictures.products as products_with_images,
  work.indexed, work.failed, work.products as products_with_vectors,
  texts.pending as texts_pending, texts.failed as texts_failed,
  (select jsonb_object_agg(one.error_code, one.pictures) from (
    select error_code, count(*) as pictures from image_indexing
    where model_id = model.id and state = 'FAILED' group by error_code
  ) one) as failures,
  model.id as model_id, model.name, model.version, model.dimensions, model.fingerprint
from (select count(*) as images, count(distinct product_id) as products from product_images) pictures
left join models model on model.active
left join lateral (
  select count(*) filter (where state = 'INDEXED') as indexed, count(*) filter (where state = 'FAILED') as failed,
    count(distinct product_id) filter (where indexed_at is not null) as products
  from image_indexing where model_id = model.id
) work on true
left join lateral (
  select count(*) filter (where not given_up) as pending, count(*) filter (where given_up) as failed
  from text_indexing where model_id = model.id
) texts on true`;

interface StatusRow {
  products: bigint;
  images: bigint;
  products_with_images: bigint;
  indexed: bigint;
  failed: bigint;
  products_with_vectors: bigint;
  texts_pending: bigint;
  texts_failed: bigint;
  failures: unknown;
  model_id: number | null;
  name: string;
  version: string;
  dimensions: number;
  fingerprint: string;
}

/**
 * Counts the index. Whoever asks gets counts that were taken after that, and they are taken at most four times a second
 * however many ask.
 */
export function createStatus(database: Database): () => Promise<IndexStatus> {
  let startedMs = 0;
  let next: Promise<IndexStatus> | undefined;

  async function read(): Promise<IndexStatus> {
    await sleep(Math.max(0, startedMs + BETWEEN_MS - Date.now()));
    next = undefined;
    startedMs = Date.now();
    return await readStatus(database);
  }

  return () => {
    next ??= read();
    return next;
  };
}

/** Counts the index as it stands. */
async function readStatus(database: Database): Promise<IndexStatus> {
  const [row] = await database.query<StatusRow & Record<string, unknown>>({
    name: 'indexing_status',
    text: statusStatement,
    values: [],
  });
  if (row === undefined) throw new Error('the counts of the index came back without a row');
  const total = Number(row.images);
  const indexed = Number(row.indexed);
  const failed = Number(row.failed);
  const withImages = Number(row.products_with_images);
  const withVectors = Number(row.products_with_vectors);
  const products = Number(row.products);
  // rows of work are there while there is work; without a model there are none
  const textsPending = row.model_id === null ? products : Number(row.texts_pending);
  const textsFailed = Number(row.texts_failed);
  return {
    products,
    productsWithoutImages: products - withImages,
    productsWithVectors: withVectors,
    coverage: withImages === 0 ? 1 : withVectors / withImages,
    images: { total, indexed, pending: total - indexed - failed, failed },
    texts: {
      total: products,
      indexed: products - textsPending - textsFailed,
      pending: textsPending,
      failed: textsFailed,
    },
    failures: failureCountsOf(row.failures),
    activeModel:
      row.model_id === null
        ? null
        : {
            id: row.model_id,
            name: row.name,
            version: row.version,
            dimensions: row.dimensions,
            fingerprint: row.fingerprint,
          },
  };
}
