import type { ProductKey } from '../catalog/types.ts';
import type { Database } from '../database/database.ts';
import type { Embedder } from '../embedding/types.ts';
import { VitrineError } from '../errors.ts';
import { askedTogether } from './composed.ts';
import type { Embedded, Embeddings } from './embedded.ts';
import type { Facts } from './facts.ts';
import type { StoredSearch } from './memory.ts';
import { excludedBy, type Parts, queryOf } from './parts.ts';
import { findProduct } from './stored-vectors.ts';
import type { Notice, PhotoSource, SearchQuery } from './types.ts';

/** What is searched for, with its vector. */
export interface Question {
  readonly kind: 'IMAGE' | 'TEXT' | 'PRODUCT' | 'COMPOSED';
  /** TEXT: the words; COMPOSED: those of all its texts, which are searched by their meaning alone. */
  readonly text: string | null;
  /** PRODUCT: what it is like. */
  readonly productId: bigint | null;
  /** Products that are no answer: those that are asked about. */
  readonly excluded: readonly bigint[];
  /** Null where words alone are searched, or where the product has no vector. */
  readonly vector: Embedded | null;
  /** TEXT: what titles and descriptions are compared with; null where they are not. */
  readonly titleVector: Embedded | null;
  /** COMPOSED: what it is made of. */
  readonly parts?: Parts;
  /** The only photo of it, while it is there. */
  readonly photo?: PhotoSource;
  /** Why the vector lacks. */
  readonly notices: readonly Notice[];
}

export interface Questions {
  ofText(text: string, signal?: AbortSignal): Promise<Question>;
  ofPhoto(photo: PhotoSource, signal?: AbortSignal): Promise<Question>;
  ofProduct(key: ProductKey): Promise<Question>;
  /** @throws {VitrineError} BAD_USER_INPUT, NOT_FOUND and what is wrong with a photo, with the path of the part */
  ofParts(query: SearchQuery, signal?: AbortSignal): Promise<Question>;
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
  readonly embedder: Pick<Embedder, 'state'>;
  readonly embeddings: Embeddings;
  readonly facts: Facts;
}

export function createQuestions({ database, embedder, embeddings, facts }: QuestionsNeeds): Questions {
  const questions: Questions = {
    async ofText(text, signal) {
      const question = { kind: 'TEXT', text, productId: null, excluded: [] } as const;
      const [notice] = questions.wordsNotices();
      if (notice !== undefined) return { ...question, ...noVector, notices: [notice] };
      const index = await facts.index();
      if (index?.empty && index.titles.empty) {
        const incomplete = wordsAlone('INDEX_INCOMPLETE', 'Nothing is indexed yet');
        return { ...question, ...noVector, notices: [incomplete] };
      }
      try {
        const vector = await embeddings.ofText(text, signal);
        return { ...question, vector, titleVector: vector, notices: [] };
      } catch (error) {
        if (!(error instanceof VitrineError)) throw error;
        if (error.code !== 'MODEL_LOADING' && error.code !== 'MODEL_UNAVAILABLE') throw error;
        return { ...question, ...noVector, notices: [wordsAlone(error.code, error.message)] };
      }
    },

    async ofPhoto(photo, signal) {
      const vector = await embeddings.ofPhoto(photo, ['photo'], signal);
      const rest = { text: null, productId: null, excluded: [], titleVector: null, notices: [] };
      return { kind: 'IMAGE', vector, photo, ...rest };
    },

    async ofProduct(key) {
      const index = await facts.index();
      const product = await findProduct(database, key, index);
      if (product === undefined) throw noSuchProduct();
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

    ofParts: (query, signal) => askedTogether({ database, embeddings, facts }, query, signal),

    async ofStored(search, signal) {
      const { kind, text, productId, parts, modelId, vector } = search;
      const excluded = [...(productId === null ? [] : [productId]), ...(parts ? excludedBy(parts) : [])];
      const question = {
        kind,
        text,
        productId,
        excluded,
        titleVector: null,
        notices: [],
        ...(parts && { parts }),
      };
      // asked while there was no model: there may be one now
      if (vector === null && kind === 'TEXT' && text !== null) return questions.ofText(text, signal);
      if (vector === null) return { ...question, vector: null, notices: questions.wordsNotices() };
      const index = await facts.index();
      if (index !== null && index.modelId === modelId) {
        const kept = { values: vector, index };
        return { ...question, vector: kept, titleVector: kind === 'TEXT' ? kept : null };
      }
      if (kind === 'TEXT' && text !== null) return questions.ofText(text, signal);
      if (productId !== null) return questions.ofProduct({ id: productId });
      const query = parts ? queryOf(parts) : undefined;
      if (query !== undefined) return questions.ofParts(query, signal);
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

export function noSuchProduct(): VitrineError {
  return new VitrineError('NOT_FOUND', 'There is no such product; products lists those there are.');
}

const noVector = { vector: null, titleVector: null } as const;

function wordsAlone(code: Notice['code'], reason: string): Notice {
  return { code, message: `${reason.replace(/[.\s]*$/, '')}. Found by words alone.` };
}
