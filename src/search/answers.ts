import { randomUUID } from 'node:crypto';
import type { ProductFilter } from '../catalog/types.ts';
import type { Database } from '../database/database.ts';
import { needsAll } from './arrange.ts';
import { completed, keepable, maxReachable } from './complete.ts';
import { type Cursor, decodeCursor } from './cursor.ts';
import { countedFacets } from './facets.ts';
import type { Facts } from './facts.ts';
import type { Keeping } from './keeping.ts';
import { matchedRegionIn } from './matched-region.ts';
import { type Memory, type StoredRanking, type StoredSearch, searchOf } from './memory.ts';
import { languageNotices, noticesOf } from './notices.ts';
import { holdsPage, type PagePlace, pageOf } from './page.ts';
import { assertOf, foreignCursor, nameOf, placeIn } from './place.ts';
import type { Question, Questions } from './question.ts';
import type { Ranker, Scope } from './rank.ts';
import type { Regions } from './regions.ts';
import type { Asked, Strengths } from './strength.ts';
import type { Thumbnails } from './thumbnails.ts';
import type { Notice, SearchAnswer, SearchOptions, SearchRequest, Timing } from './types.ts';
import { createUntilChange } from './until-change.ts';

export interface AnswersNeeds {
  readonly database: Database;
  readonly facts: Facts;
  readonly questions: Questions;
  readonly ranker: Ranker;
  readonly strengths: Strengths;
  readonly memory: Memory;
  readonly keeping: Keeping;
  readonly regions: Pick<Regions, 'matched'>;
  /** BCP 47 tags of those that the model lists. */
  readonly languages: readonly string[];
  /** Whether searches are remembered at all. */
  readonly remembers: boolean;
  /** Null where none are kept. */
  readonly thumbnails: Thumbnails | null;
}

export interface Answers {
  /**
   * Answers a new question with page one, and remembers both while the caller fills the page. Where searches are not
   * remembered, a later page is answered too: all is ranked anew for it.
   */
  fresh(
    request: SearchRequest,
    embed: () => Promise<Question>,
    options?: { readonly remember?: boolean },
  ): Promise<SearchAnswer>;
  /** Answers a remembered search out of what is kept, looking up what is not. */
  reopened(search: StoredSearch, request: SearchRequest, cursor?: Cursor): Promise<SearchAnswer>;
}

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
  readonly saved: () => Promise<boolean>;
}

const firstPageLimits = { max: 500, ttlMs: 5000 };

export function createAnswers({
  database,
  facts,
  questions,
  ranker,
  strengths,
  memory,
  keeping,
  regions,
  languages,
  remembers,
  thumbnails,
}: AnswersNeeds): Answers {
  const firstPages = createUntilChange<StoredRanking>(database.events, ['work', 'index'], firstPageLimits);

  /** Of words that come again, as many shoppers ask for the same, it is the one from before. Photos seldom do. */
  async function firstPage(
    question: Question,
    scope: Scope,
    { variant, first }: PagePlace,
    kept: ReturnType<typeof firstPages.now>,
  ): Promise<StoredRanking> {
    // what is put together out of all its candidates is long, and seldom asked for
    if (question.kind !== 'TEXT' || needsAll(scope.options)) return rankPage(question, scope, first);
    const key = JSON.stringify([question.text, variant, first]);
    const before = kept.get(key);
    if (before !== undefined) return before;
    const ranking = await rankPage(question, scope, first);
    if (!ranking.truncated) kept.set(key, ranking);
    return ranking;
  }

  async function rankPage(question: Question, scope: Scope, first: number): Promise<StoredRanking> {
    const { ranked, ...rest } = await ranker.rank(question, scope, first + 1);
    // put together out of all its candidates, it is whole already
    if (needsAll(scope.options)) return { ...rest, ranked, complete: true };
    // one more than is shown tells whether there is a next page, if there was time to look for it
    return { ...rest, ranked: ranked.slice(0, first), complete: ranked.length <= first && !rest.truncated };
  }

  /** All that paging reaches. */
  async function complete(
    question: Question,
    scope: Scope,
    firstPage: StoredRanking,
  ): Promise<StoredRanking> {
    return completed(firstPage, await ranker.rank(question, scope, maxReachable));
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
        const whole = await complete(await draft.ask(), draft.scope, ranking);
        // where it can't be kept, it was looked up for the count alone
        const kept =
          !whole.truncated && (await frame.saved())
            ? await memory.complete(place.searchId, place.variant, whole)
            : whole;
        return kept.ranked.length;
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
      matchedRegion: async () => null,
      plan: ranking.plan,
      ...frame,
      notices: [...frame.notices, ...foreign, ...more],
    };
  }

  return {
    async fresh(request, embed, { remember = true } = {}) {
      const startedMs = performance.now();
      const scope = ranker.scope(request);
      // before anything is read that may be older than a change that was told by now
      const keptPages = firstPages.now();
      const question = await embed();
      const embeddedMs = performance.now();
      scope.signal?.throwIfAborted();
      // a product without a vector has no answer yet that would be worth keeping
      const isKept = remembers && remember && hasSubject(question);
      const modelId = modelOf(question);
      const cursor = request.after === undefined ? undefined : decodeCursor(request.after);
      const place = placeIn({ id: isKept ? randomUUID() : nameOf(question), modelId }, request, cursor);
      if (cursor !== undefined) assertOf(place, cursor);
      const ranking =
        cursor === undefined
          ? await firstPage(question, scope, place, keptPages)
          : { ...(await ranker.rank(question, scope, maxReachable)), complete: true };
      const endedMs = performance.now();

      const timing: Timing = {
        embedMs: embeddedMs - startedMs,
        searchMs: endedMs - embeddedMs,
        totalMs: endedMs - startedMs,
      };
      const search = isKept ? searchOf(place.searchId, question, ranking, timing) : null;
      const saving =
        search && keeping.keep({ search, variant: place.variant, ranking: keepable(ranking, place.first) });
      const saved = saving === null ? async () => false : saving.now;
      const photo = question.vector?.photo;
      if (saving !== null && photo !== undefined) thumbnails?.keep(place.searchId, photo, saving.done);
      const draft = { ask: async () => question, request, scope, place, asked: question, modelId, ranking };
      const answer = await finished(draft, { notices: question.notices, timing, search, saved });
      return { ...answer, matchedRegion: matchedRegionIn(regions, question, answer.hits, scope.signal) };
    },

    async reopened(search, request, cursor) {
      const startedMs = performance.now();
      const scope = ranker.scope(request);
      const place = placeIn(search, request, cursor);
      if (cursor !== undefined) assertOf(place, cursor);
      const kept = await memory.ranking(search.id, place.variant);
      const isKept = kept !== null && holdsPage(kept, place);
      const { notices, ...draft } = isKept
        ? draftOfKept(search, request, scope, place, kept)
        : await lookUp(search, scope, request, cursor);
      const spentMs = performance.now() - startedMs;
      const timing: Timing = { embedMs: 0, searchMs: spentMs, totalMs: spentMs };
      return finished(draft, { notices, timing, search, saved: async () => true });
    },
  };

  function draftOfKept(
    search: StoredSearch,
    request: SearchRequest,
    scope: Scope,
    place: PagePlace,
    ranking: StoredRanking,
  ): Draft & Pick<Frame, 'notices'> {
    const { modelId } = search;
    const ask = () => questions.ofStored(search, scope.signal);
    const notices = modelId === null ? questions.wordsNotices() : [];
    return { ask, request, scope, place, asked: search, modelId, ranking, notices };
  }

  /** A page of a remembered search that is not kept yet: ranked now, and kept. */
  async function lookUp(
    search: StoredSearch,
    scope: Scope,
    request: SearchRequest,
    cursor: Cursor | undefined,
  ): Promise<Draft & Pick<Frame, 'notices'>> {
    const question = await questions.ofStored(search, scope.signal);
    const modelId = modelOf(question);
    // a walk through the answer of one model can't go on in that of another
    if (modelId !== search.modelId && cursor !== undefined) throw foreignCursor();
    const place = placeIn({ ...search, modelId }, request, cursor);
    const { notices } = question;
    const draft = { ask: async () => question, request, scope, place, asked: question, modelId, notices };
    const hasSeen = question.vector !== null && !question.vector.index.empty;
    if (modelId !== search.modelId && search.modelId !== null && !hasSeen) {
      // the model that is searched now has yet to see what is asked about, so nothing of this is kept
      return { ...draft, ranking: await rankPage(question, scope, place.first) };
    }
    if (modelId !== search.modelId)
      await memory.renew({ ...search, modelId, vector: question.vector?.values ?? null });
    return { ...draft, ranking: await keptRanking(question, scope, place) };
  }

  /** A page's ranking as it is kept, or as it is ranked now; what was cut short by time is not kept as whole. */
  async function keptRanking(question: Question, scope: Scope, place: PagePlace): Promise<StoredRanking> {
    const { searchId, variant, first } = place;
    let ranking = await memory.ranking(searchId, variant);
    if (ranking === null) {
      const page = await rankPage(question, scope, first);
      const kept = await memory.add(searchId, variant, keepable(page, first));
      ranking = page.truncated ? page : kept;
    }
    if (holdsPage(ranking, place)) return ranking;
    const whole = await complete(question, scope, ranking);
    return whole.truncated ? whole : memory.complete(searchId, variant, whole);
  }
}

function hasSubject({ kind, vector }: Question): boolean {
  return vector !== null || kind === 'TEXT';
}

/** Whose vectors a question is compared with; null for words alone. */
function modelOf({ vector }: Question): number | null {
  return vector?.index.modelId ?? null;
}
