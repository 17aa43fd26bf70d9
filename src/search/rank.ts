import type { RawBuilder, SqlBool } from 'kysely';
import { filterCondition } from '../catalog/filter.ts';
import type { CatalogLanguage } from '../catalog/words.ts';
import type { Database } from '../database/database.ts';
import { createEstimates } from './estimates.ts';
import { nearestInProcess } from './in-process.ts';
import { nearestProducts } from './nearest.ts';
import type { Question } from './question.ts';
import type { Ranking } from './ranking.ts';
import { checkRequest } from './request.ts';
import type { SearchRequest } from './types.ts';
import { productsByWords } from './words.ts';

/** Which products may be in an answer: a request, checked. */
export interface Scope {
  /** Over the alias `products`; undefined for all. */
  readonly condition: RawBuilder<SqlBool> | undefined;
  readonly minScore: number | undefined;
  readonly signal: AbortSignal | undefined;
}

export interface Ranker {
  /** @throws {VitrineError} BAD_USER_INPUT for what can't be asked */
  scope(request: SearchRequest): Scope;
  /** The best products for a question: as many as are wanted, or all there are. */
  rank(question: Question, scope: Scope, wanted: number): Promise<Ranking>;
}

export function createRanker(database: Database, language: CatalogLanguage): Ranker {
  const estimates = createEstimates(database);
  return {
    scope(request) {
      checkRequest(request);
      const { filter, minScore, signal } = request;
      return { condition: filter && filterCondition(filter, language), minScore, signal };
    },

    async rank({ vector, text, productId }, { condition, minScore, signal }, wanted) {
      if (vector !== null) {
        const { values, index } = vector;
        const ask = { vector: values, index, condition, exclude: productId, minScore, wanted, signal };
        return database.vectors === 'bytes'
          ? nearestInProcess(database, ask)
          : nearestProducts(database, estimates, ask);
      }
      // words have no score, so none is too low
      if (text !== null) return productsByWords(database, { text, language, condition, wanted });
      return { plan: 'EXACT', ranked: [] };
    },
  };
}
