import { randomUUID } from 'node:crypto';
import type { ProductFilter } from '../catalog/types.ts';
import type { Database } from '../database/database.ts';
import { messageOf, VitrineError } from '../errors.ts';
import type { Log } from '../log.ts';
import { needsAll } from './arrange.ts';
import { completed, maxReachable } from './complete.ts';
import type { Cursor } from './cursor.ts';
import { countedFacets } from './facets.ts';
import type { Facts } from './facts.ts';
import type { Memory, StoredRanking, StoredSearch } from './memory.ts';
import { languageNotices, noticesOf } from './notices.ts';
import { holdsPage, type PagePlace, pageOf } from './page.ts';
import type { Question, Questions } from './question.ts';
import type { Ranker, Scope } from './rank.ts';
import type { Asked, Strengths } from './strength.ts';
import type { Notice, SearchAnswer, SearchOptions, SearchRequest, Timing } from './types.ts';
import { variantOf } from './variant.ts';

export interface AnswersNeeds {
  readonly database: Database;
  readonly facts: Facts;
  readonly questions: Questions;
  readonly ranker: Ranker;
  readonly strengths: Strengths;
  readonly memory: Memory;
  /** BCP 47 tags of those that the model lists. */
  readonly languages: readonly string[];
  readonly log: Log;
}

export interface Answers {
  /** Answers a new question with page one, and remembers both while the caller fills the page. */
  fresh(
    request: SearchRequest,
    embed: () => Promise<Question>,
    options?: { readonly remember?: boolean },
  ): Promise<SearchAnswer>;
  /** Answers a remembered search out of what is kept, looking up what is not. */
  reopened(search: StoredSearch, request: SearchRequest, cursor?: Cursor): Promise<SearchAnswer>;
}

/** The id in the cursors of an answer that is not remembered: no search has it. */
const noSearch = '00000000-0000-0000-0000-000000000000';

/** An answer in the making. */
interface Draft {
  /** The question, looked up only where more has to be ranked. */
  readonly ask: () => Promise<Question>;
  readonly request: SearchRequest;
  readonly scope: Scope;
  readonly place: PagePlace;
  readonly asked: Asked & Pick<Question, 'text'>;
  /** Whose vectors ranked it; null for words alone. */
  readonly modelId: number | null;
  readonly ranking: StoredRanking;
}

/** What belongs to an answer whatever is in it. */
interface Frame {
  readonly notices: readonly Notice[];
  readonly timing: Timing;
  readonly search: StoredSearch | null;
  readonly saved: Promise<boolean>;
}

export function createAnswers({
  database,
  facts,
  questions,
  ranker,
  strengths,
  memory,
  languages,
  log,
}: AnswersNeeds): Answers {
  async function rankPage(question: Question, scope: Scope, first: number): Promise<StoredRanking> {
    const { plan, ranked } = await ranker.rank(question, scope, first + 1);
    // put together out of all its candidates, it is whole already
    if (needsAll(scope.options)) return { plan, ranked, complete: true };
    // one more than is shown tells whether there is a next page
    return { plan, ranked: ranked.slice(0, first), complete: ranked.length <= first };
  }

  /** All that paging reaches, kept where the search is. */
  async function complete(
    question: Question,
    scope: Scope,
    { searchId, variant }: PagePlace,
    firstPage: StoredRanking,
  ): Promise<StoredRanking> {
    const whole = completed(firstPage, await ranker.rank(question, scope, maxReachable));
    return searchId === noSearch ? whole : memory.complete(searchId, variant, whole);
  }

  /** What was found is answered even where it can't be kept. */
  async function save(search: StoredSearch, variant: string, ranking: StoredRanking): Promise<boolean> {
    try {
      await memory.save(search, variant, ranking);
      return true;
    } catch (error) {
      log.warn(`a search could not be remembered: ${messageOf(error)}`);
      return false;
    }
  }

  async function finished(draft: Draft, frame: Frame): Promise<SearchAnswer> {
    const { place, modelId } = draft;
    const index = await facts.index();
    // what another model ranked is all there is: nothing of this one's is added to it
    const exchanged = modelId !== null && modelId !== index?.modelId;
    const ranking = exchanged ? { ...draft.ranking, complete: true } : draft.ranking;
    const more = ranking.plan === 'FULL_TEXT' || index === null ? [] : noticesOf(database, index, ranking);
    const { kind, text } = draft.asked;
    const byMeaning = kind === 'TEXT' && text !== null && ranking.plan !== 'FULL_TEXT';
    const foreign = byMeaning ? languageNotices(text, languages) : [];
    const matchOf = await strengths.of(draft.asked, modelId);
    return {
      ...pageOf(ranking, place, matchOf),
      async totalCount() {
        if (ranking.complete) return ranking.ranked.length;
        // where it could not be kept, it is looked up for the count alone
        const at = (await frame.saved) ? place : { ...place, searchId: noSearch };
        return (await complete(await draft.ask(), draft.scope, at, ranking)).ranked.length;
      },
      async facets(names) {
        const question = await draft.ask();
        const candidates = async (filter: ProductFilter, options: SearchOptions) => {
          const scope = ranker.scope({ ...draft.request, filter, options });
          return (await ranker.candidates(question, scope)).map(({ productId }) => productId);
        };
        const { filter = {}, options = {} } = draft.request;
        return await countedFacets(database, candidates, { filter, options, names });
      },
      plan: ranking.plan,
      ...frame,
      notices: [...frame.notices, ...foreign, ...more],
    };
  }

  return {
    async fresh(request, embed, { remember = true } = {}) {
      const startedMs = performance.now();
      const scope = ranker.scope(request);
      const question = await embed();
      const embeddedMs = performance.now();
      scope.signal?.throwIfAborted();
      const ranking = await rankPage(question, scope, request.first);
      const endedMs = performance.now();

      const timing: Timing = {
        embedMs: embeddedMs - startedMs,
        searchMs: endedMs - embeddedMs,
        totalMs: endedMs - startedMs,
      };
      // a product without a vector has no answer yet that would be worth keeping
      const search = remember && hasSubject(question) ? searchOf(question, timing) : null;
      const modelId = modelOf(question);
      const place = placeIn({ id: search?.id ?? noSearch, modelId }, request);
      const saved = search === null ? Promise.resolve(false) : save(search, place.variant, ranking);
      const draft = { ask: async () => question, request, scope, place, asked: question, modelId, ranking };
      return finished(draft, { notices: question.notices, timing, search, saved });
    },

    async reopened(search, request, cursor) {
      const startedMs = performance.now();
      const scope = ranker.scope(request);
      const place = placeIn(search, request, cursor);
      if (cursor !== undefined && (cursor.searchId !== place.searchId || cursor.variant !== place.variant)) {
        throw foreignCursor();
      }
      const kept = await memory.ranking(search.id, place.variant);
      const isKept = kept !== null && holdsPage(kept, place);
      const draft = isKept
        ? draftOfKept(search, request, scope, place, kept)
        : await lookUp(search, scope, request, cursor);
      const notices = draft.modelId === null ? questions.wordsNotices() : [];
      const spentMs = performance.now() - startedMs;
      const timing: Timing = { embedMs: 0, searchMs: spentMs, totalMs: spentMs };
      return finished(draft, { notices, timing, search, saved: Promise.resolve(true) });
    },
  };

  function draftOfKept(
    search: StoredSearch,
    request: SearchRequest,
    scope: Scope,
    place: PagePlace,
    ranking: StoredRanking,
  ): Draft {
    const ask = () => questions.ofStored(search, scope.signal);
    return { ask, request, scope, place, asked: search, modelId: search.modelId, ranking };
  }

  /** A page of a remembered search that is not kept yet: ranked now, and kept. */
  async function lookUp(
    search: StoredSearch,
    scope: Scope,
    request: SearchRequest,
    cursor: Cursor | undefined,
  ): Promise<Draft> {
    const question = await questions.ofStored(search, scope.signal);
    const modelId = modelOf(question);
    if (modelId !== search.modelId) {
      // a walk through the answer of one model can't go on in that of another
      if (cursor !== undefined) throw foreignCursor();
      await memory.renew({ ...search, modelId, vector: question.vector?.values ?? null });
    }
    const place = placeIn({ ...search, modelId }, request, cursor);
    const { searchId, variant, first } = place;
    let ranking = await memory.ranking(searchId, variant);
    ranking ??= await memory.add(searchId, variant, await rankPage(question, scope, first));
    if (!holdsPage(ranking, place)) ranking = await complete(question, scope, place, ranking);
    return { ask: async () => question, request, scope, place, asked: question, modelId, ranking };
  }
}

/** Which part of which answer a request is about. */
function placeIn(
  { id, modelId }: Pick<StoredSearch, 'id' | 'modelId'>,
  { filter, options = {}, first }: SearchRequest,
  cursor?: Cursor,
): PagePlace {
  return {
    searchId: id,
    variant: variantOf({ filter, options, modelId }),
    offset: cursor?.offset ?? 0,
    first,
  };
}

function hasSubject({ kind, vector }: Question): boolean {
  return vector !== null || kind === 'TEXT';
}

function searchOf(question: Question, timing: Timing): StoredSearch {
  const { kind, text, productId, parts = null, vector } = question;
  const asked = { kind, text, productId, parts };
  const [modelId, values] = [vector?.index.modelId ?? null, vector?.values ?? null];
  return { id: randomUUID(), ...asked, modelId, vector: values, timing, createdAt: new Date() };
}

/** Whose vectors a question is compared with; null for words alone. */
function modelOf({ vector }: Question): number | null {
  return vector?.index.modelId ?? null;
}

function foreignCursor(): VitrineError {
  return new VitrineError(
    'BAD_USER_INPUT',
    'after: this cursor is of another search, filter or model; start again without it.',
    { path: ['after'] },
  );
}
