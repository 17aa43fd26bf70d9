import type { Question } from './question.ts';
import type { Regions } from './regions.ts';
import type { Region, SearchAnswer, SearchHit } from './types.ts';

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
