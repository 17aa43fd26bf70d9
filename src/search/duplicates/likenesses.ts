import type { Database } from '../../database/database.ts';
import { decodeVector } from '../../database/vectors.ts';
import { type Comparable, comparable, cosineFrom } from '../cosine-bound.ts';
import type { IndexFacts } from '../facts.ts';
import {
  type IndexedPictureRow,
  nearPictures,
  samePictures,
  vectorsAfter,
  vectorsOf,
} from '../statements/duplicates.ts';
import { createTurns } from '../turns.ts';
import type { Likeness } from './graph.ts';

/** With how many pictures of other products one is held to be nearly the same, the nearest ones. */
export const maxLikenesses = 32;
/** The index finds the nearest ones among so many. */
const efSearch = 64;
/** What single precision rounds away: the same picture is the same under any bound. */
const roundingSlack = 1e-6;
/** A statement takes some milliseconds, on the embedded database's one connection too. */
const comparedAtOnce = 500;

export interface LikenessesAsk {
  readonly index: IndexFacts;
  readonly minScore: number;
  readonly signal: AbortSignal | undefined;
}

/** Finds what is nearly the same as each of some pictures: the nearest ones of other products. */
export type FindLikenesses = (
  database: Database,
  ask: LikenessesAsk,
  pictures: readonly IndexedPictureRow[],
) => Promise<Likeness[]>;

/** Those with the same bytes, whatever their vectors; where there are many, those of the products with the lowest ids. */
export const sameBytes: FindLikenesses = async ({ kysely }, { index }, pictures) => {
  const byHash = new Map<string, IndexedPictureRow[]>();
  for (const picture of pictures) {
    const hash = picture.media_hash?.toString('hex');
    if (hash !== undefined) byHash.set(hash, [...(byHash.get(hash) ?? []), picture]);
  }
  const hashes = [...byHash.keys()].map((hash) => Buffer.from(hash, 'hex'));
  const { rows } = await samePictures(index.table, hashes, maxLikenesses).execute(kysely);
  return rows.flatMap(({ hash, image_id, product_id }) =>
    (byHash.get(hash.toString('hex')) ?? [])
      .filter((picture) => picture.product_id !== product_id)
      .map((picture) => ({
        productId: picture.product_id,
        imageId: picture.image_id,
        otherProductId: product_id,
        otherImageId: image_id,
        score: 1,
      })),
  );
};

/** Through the HNSW index. */
export const nearestByIndex: FindLikenesses = async ({ kysely }, { index, minScore }, pictures) => {
  const ids = pictures.map(({ image_id }) => image_id);
  const bounds = { limit: maxLikenesses, efSearch, minScore: minScore - roundingSlack };
  const { rows } = await nearPictures(index, ids, bounds).execute(kysely);
  return rows.map((row) => ({
    productId: row.product_id,
    imageId: row.image_id,
    otherProductId: row.other_product_id,
    otherImageId: row.other_image_id,
    score: asScore(row.score),
  }));
};

interface Asked {
  readonly picture: { readonly image_id: bigint; readonly product_id: bigint };
  readonly seen: Comparable;
  likenesses: Likeness[];
}

/** By comparing them with every picture, read a batch at a time. */
export const nearestOfAll: FindLikenesses = async (database, { index, minScore, signal }, pictures) => {
  const { kysely, vectors: storage } = database;
  const { table } = index;
  const turns = createTurns(signal);
  const bound = minScore - roundingSlack;
  const ids = pictures.map(({ image_id }) => image_id);
  const asked: Asked[] = (await vectorsOf(table, storage, ids).execute(kysely)).rows.map((row) => ({
    picture: row,
    seen: comparable(decodeVector(row.v)),
    likenesses: [],
  }));
  for (let lastId = 0n; ; ) {
    signal?.throwIfAborted();
    const { rows } = await vectorsAfter(table, storage, lastId, comparedAtOnce).execute(kysely);
    for (const { image_id, product_id, v } of rows) {
      const seen = comparable(decodeVector(v));
      for (const one of asked) {
        if (one.picture.product_id === product_id) continue;
        const score = cosineFrom(bound, one.seen, seen);
        if (score !== undefined) keepNearest(one, image_id, product_id, asScore(score));
      }
      await turns.pause();
    }
    const last = rows.at(-1);
    if (last === undefined || rows.length < comparedAtOnce) break;
    lastId = last.image_id;
  }
  return asked.flatMap(({ likenesses }) => likenesses.slice(0, maxLikenesses));
};

function keepNearest(one: Asked, imageId: bigint, productId: bigint, score: number): void {
  const { image_id, product_id } = one.picture;
  one.likenesses.push({
    productId: product_id,
    imageId: image_id,
    otherProductId: productId,
    otherImageId: imageId,
    score,
  });
  // sorted now and then, so that many cost little
  if (one.likenesses.length >= 2 * maxLikenesses) {
    one.likenesses = nearestFirst(one.likenesses).slice(0, maxLikenesses);
  }
}

function nearestFirst(likenesses: readonly Likeness[]): Likeness[] {
  return likenesses.toSorted((a, b) => b.score - a.score);
}

/** In single precision, as scores are; rounding makes no picture more alike than the same one. */
function asScore(cosine: number): number {
  return Math.min(1, Math.fround(cosine));
}
