import { setTimeout as sleep } from 'node:timers/promises';
import type { Database } from '../database/database.ts';
import type { Embedder, View } from '../embedding/types.ts';
import { messageOf } from '../errors.ts';
import type { Log } from '../log.ts';
import type { Media } from '../media/types.ts';

/** A photo that was searched with: its bytes, or the hash of a picture of the catalogue; what of it was looked at. */
export type Photo = ({ readonly bytes: Buffer } | { readonly mediaHash: Buffer }) & {
  readonly view?: View | undefined;
};

export interface ThumbnailsNeeds {
  readonly database: Pick<Database, 'kysely'>;
  readonly pictures: Pick<Embedder, 'resize'>;
  readonly media: Pick<Media, 'read'>;
  readonly log: Log;
}

export interface Thumbnails {
  /** Keeps a small picture of a photo with a search, once that is saved and answered. Never throws. */
  keep(searchId: string, photo: Photo, saved: Promise<boolean>): void;
}

/** A thumbnail lies within a square of one of these, the first whose file is small enough. */
const sidesPixels = [160, 112, 64];
const maxThumbnailBytes = 10_000;
/** By then the answer is on its way: pictures are opened on the same processors. */
const delayMs = 100;
const resizeTimeoutMs = 30_000;
/** Photos are held until their turn comes; one that finds no room is kept without a thumbnail. */
const maxHeldBytes = 64_000_000;

export function createThumbnails({ database, pictures, media, log }: ThumbnailsNeeds): Thumbnails {
  let heldBytes = 0;
  // one after the other: nobody waits for them
  let last = Promise.resolve();

  async function make(searchId: string, photo: Photo): Promise<void> {
    const bytes = 'bytes' in photo ? photo.bytes : await media.read(photo.mediaHash);
    for (const side of sidesPixels) {
      const thumbnail = await pictures.resize(bytes, side, {
        height: side,
        priority: 'bulk',
        signal: AbortSignal.timeout(resizeTimeoutMs),
        ...(photo.view && { view: photo.view }),
      });
      if (thumbnail.length > maxThumbnailBytes) continue;
      await database.kysely.updateTable('searches').set({ thumbnail }).where('id', '=', searchId).execute();
      return;
    }
  }

  return {
    keep(searchId, photo, saved) {
      const bytes = 'bytes' in photo ? photo.bytes.length : 0;
      if (heldBytes + bytes > maxHeldBytes) return;
      heldBytes += bytes;
      const before = last;
      last = (async () => {
        await sleep(delayMs, undefined, { ref: false });
        await before;
        if (await saved) await make(searchId, photo);
      })()
        .catch((error: unknown) => log.debug(`a search is kept without a thumbnail: ${messageOf(error)}`))
        .finally(() => {
          heldBytes -= bytes;
        });
    },
  };
}
