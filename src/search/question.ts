import { setTimeout as sleep } from 'node:timers/promises';
import type { ProductKey } from '../catalog/types.ts';
import type { Database } from '../database/database.ts';
import type { Embedder } from '../embedding/types.ts';
import { VitrineError } from '../errors.ts';
import type { Media } from '../media/types.ts';
import type { Facts, IndexFacts } from './facts.ts';
import type { StoredSearch } from './memory.ts';
import { findPicture, findProduct, type PictureRow } from './stored-vectors.ts';
import type { Notice, PhotoSource } from './types.ts';

/** What is searched for, with its vector. */
export interface Question {
  readonly kind: 'IMAGE' | 'TEXT' | 'PRODUCT' | 'COMPOSED';
  /** TEXT: the words. */
  readonly text: string | null;
  /** PRODUCT: what it is like. */
  readonly productId: bigint | null;
  /** Products that are no answer: those that are asked about. */
  readonly excluded: readonly bigint[];
  /** Null where words alone are searched, or where the product has no vector. */
  readonly vector: { readonly values: Float32Array; readonly index: IndexFacts } | null;
  /** TEXT: what titles and descriptions are compared with; null where they are not. */
  readonly titleVector: { readonly values: Float32Array; readonly index: IndexFacts } | null;
  /** Why the vector lacks. */
  readonly notices: readonly Notice[];
}

export interface Questions {
  ofText(text: string, signal?: AbortSignal): Promise<Question>;
  ofPhoto(photo: PhotoSource, signal?: AbortSignal): Promise<Question>;
  ofProduct(key: ProductKey): Promise<Question>;
  /**
   * The question of a remembered search, under the model that is searched now.
   * @throws {VitrineError} BAD_USER_INPUT for a photo whose vector another model made
   */
  ofStored(search: StoredSearch, signal?: AbortSignal): Promise<Question>;
  /** What there is to say of an answer by words alone. */
  wordsNotices(): Notice[];
}

export interface QuestionsNeeds {
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

export function createQuestions({ database, embedder, media, facts }: QuestionsNeeds): Questions {
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

  async function vectorOfText(text: string, signal: AbortSignal | undefined): Promise<Question['vector']> {
    await searchable();
    const timeout = AbortSignal.timeout(textTimeoutMs);
    const either = signal === undefined ? timeout : AbortSignal.any([signal, timeout]);
    try {
      const values = await embedder.embedText(text, { signal: either, waitMs: 0 });
      return { values, index: await searchable() };
    } catch (error) {
      signal?.throwIfAborted();
      if (!timeout.aborted) throw error;
      throw new VitrineError('MODEL_LOADING', 'The model does not answer in time.', { retryAfterSeconds: 5 });
    }
  }

  async function bytesOf(picture: PictureRow, signal: AbortSignal | undefined): Promise<Buffer> {
    if (picture.mediaHash !== null) return media.read(picture.mediaHash);
    if (picture.sourceUrl !== null) return media.fetch(picture.sourceUrl, signal);
    throw new VitrineError('NOT_FOUND', 'This picture has neither a file nor an address.');
  }

  async function embedded(
    read: () => Promise<Buffer>,
    signal: AbortSignal | undefined,
  ): Promise<Question['vector']> {
    // before anything is fetched or read for a model that is not there; one that is loading is waited for
    if (embedder.state().state !== 'loading') await searchableSoon(signal);
    const bytes = await read();
    const { vector } = await embedder.embedImage(bytes, signal && { signal });
    return { values: vector, index: await searchableSoon(signal) };
  }

  const questions: Questions = {
    async ofText(text, signal) {
      const question = { kind: 'TEXT', text, productId: null, excluded: [] } as const;
      const [notice] = questions.wordsNotices();
      if (notice !== undefined) return { ...question, ...noVector, notices: [notice] };
      if ((await facts.index())?.empty === true) {
        const incomplete = wordsAlone('INDEX_INCOMPLETE', 'No picture is indexed yet');
        return { ...question, ...noVector, notices: [incomplete] };
      }
      try {
        const vector = await vectorOfText(text, signal);
        return { ...question, vector, titleVector: vector, notices: [] };
      } catch (error) {
        if (!(error instanceof VitrineError)) throw error;
        if (error.code !== 'MODEL_LOADING' && error.code !== 'MODEL_UNAVAILABLE') throw error;
        return { ...question, ...noVector, notices: [wordsAlone(error.code, error.message)] };
      }
    },

    async ofPhoto(photo, signal) {
      const question = {
        kind: 'IMAGE',
        text: null,
        productId: null,
        excluded: [],
        titleVector: null,
        notices: [],
      } as const;
      if ('read' in photo) return { ...question, vector: await embedded(photo.read, signal) };
      if ('url' in photo) {
        return { ...question, vector: await embedded(() => media.fetch(photo.url, signal), signal) };
      }
      const index = await facts.index();
      const picture = await findPicture(database, photo.imageId, index);
      if (picture === undefined) throw new VitrineError('NOT_FOUND', 'There is no such picture.');
      // its vector is there whatever the model does
      if (picture.vector !== null && index !== null) {
        return { ...question, vector: { values: picture.vector, index } };
      }
      return { ...question, vector: await embedded(() => bytesOf(picture, signal), signal) };
    },

    async ofProduct(key) {
      const index = await facts.index();
      const product = await findProduct(database, key, index);
      if (product === undefined) throw new VitrineError('NOT_FOUND', 'There is no such product.');
      const question = {
        kind: 'PRODUCT',
        text: null,
        productId: product.id,
        excluded: [product.id],
        titleVector: null,
      } as const;
      if (product.vector !== null && index !== null) {
        return { ...question, vector: { values: product.vector, index }, notices: [] };
      }
      return {
        ...question,
        vector: null,
        notices: [
          {
            code: 'INDEX_INCOMPLETE',
            message: 'This product has no indexed picture yet, so nothing can be compared with it.',
          },
        ],
      };
    },

    async ofStored(search, signal) {
      const { kind, text, productId, modelId, vector } = search;
      const excluded = productId === null ? [] : [productId];
      const question = { kind, text, productId, excluded, titleVector: null, notices: [] };
      if (vector === null) return { ...question, vector: null, notices: questions.wordsNotices() };
      const index = await facts.index();
      if (index !== null && index.modelId === modelId) {
        const kept = { values: vector, index };
        return { ...question, vector: kept, titleVector: kind === 'TEXT' ? kept : null };
      }
      if (text !== null) {
        const renewed = await vectorOfText(text, signal);
        return { ...question, vector: renewed, titleVector: renewed };
      }
      if (productId !== null) return questions.ofProduct({ id: productId });
      throw new VitrineError(
        'BAD_USER_INPUT',
        'The model has changed since this search, and its photo is not kept: send the photo again.',
      );
    },

    wordsNotices() {
      const state = embedder.state();
      if (state.state === 'loading') return [wordsAlone('MODEL_LOADING', state.reason)];
      if (state.state === 'off') return [wordsAlone('MODEL_UNAVAILABLE', state.reason)];
      return [];
    },
  };
  return questions;
}

const noVector = { vector: null, titleVector: null } as const;

function wordsAlone(code: Notice['code'], reason: string): Notice {
  return { code, message: `${reason.replace(/[.\s]*$/, '')}. Found by words alone.` };
}
