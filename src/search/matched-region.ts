import { sql } from 'kysely';
import type { Database } from '../database/database.ts';
import { dot } from './dot.ts';
import type { Embedded, Embeddings } from './embedded.ts';
import { noSuchProduct, type Question } from './question.ts';
import type { Regions } from './regions.ts';
import { findProduct, vectorsOfPictures } from './stored-vectors.ts';
import type { Region, Search, SearchAnswer, SearchHit } from './types.ts';

/** Where hits of a page lie in the photo that was searched with: looked for once for all of them, when first asked. */
export function matchedRegionIn(
  regions: Pick<Regions, 'matched'>,
  { photo, vector }: Question,
  hits: readonly SearchHit[],
  signal: AbortSignal | undefined,
): SearchAnswer['matchedRegion'] {
  const imageIds = hits.flatMap(({ imageId }) => (imageId === null ? [] : [imageId]));
  let found: Promise<ReadonlyMap<bigint, Region>> | undefined;
  return async ({ imageId }) => {
    if (photo === undefined || vector === null || imageId === null) return null;
    found ??= regions.matched(photo, vector.index, imageIds, signal);
    return (await found).get(imageId) ?? null;
  };
}

export interface MatchedRegionNeeds {
  readonly database: Database;
  readonly embeddings: Pick<Embeddings, 'ofPhoto'>;
  readonly regions: Pick<Regions, 'matched'>;
}

/** Where a product lies in a photo, without a search: the same place as a search with that photo tells of it. */
export function createMatchedRegion({
  database,
  embeddings,
  regions,
}: MatchedRegionNeeds): Search['matchedRegion'] {
  /** The picture of a product that is nearest to a photo; undefined where none is indexed. */
  async function nearestPicture(productId: bigint, { values, index }: Embedded): Promise<bigint | undefined> {
    const { rows } = await sql<{ id: bigint }>`
      select id from product_images where product_id = ${productId}`.execute(database.kysely);
    const vectors = await vectorsOfPictures(
      database,
      rows.map(({ id }) => id),
      index,
    );
    const scored = [...vectors].map(([id, vector]) => ({ id, score: dot(vector, values) }));
    return scored.sort((a, b) => b.score - a.score)[0]?.id;
  }

  return async (photo, key, signal) => {
    // before anything is fetched for a product that is not there
    const product = await findProduct(database, key, null);
    if (product === undefined) throw noSuchProduct();
    const vector = await embeddings.ofPhoto(photo, ['photo'], signal);
    const imageId = await nearestPicture(product.id, vector);
    if (imageId === undefined) return null;
    return (await regions.matched(photo, vector.index, [imageId], signal)).get(imageId) ?? null;
  };
}
