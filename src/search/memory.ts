import type { Database } from '../database/database.ts';
import { VitrineError } from '../errors.ts';
import { plainDetails, readDetails, writeDetails } from './details.ts';
import { type Parts, readParts, writeParts } from './parts.ts';
import type { Question } from './question.ts';
import type { Ranked, Ranking } from './ranking.ts';
import { hasThumbnail, isKept, rememberedColumns, searchId, toRemembered } from './remembered.ts';
import { addRanking, completeRanking, rememberSearches } from './statements/remember.ts';
import type { RememberedSearch, SearchPlan, Timing } from './types.ts';

/** A search as it is kept. */
export interface StoredSearch extends RememberedSearch {
  /** PRODUCT: what it was like. */
  readonly productId: bigint | null;
  /** COMPOSED: what it was made of. */
  readonly parts: Parts | null;
  /** Null for words alone. */
  readonly modelId: number | null;
  readonly vector: Float32Array | null;
}

/** An answer as it is kept: its first page, or all that paging reaches. */
export interface StoredRanking extends Ranking {
  readonly complete: boolean;
}

/** A search with the first answer to it. */
export interface Answered {
  readonly search: StoredSearch;
  readonly variant: string;
  readonly ranking: StoredRanking;
}

/** The searches that were asked, with their answers. */
export interface Memory {
  /** All of them or, where one can't be kept, none. */
  save(answers: readonly Answered[]): Promise<void>;
  find(id: string): Promise<StoredSearch | null>;
  ranking(id: string, variant: string): Promise<StoredRanking | null>;
  /** @returns the answer that is kept: this one, or that of whoever was first */
  add(id: string, variant: string, ranking: StoredRanking): Promise<StoredRanking>;
  /** Replaces a first page by the whole answer; @returns the answer that is kept */
  complete(id: string, variant: string, ranking: StoredRanking): Promise<StoredRanking>;
  /** Gives a search the vector of another model, in the place of what it had. */
  renew(search: StoredSearch): Promise<void>;
}

/** Who waits for it has been answered long since. */
const saveTimeoutMs = 5000;

const plans: readonly SearchPlan[] = ['APPROXIMATE', 'EXACT', 'FULL_TEXT', 'HYBRID'];

/** @param retentionDays how long searches are kept; 0: they are not */
export function createMemory(database: Database, retentionDays: number): Memory {
  const { kysely } = database;

  const memory: Memory = {
    async save(answers) {
      const of = (column: (answer: Answered) => unknown) => answers.map(column);
      const ofSearch = (column: (search: StoredSearch) => unknown) => of(({ search }) => column(search));
      await database.query({
        name: 'search_remember',
        text: rememberSearches,
        timeoutMs: saveTimeoutMs,
        values: [
          ofSearch(({ id }) => id),
          ofSearch(({ kind }) => kind),
          ofSearch(({ text }) => text),
          ofSearch(({ productId }) => productId),
          ofSearch(({ modelId }) => modelId),
          ofSearch(({ vector }) => vector && toBytes(vector)),
          ofSearch(({ timing }) => timing.embedMs),
          ofSearch(({ timing }) => timing.searchMs),
          ofSearch(({ timing }) => timing.totalMs),
          ofSearch(({ createdAt }) => createdAt),
          ofSearch(({ resultCount }) => resultCount),
          ofSearch(({ parts }) => parts && writeParts(parts)),
          of(({ variant }) => variant),
          of(({ ranking }) => ranking.plan),
          of(({ ranking }) => ranking.complete),
          // an array of arrays has rows of one length alone: each goes as its text
          of(({ ranking }) => `{${ranking.ranked.map(({ productId }) => productId)}}`),
          of(({ ranking }) => `{${ranking.ranked.map(({ imageId }) => imageId ?? 0n)}}`),
          of(({ ranking }) => `{${ranking.ranked.map(({ score }) => score ?? 0)}}`),
          of(({ ranking }) => writeDetails(ranking.plan, ranking.ranked)),
        ],
      });
    },

    async find(id) {
      if (!searchId.test(id)) return null;
      const row = await kysely
        .selectFrom('searches')
        .select([...rememberedColumns, hasThumbnail, 'product_id', 'parts', 'model_id', 'vector'])
        .where('id', '=', id)
        .where(isKept(retentionDays))
        .executeTakeFirst();
      if (row === undefined) return null;
      return {
        ...toRemembered(row),
        productId: row.product_id,
        parts: readParts(row.parts),
        modelId: row.model_id,
        vector: row.vector && fromBytes(row.vector),
      };
    },

    async ranking(id, variant) {
      const row = await kysely
        .selectFrom('search_results')
        .selectAll()
        .where('search_id', '=', id)
        .where('variant', '=', variant)
        .executeTakeFirst();
      if (row === undefined) return null;
      const plan = plans.find((each) => each === row.plan) ?? 'EXACT';
      const details = readDetails(row.details);
      const ranked = row.product_ids.map((productId, at): Ranked => {
        const imageId = row.image_ids[at] || null;
        const score = imageId === null ? null : Math.fround(row.scores[at] ?? 0);
        return { productId, imageId, score, ...(details?.[at] ?? plainDetails(plan, at)) };
      });
      return { plan, ranked, complete: row.complete };
    },

    add: (id, variant, ranking) => put('search_add', addRanking, id, variant, ranking),
    complete: (id, variant, ranking) => put('search_complete', completeRanking, id, variant, ranking),

    async renew({ id, modelId, vector }) {
      await kysely
        .updateTable('searches')
        .set({ model_id: modelId, vector: vector && toBytes(vector) })
        .where('id', '=', id)
        .execute();
    },
  };

  async function put(
    name: string,
    text: string,
    id: string,
    variant: string,
    ranking: StoredRanking,
  ): Promise<StoredRanking> {
    const written = await database.query({ name, text, values: [id, variant, ...toColumns(ranking)] });
    if (written.length > 0) return ranking;
    const theirs = await memory.ranking(id, variant);
    if (theirs === null) throw new VitrineError('NOT_FOUND', 'This search was just forgotten: ask again.');
    return theirs;
  }

  return memory;
}

/** A question that is to be kept, under this id. */
export function searchOf(id: string, question: Question, { ranked }: Ranking, timing: Timing): StoredSearch {
  const { kind, text, productId, parts = null, vector } = question;
  const asked = { kind, text, productId, parts };
  const [modelId, values] = [vector?.index.modelId ?? null, vector?.values ?? null];
  const found = { resultCount: ranked.length, hasThumbnail: false, timing, createdAt: new Date() };
  return { id, ...asked, modelId, vector: values, ...found };
}

/** The columns plan, complete, product_ids, image_ids, scores, details. */
function toColumns({ plan, complete, ranked }: StoredRanking): unknown[] {
  return [
    plan,
    complete,
    ranked.map(({ productId }) => productId),
    ranked.map(({ imageId }) => imageId ?? 0n),
    ranked.map(({ score }) => score ?? 0),
    writeDetails(plan, ranked),
  ];
}

/** float32, little endian: what every processor that Node 24 is built for here has in memory. */
function toBytes(vector: Float32Array): Buffer {
  return Buffer.from(vector.buffer, vector.byteOffset, vector.byteLength);
}

function fromBytes(bytes: Buffer): Float32Array {
  // a copy, since a Buffer may start anywhere and floats may not
  return new Float32Array(Uint8Array.from(bytes).buffer);
}
