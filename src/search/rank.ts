import type { RawBuilder, SqlBool } from 'kysely';
import { filterCondition } from '../catalog/filter.ts';
import { maxPageSize } from '../catalog/list.ts';
import type { CatalogLanguage } from '../catalog/words.ts';
import type { Database } from '../database/database.ts';
import { VitrineError } from '../errors.ts';
import { createArrange, needsAll } from './arrange.ts';
import { maxReachable } from './complete.ts';
import { createEstimates } from './estimates.ts';
import { fuse, fusion } from './fuse.ts';
import { nearestInProcess } from './in-process.ts';
import { isCovered } from './language.ts';
import { nearestProducts } from './nearest.ts';
import type { Question } from './question.ts';
import { type Effort, efforts, type Ranked, type Ranking, type VectorAsk } from './ranking.ts';
import { checkRequest } from './request.ts';
import type { Strengths } from './strength.ts';
import type { SearchOptions, SearchRequest } from './types.ts';
import { createWords, type WordsRanking } from './words.ts';

/** Which products may be in an answer, and how it is put together: a request, checked. */
export interface Scope {
  /** Over the alias `products`; undefined for all. */
  readonly condition: RawBuilder<SqlBool> | undefined;
  readonly options: SearchOptions;
  readonly signal: AbortSignal | undefined;
}

export interface Ranker {
  /** @throws {VitrineError} BAD_USER_INPUT for what can't be asked */
  scope(request: SearchRequest): Scope;
  /** The best products for a question: as many as are wanted or more, or all there are. */
  rank(question: Question, scope: Scope, wanted: number): Promise<Ranking>;
  /** The products that facets are counted over: the best thousand, in no order. */
  candidates(question: Question, scope: Scope): Promise<readonly Ranked[]>;
}

/**
 * How deep the rankings of a hybrid go at least: what is fused stands in the first places of one of them. The same for
 * every first page, so that a small one is the beginning of a large one.
 */
const FUSED_DEPTH = maxPageSize + 1;

/** What was found until the deadline is put together a little later. */
const graceMs = 500;
const retryAfterSeconds = 5;

export interface RankerNeeds {
  readonly database: Database;
  readonly language: CatalogLanguage;
  /** BCP 47 tags of those that the model lists. */
  readonly languages: readonly string[];
  readonly strengths: Strengths;
  readonly timeoutMs: number;
}

/** A scope, and what a ranking within it may cost. */
interface Effortful extends Scope {
  readonly effort: Effort;
  readonly deadlineMs: number;
}

export function createRanker({ database, language, languages, strengths, timeoutMs }: RankerNeeds): Ranker {
  const estimates = createEstimates(database);
  const arrange = createArrange({ database, strengths });
  const words = createWords(database, language);

  function nearest(ask: VectorAsk): Promise<Ranking> {
    return database.vectors === 'bytes'
      ? nearestInProcess(database, ask)
      : nearestProducts(database, estimates, ask);
  }

  async function byPictures(question: Question, scope: Effortful, wanted: number): Promise<Ranking> {
    const { vector, excluded } = question;
    if (vector === null) return { plan: 'EXACT', ranked: [] };
    const { values, index } = vector;
    const minScore = await strengths.leastScore(question, scope.options);
    const { condition, signal, effort, deadlineMs } = scope;
    const limits = { wanted, effort, deadlineMs, signal };
    return nearest({ vector: values, index, condition, excluded, minScore, ...limits });
  }

  async function byTitles(question: Question, scope: Effortful, wanted: number): Promise<Ranking> {
    const { titleVector, excluded } = question;
    if (titleVector === null || titleVector.index.titles.empty) return { plan: 'EXACT', ranked: [] };
    const { values, index } = titleVector;
    const { condition, signal, effort, deadlineMs } = scope;
    const limits = { minScore: undefined, wanted, effort, deadlineMs, signal };
    return nearest({ vector: values, index: index.titles, condition, excluded, ...limits });
  }

  async function byWords({ text }: Question, { condition }: Scope, wanted: number): Promise<WordsRanking> {
    return text === null ? { ranked: [], exact: 0, whole: 0 } : words.rank({ text, condition, wanted });
  }

  /** Three rankings side by side, fused by rank; one that is empty changes nothing. */
  async function hybrid(question: Question, given: Effortful, wanted: number): Promise<Ranking> {
    const depth = Math.max(FUSED_DEPTH, wanted);
    const scope = { ...given, effort: given.effort === efforts.shown ? efforts.fused : given.effort };
    const [pictures, named, titles] = await Promise.all([
      byPictures(question, scope, depth),
      byWords(question, scope, depth),
      byTitles(question, scope, depth),
    ]);
    if (named.ranked.length === 0 && titles.ranked.length === 0) return pictures;
    const weights = isCovered(question.text ?? '', languages) ? fusion.weights : fusion.weightsNotCovered;
    const rankings = { pictures: pictures.ranked, words: named.ranked, titles: titles.ranked };
    const truncated = pictures.truncated === true || titles.truncated === true;
    return { plan: 'HYBRID', ranked: fuse(rankings, named, weights), ...(truncated && { truncated }) };
  }

  /** What is found in time. @throws {VitrineError} OVERLOADED where that is nothing */
  async function inTime(
    scope: Scope,
    effort: Effort,
    find: (scope: Effortful) => Promise<Ranking>,
  ): Promise<Ranking> {
    const late = Promise.withResolvers<never>();
    const timer = setTimeout(() => late.reject(overloaded(timeoutMs)), timeoutMs + graceMs);
    try {
      const deadlineMs = performance.now() + timeoutMs;
      const found = await Promise.race([find({ ...scope, effort, deadlineMs }), late.promise]);
      if (found.truncated && found.ranked.length === 0) throw overloaded(timeoutMs);
      return found;
    } finally {
      clearTimeout(timer);
    }
  }

  async function candidates(question: Question, scope: Effortful, wanted: number): Promise<Ranking> {
    const { mode = 'AUTO' } = scope.options;
    if (question.kind !== 'TEXT') return byPictures(question, scope, wanted);
    if (mode === 'FULL_TEXT' || (question.vector === null && question.titleVector === null)) {
      return { plan: 'FULL_TEXT', ranked: (await byWords(question, scope, wanted)).ranked };
    }
    return mode === 'VECTOR' ? byPictures(question, scope, wanted) : hybrid(question, scope, wanted);
  }

  return {
    scope(request) {
      checkRequest(request);
      const { filter, options = {}, signal } = request;
      return { condition: filter && filterCondition(filter, language), options, signal };
    },

    async candidates(question, given) {
      const counted = await inTime(given, efforts.counted, (scope) =>
        candidates(question, scope, maxReachable),
      );
      return counted.ranked;
    },

    async rank(question, given, wanted) {
      const isArranged = needsAll(given.options);
      const found = await inTime(given, efforts.shown, (scope) =>
        candidates(question, scope, isArranged ? maxReachable : wanted),
      );
      return isArranged ? arrange(question, given, found) : found;
    },
  };
}

function overloaded(timeoutMs: number): VitrineError {
  return new VitrineError(
    'OVERLOADED',
    `Nothing was found within the ${timeoutMs / 1000} s that a search may take: too much is going on. Try again soon, or narrow the search with a filter.`,
    { retryAfterSeconds },
  );
}
