import { setTimeout as sleep } from 'node:timers/promises';
import type { Database } from '../database/database.ts';
import type { Embedder } from '../embedding/types.ts';
import { VitrineError } from '../errors.ts';
import type { Media } from '../media/types.ts';
import type { Facts, IndexFacts } from './facts.ts';
import { inPart } from './input-path.ts';
import { findPicture, type PictureRow } from './stored-vectors.ts';
import type { Photo } from './thumbnails.ts';
import type { PhotoSource } from './types.ts';

/** A vector of the model that is searched, and the index that it is compared with. */
export interface Embedded {
  readonly values: Float32Array;
  readonly index: IndexFacts;
  /** The photo that it is of, or one of those. */
  readonly photo?: Photo | undefined;
}

/** Words and photos → vectors of the model that is searched. */
export interface Embeddings {
  /**
   * Does not wait for a model: there are words to search by.
   * @throws {VitrineError} MODEL_LOADING, MODEL_UNAVAILABLE
   */
  ofText(text: string, signal?: AbortSignal): Promise<Embedded>;
  /** Waits for a model that is loading. @throws {VitrineError} MODEL_LOADING, MODEL_UNAVAILABLE */
  ofTextAlone(text: string, signal?: AbortSignal): Promise<Embedded>;
  /**
   * Waits for a model that is loading, unless the picture is indexed.
   * @param path where the photo stands in the input
   * @throws {VitrineError} what is wrong with the photo or with reaching it, or as ofTextAlone does
   */
  ofPhoto(photo: PhotoSource, path: readonly string[], signal?: AbortSignal): Promise<Embedded>;
  /** @throws {VitrineError} NOT_FOUND, or what reading or fetching throws */
  bytesOf(photo: PhotoSource, signal?: AbortSignal): Promise<Buffer>;
}

export interface EmbeddingsNeeds {
  readonly database: Database;
  readonly embedder: Pick<Embedder, 'model' | 'state' | 'embedText' | 'embedImage'>;
  readonly media: Pick<Media, 'fetch' | 'read'>;
  readonly facts: Facts;
}

/** A text takes milliseconds; a model that needs longer is in trouble, and words alone are the better answer. */
const textTimeoutMs = 2000;
/** Between a model's being ready and its being searched lies one transaction. */
const adoptionCheckMs = 100;
const adoptionChecks = 20;

export function createEmbeddings({ database, embedder, media, facts }: EmbeddingsNeeds): Embeddings {
  /** Whether this process's model was ever the one that is searched. */
  let wasSearched = false;

  /**
   * The index that this process's model can search.
   * @throws {VitrineError} MODEL_UNAVAILABLE, or MODEL_LOADING where it is not searched yet
   */
  async function searchable(): Promise<IndexFacts> {
    const state = embedder.state();
    if (state.state === 'off')
      throw new VitrineError('MODEL_UNAVAILABLE', `There is no model: ${state.reason}`);
    const index = await facts.index();
    if (index !== null && index.fingerprint === embedder.model?.fingerprint) {
      wasSearched = true;
      return index;
    }
    if (wasSearched) {
      throw new VitrineError(
        'MODEL_UNAVAILABLE',
        'The index is of another model than this server has: start it with the MODEL of the others.',
      );
    }
    const loading = state.state === 'loading' ? state : undefined;
    throw new VitrineError('MODEL_LOADING', loading?.reason ?? 'The model is about to be searched.', {
      retryAfterSeconds: loading?.retryAfterSeconds ?? 1,
    });
  }

  /** The index of a model that has just answered: one that became ready only now is searched in a moment. */
  async function searchableSoon(signal: AbortSignal | undefined): Promise<IndexFacts> {
    for (let left = adoptionChecks; ; left -= 1) {
      try {
        return await searchable();
      } catch (error) {
        if (left === 0 || !(error instanceof VitrineError) || error.code !== 'MODEL_LOADING') throw error;
      }
      await sleep(adoptionCheckMs, undefined, signal && { signal });
    }
  }

  async function pictureOf(imageId: bigint, index: IndexFacts | null): Promise<PictureRow> {
    const picture = await findPicture(database, imageId, index);
    if (picture === undefined) throw new VitrineError('NOT_FOUND', 'There is no such picture.');
    return picture;
  }

  async function bytesOf(photo: PhotoSource, signal?: AbortSignal): Promise<Buffer> {
    if ('read' in photo) return photo.read();
    if ('url' in photo) return media.fetch(photo.url, signal);
    const { mediaHash, sourceUrl } = await pictureOf(photo.imageId, null);
    if (mediaHash !== null) return media.read(mediaHash);
    if (sourceUrl !== null) return media.fetch(sourceUrl, signal);
    throw new VitrineError('NOT_FOUND', 'This picture has neither a file nor an address.');
  }

  async function embedded(photo: PhotoSource, path: readonly string[], signal?: AbortSignal) {
    const { view } = photo;
    // before anything is fetched or read for a model that is not there; one that is loading is waited for
    if (embedder.state().state !== 'loading') await searchableSoon(signal);
    const bytes = await bytesOf(photo, signal);
    const embed = () => embedder.embedImage(bytes, { ...(signal && { signal }), ...(view && { view }) });
    const { vector } = await (view === undefined
      ? embed()
      : inPart([...path, 'crop'], embed, ['BAD_USER_INPUT']));
    return { values: vector, index: await searchableSoon(signal), photo: { bytes, view } };
  }

  return {
    async ofText(text, signal) {
      await searchable();
      const timeout = AbortSignal.timeout(textTimeoutMs);
      const either = signal === undefined ? timeout : AbortSignal.any([signal, timeout]);
      try {
        const values = await embedder.embedText(text, { signal: either, waitMs: 0 });
        return { values, index: await searchable() };
      } catch (error) {
        signal?.throwIfAborted();
        if (!timeout.aborted) throw error;
        throw new VitrineError('MODEL_LOADING', 'The model does not answer in time.', {
          retryAfterSeconds: 5,
        });
      }
    },

    async ofTextAlone(text, signal) {
      const values = await embedder.embedText(text, signal && { signal });
      return { values, index: await searchableSoon(signal) };
    },

    ofPhoto: (photo, path, signal) =>
      inPart(path, async () => {
        if (!('imageId' in photo)) return embedded(photo, path, signal);
        const index = await facts.index();
        const { vector, mediaHash } = await pictureOf(photo.imageId, index);
        // its vector is there whatever the model does
        const isStored = vector !== null && index !== null && photo.view === undefined;
        if (!isStored) return embedded(photo, path, signal);
        return { values: vector, index, photo: mediaHash === null ? undefined : { mediaHash } };
      }),

    bytesOf,
  };
}
