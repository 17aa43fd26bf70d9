import type { Crop, Embedder, ViewEmbedding } from '../embedding/types.ts';
import type { Embeddings } from './embedded.ts';
import type { PhotoSource } from './types.ts';
import { coarseWindows, placedIn, wholePicture } from './windows.ts';

/** A window of a photo as the model sees it. */
export interface Seen extends ViewEmbedding {
  readonly window: Crop;
}

/** A photo that is open to be looked at; windows are of the whole of it. */
export interface OpenedPhoto {
  /** What of it is searched with. */
  readonly part: Crop;
  /** Those that cover what is searched with, that itself first. */
  readonly coarse: readonly Crop[];
  look(windows: readonly Crop[]): Promise<Seen[]>;
}

export interface OpenPhotoNeeds {
  readonly embedder: Pick<Embedder, 'embedImage'>;
  readonly pictures: Pick<Embedder, 'embedViews'>;
  readonly embeddings: Pick<Embeddings, 'bytesOf'>;
}

/** As many as one call takes. */
const viewsPerCall = 64;

/**
 * Reads a photo, whose bytes are held as long as what is returned.
 * @throws {VitrineError} what is wrong with the photo, with reaching it, or with the model
 */
export async function openPhoto(
  { embedder, pictures, embeddings }: OpenPhotoNeeds,
  photo: PhotoSource,
  signal?: AbortSignal,
): Promise<OpenedPhoto> {
  const { view = {} } = photo;
  const { crop: part = wholePicture, rotate = 0 } = view;
  const options = signal === undefined ? {} : { signal };
  const bytes = await embeddings.bytesOf(photo, signal);
  // known already where it was searched with
  const { picture } = await embedder.embedImage(bytes, { ...options, view });
  const aspect = (part.width * picture.width) / (part.height * picture.height);
  return {
    part,
    coarse: coarseWindows(aspect).map((window) => placedIn(part, window)),
    async look(windows) {
      const seen: Seen[] = [];
      for (let at = 0; at < windows.length; at += viewsPerCall) {
        const some = windows.slice(at, at + viewsPerCall);
        const views = some.map((crop) => ({ crop, rotate }));
        const embedded = await pictures.embedViews(bytes, views, options);
        seen.push(...embedded.flatMap((one, of) => seenIn(some[of], one)));
      }
      return seen;
    },
  };
}

function seenIn(window: Crop | undefined, embedding: ViewEmbedding): Seen[] {
  return window === undefined ? [] : [{ window, ...embedding }];
}
