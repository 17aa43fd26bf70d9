import { useEffect, useState } from 'react';
import { useClient } from 'urql';
import { photoQueryOf } from '../asked.ts';
import type { AskRegionsQuery } from '../gql/graphql.ts';
import { graphql } from '../gql/index.ts';
import type { Photo } from '../question.ts';

const askRegions = graphql(`
  query AskRegions($photo: PhotoQuery!) {
    searchRegions(photo: $photo) {
      region { x y width height }
      best { node { id title } }
    }
  }
`);

export type FoundRegion = AskRegionsQuery['searchRegions'][number];
export type Regions =
  | { readonly state: 'looking' | 'failed' }
  | { readonly state: 'found'; readonly regions: readonly FoundRegion[] };

/**
 * Parts of a photo that match something, in fractions of it before it is turned. It is as much work as a hundred
 * searches, so it is asked only where somebody is about to crop; it is stopped when they no longer are.
 */
export function useRegions({ id, source, rotate }: Photo): Regions {
  const client = useClient();
  const [found, setFound] = useState<Regions>({ state: 'looking' });
  useEffect(() => {
    setFound({ state: 'looking' });
    const photo = photoQueryOf({ id, source, crop: null, rotate });
    const running = client.query(askRegions, { photo }).subscribe(({ data, error }) => {
      if (data) setFound({ state: 'found', regions: data.searchRegions });
      else if (error) setFound({ state: 'failed' });
    });
    return () => running.unsubscribe();
  }, [client, id, source, rotate]);
  return found;
}
