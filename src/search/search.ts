import type { ProductKey } from '../catalog/types.ts';
import type { Config } from '../config.ts';
import type { Database } from '../database/database.ts';
import type { Embedder } from '../embedding/types.ts';
import { VitrineError } from '../errors.ts';
import type { Log } from '../log.ts';
import type { Media } from '../media/types.ts';
import { createAnswers } from './answers.ts';
import { createCalibrate } from './calibrate.ts';
import { createCalibrations } from './calibrations.ts';
import { capabilitiesOf } from './capabilities.ts';
import { productsNamed } from './composed.ts';
import { decodeCursor } from './cursor.ts';
import { createDuplicates } from './duplicates/duplicates.ts';
import { createEmbeddings } from './embedded.ts';
import { createFacts } from './facts.ts';
import { createHistory } from './history.ts';
import { createKeeping } from './keeping.ts';
import { createMatchedRegion } from './matched-region.ts';
import { createMemory, type StoredSearch } from './memory.ts';
import { partsOf, writeParts } from './parts.ts';
import { createQuestions } from './question.ts';
import { createRanker } from './rank.ts';
import { createRegions } from './regions.ts';
import { checkQuery, checkText } from './request.ts';
import { findProduct } from './stored-vectors.ts';
import { createStrengths } from './strength.ts';
import { createThumbnails } from './thumbnails.ts';
import type { Search, SearchAnswer, SearchQuery, SearchRequest } from './types.ts';

export interface SearchNeeds {
  readonly config: Pick<
    Config,
    'CATALOG_LANGUAGE' | 'SEARCH_RETENTION_DAYS' | 'SEARCH_THUMBNAILS' | 'SEARCH_TIMEOUT_MS'
  >;
  readonly database: Database;
  readonly embedder: Pick<Embedder, 'model' | 'state' | 'embedText' | 'embedImage'>;
  readonly media: Pick<Media, 'fetch' | 'read'>;
  readonly pictures: Pick<Embedder, 'resize' | 'embedViews'>;
  readonly log: Log;
}

/** A vector or words, a filter → ranked products, remembered so that they can be paged and filtered again. */
export function createSearch({ config, database, embedder, media, pictures, log }: SearchNeeds): Search {
  const { SEARCH_RETENTION_DAYS: retentionDays } = config;
  const remembers = retentionDays > 0;
  const facts = createFacts(database, embedder.model?.fingerprint);
  const embeddings = createEmbeddings({ database, embedder, media, facts });
  const questions = createQuestions({ database, embedder, embeddings, facts });
  const calibrations = createCalibrations({ database, embedder, facts });
  const strengths = createStrengths(calibrations);
  const languages = embedder.model?.languages ?? [];
  const ranker = createRanker({
    database,
    language: config.CATALOG_LANGUAGE,
    languages,
    strengths,
    timeoutMs: config.SEARCH_TIMEOUT_MS,
  });
  const memory = createMemory(database, retentionDays);
  const history = createHistory(database, retentionDays);
  const thumbnails =
    config.SEARCH_THUMBNAILS === 'on' ? createThumbnails({ database, pictures, media, log }) : null;
  const regions = createRegions({ database, embedder, pictures, embeddings, ranker });
  const answers = createAnswers({
    database,
    facts,
    questions,
    ranker,
    strengths,
    memory,
    keeping: createKeeping({ memory, log }),
    regions,
    languages,
    remembers,
    thumbnails,
  });

  /** A later page of a question that was asked before: nothing is embedded again. */
  async function laterPage(
    after: string,
    request: SearchRequest,
    isSame: (search: StoredSearch) => boolean | Promise<boolean>,
  ): Promise<SearchAnswer> {
    const cursor = decodeCursor(after);
    const search = await memory.find(cursor.searchId);
    if (search === null || !(await isSame(search))) {
      throw new VitrineError(
        'BAD_USER_INPUT',
        'after: this cursor is of another search; start again without it.',
        {
          path: ['after'],
        },
      );
    }
    return answers.reopened(search, request, cursor);
  }

  async function isProduct(search: StoredSearch, key: ProductKey): Promise<boolean> {
    if (search.kind !== 'PRODUCT') return false;
    const id = 'id' in key ? key.id : (await findProduct(database, key, null))?.id;
    return search.productId === id;
  }

  /** Whether a search was made of the same parts, as far as can be told: photos are not kept. */
  async function isOfParts(search: StoredSearch, query: SearchQuery): Promise<boolean> {
    if (search.parts === null) return false;
    const products = await productsNamed(database, query, null);
    const ids = products.map(({ id }) => id);
    return writeParts(partsOf(query, ids)) === writeParts(search.parts);
  }

  return {
    async byImage(photo, request) {
      if (request.after !== undefined && remembers) {
        return laterPage(request.after, request, ({ kind }) => kind === 'IMAGE');
      }
      return answers.fresh(request, () => questions.ofPhoto(photo, request.signal));
    },

    async byText(text, request) {
      const words = checkText(text);
      if (request.after !== undefined && remembers) {
        return laterPage(request.after, request, (search) => search.kind === 'TEXT' && search.text === words);
      }
      return answers.fresh(request, () => questions.ofText(words, request.signal));
    },

    async similar(to, request, options) {
      if (request.after !== undefined && remembers) {
        return laterPage(request.after, request, (search) => isProduct(search, to));
      }
      return answers.fresh(request, () => questions.ofProduct(to), options);
    },

    async by(given, request) {
      const query = checkQuery(given);
      if (request.after !== undefined && remembers) {
        return laterPage(request.after, request, (search) => isOfParts(search, query));
      }
      return answers.fresh(request, () => questions.ofParts(query, request.signal));
    },

    async regions(photo, signal) {
      const found = await regions.found(photo, signal);
      const request = { first: 1, ...(signal && { signal }) };
      return Promise.all(
        found.map(async ({ region, question }) => {
          const answer = await answers.fresh(request, async () => question, { remember: false });
          return { region, answer: { ...answer, matchedRegion: async () => region } };
        }),
      );
    },

    matchedRegion: createMatchedRegion({ database, embeddings, regions }),

    find: (id) => memory.find(id),

    async results(id, request) {
      const search = await memory.find(id);
      if (search === null) {
        throw new VitrineError('NOT_FOUND', noSuchSearch(retentionDays));
      }
      const cursor = request.after === undefined ? undefined : decodeCursor(request.after);
      return answers.reopened(search, request, cursor);
    },

    capabilities: async () => capabilitiesOf(embedder, await facts.index()),
    calibrate: createCalibrate({ database, embedder, facts, calibrations, log }),
    history,
    duplicates: createDuplicates({ database, facts }).find,
  };
}

function noSuchSearch(retentionDays: number): string {
  if (retentionDays === 0) return 'Searches are not kept here: ask with the whole question again.';
  return `There is no such search; they are kept for ${retentionDays} days, unless they are deleted.`;
}
