import { useEffect, useSyncExternalStore } from 'react';
import { useClient } from 'urql';
import { graphql } from '../gql/index.ts';
import type { Question } from '../question.ts';

const askThumbnail = graphql(`
  query AskThumbnail($id: ID!) {
    search(id: $id) { id thumbnailUrl }
  }
`);

/** It is there a moment after the answer; where none are kept, it never is. */
const waitsMs = [0, 300, 1000, 3000];

/** By the id of the photo: all of it, as it lies. */
const known = new Map<string, string>();
const listeners = new Set<() => void>();

/**
 * Learns what a picture elsewhere looks like, which the page itself may not load: from the server, which fetched it to
 * search with it. Only while it is neither cropped nor turned, since the thumbnail is of what was searched with.
 * @param searchId of the search that answered this question; null while there is none
 */
export function useThumbnailOf({ photos }: Question, searchId: string | null): void {
  const client = useClient();
  const [photo] = photos;
  const isWanted =
    photos.length === 1 && photo?.source.kind === 'url' && photo.crop === null && photo.rotate === 0;
  const id = isWanted && !known.has(photo.id) ? photo.id : null;
  useEffect(() => {
    if (id === null || searchId === null) return;
    const going = new AbortController();
    const learn = async () => {
      for (const waitMs of waitsMs) {
        await new Promise((resolve) => setTimeout(resolve, waitMs));
        if (going.signal.aborted) return;
        const { data } = await client.query(
          askThumbnail,
          { id: searchId },
          { requestPolicy: 'network-only' },
        );
        const url = data?.search?.thumbnailUrl;
        if (!url || going.signal.aborted) continue;
        known.set(id, url);
        for (const listener of listeners) listener();
        return;
      }
    };
    void learn();
    return () => going.abort();
  }, [client, id, searchId]);
}

/** What a picture elsewhere looks like, in small; null until it is learnt. */
export function useThumbnail(photoId: string): string | null {
  return useSyncExternalStore(subscribe, () => known.get(photoId) ?? null);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
