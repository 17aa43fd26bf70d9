import type { ProductFilter, ProductKey } from '../catalog/types.ts';
import type { Crop, View } from '../embedding/types.ts';

/** How an answer was found. */
export type SearchPlan = 'APPROXIMATE' | 'EXACT' | 'FULL_TEXT' | 'HYBRID';

/** What words are searched by. AUTO: by all there is. */
export type SearchMode = 'AUTO' | 'VECTOR' | 'FULL_TEXT' | 'HYBRID';

/** How strong a match is, the same under every model, the strongest first. */
export const matchStrengths = ['IDENTICAL', 'STRONG', 'RELATED', 'WEAK'] as const;
export type MatchStrength = (typeof matchStrengths)[number];

export type ResultOrder = 'RELEVANCE' | 'PRICE_ASC' | 'PRICE_DESC' | 'NEWEST';

/** How an answer is put together. */
export interface SearchOptions {
  /** @default AUTO */
  readonly mode?: SearchMode;
  /** Cosine similarity, -1 to 1: results below it are left out. */
  readonly minScore?: number;
  /** Weaker results are left out. */
  readonly minMatch?: MatchStrength;
  /** Whether nearly equal products become one result with variants. @default false */
  readonly collapseDuplicates?: boolean;
  /** 0: nearest first, to 1: as varied as can be. @default 0 */
  readonly diversity?: number;
  /** The order of the best results. @default RELEVANCE */
  readonly orderBy?: ResultOrder;
}

export type NoticeCode =
  | 'MODEL_LOADING'
  | 'MODEL_UNAVAILABLE'
  | 'INDEX_INCOMPLETE'
  | 'EXACT_SCAN'
  | 'RESULTS_TRUNCATED'
  | 'LANGUAGE_NOT_COVERED';

/** Why an answer is less, or was found otherwise, than asked for. */
export interface Notice {
  readonly code: NoticeCode;
  readonly message: string;
}

export interface SearchRequest {
  readonly filter?: ProductFilter;
  readonly options?: SearchOptions;
  /** 1 to 100. */
  readonly first: number;
  /** A cursor from an earlier answer to the same question. */
  readonly after?: string;
  readonly signal?: AbortSignal;
}

export interface SearchHit {
  readonly cursor: string;
  readonly productId: bigint;
  /** The picture that matched best; null where words alone matched. */
  readonly imageId: bigint | null;
  /** Cosine similarity; null where words alone matched. */
  readonly score: number | null;
  /** Null where words alone matched, or the model's scores are not known well enough. */
  readonly match: MatchStrength | null;
  readonly ranks: Ranks;
  /** Nearly equal products that were folded into this result, best first. */
  readonly variants: readonly bigint[];
}

/** Where a result stands in each ranking, from 1; null where it is not in it. */
export interface Ranks {
  /** By its pictures' vectors. */
  readonly vector: number | null;
  /** By its words. */
  readonly text: number | null;
  /** By the meaning of its title and description. */
  readonly titles: number | null;
  /** In this answer. */
  readonly fused: number;
}

/** A page of results. Products deleted since a search was remembered are still among its hits: leave them out. */
export interface SearchAnswer {
  readonly hits: readonly SearchHit[];
  readonly hasNextPage: boolean;
  readonly hasPreviousPage: boolean;
  /** How many products are reachable by paging, at most 1,000; looked up when called. */
  totalCount(): Promise<number>;
  /**
   * What the results have, counted over the nearest 1,000 that pass the filter, and the words' hits; looked up when
   * called.
   * @param names null for the common ones
   * @throws {VitrineError} BAD_USER_INPUT for one that there is not
   */
  facets(names: readonly string[] | null): Promise<readonly Facet[]>;
  /**
   * Where in the photo that was searched with a hit of this page was found; looked for when called. Null where no photo
   * or several were searched with, where it is gone since, and for what words alone found.
   */
  matchedRegion(hit: SearchHit): Promise<Region | null>;
  readonly plan: SearchPlan;
  readonly notices: readonly Notice[];
  readonly timing: Timing;
  /** Null where the answer is not remembered: Product.similar, and all where SEARCH_RETENTION_DAYS is 0. */
  readonly search: RememberedSearch | null;
  /**
   * Settles once the search can be reopened, with whether it can: await it before its id or a cursor leaves. A search
   * is saved without being asked for it too, a little later.
   */
  saved(): Promise<boolean>;
}

/** A part of a photo: fractions of its width and height, upright and before it is turned, and how like it is. */
export interface Region extends Crop {
  /** Cosine similarity. */
  readonly strength: number;
}

/** What products of an answer have, and how many have it. */
export interface Facet {
  /** category, brand, inStock, price, or attributes.NAME. */
  readonly name: string;
  /** Over how many products. */
  readonly counted: number;
  /** The commonest first; of price, rising. */
  readonly values: readonly FacetValue[];
}

export interface FacetValue {
  readonly value: string;
  readonly count: number;
  /** Of price: what to filter by for it. */
  readonly price: {
    readonly currency: string;
    readonly min: string | null;
    readonly max: string | null;
  } | null;
}

/** Milliseconds. */
export interface Timing {
  /** From the words or the picture to its vector, fetching the picture included. */
  readonly embedMs: number;
  readonly searchMs: number;
  readonly totalMs: number;
}

/** What is searched with. */
export const searchKinds = ['IMAGE', 'TEXT', 'PRODUCT', 'COMPOSED'] as const;
export type SearchKind = (typeof searchKinds)[number];

/** A question that was asked. */
export interface RememberedSearch {
  readonly id: string;
  readonly kind: SearchKind;
  readonly text: string | null;
  readonly timing: Timing;
  readonly createdAt: Date;
  /** How many results its first page had. */
  readonly resultCount: number;
  /** Whether a small picture of the photo that was searched with is kept. */
  readonly hasThumbnail: boolean;
}

/** Which searches. */
export interface SearchesFilter {
  /** @default all */
  readonly kinds?: readonly SearchKind[];
  /** Those that found nothing, or those that found something. @default both */
  readonly foundNothing?: boolean;
}

export interface SearchesRequest extends SearchesFilter {
  /** 1 to 100. */
  readonly first: number;
  readonly after?: string;
}

/** The searches that are kept. */
export interface SearchHistory {
  /** Newest first. @throws {VitrineError} BAD_USER_INPUT for a page that can't be */
  list(request: SearchesRequest): Promise<{
    readonly entries: readonly { readonly cursor: string; readonly node: RememberedSearch }[];
    readonly hasNextPage: boolean;
  }>;
  count(filter: SearchesFilter): Promise<number>;
  /** @returns it as it was @throws {VitrineError} NOT_FOUND */
  delete(id: string): Promise<RememberedSearch>;
  /** Deletes all that were asked before a moment; @returns how many */
  deleteBefore(moment: Date, signal?: AbortSignal): Promise<number>;
  /** Forgets searches that are older than SEARCH_RETENTION_DAYS. */
  forgetOld(): Promise<void>;
  /** A small WebP of the photo that was searched with; null where there is none. */
  thumbnail(id: string): Promise<Buffer | null>;
}

/** What to look for in a photo search; `read` is called only where the bytes are needed. */
export type PhotoSource = (
  | { readonly read: () => Promise<Buffer> }
  | { readonly url: string }
  /** A picture of the catalogue. */
  | { readonly imageId: bigint }
) & {
  /** What of it is searched with. @default the whole picture */
  readonly view?: View;
};

/** What to look for, together: 1 to 8 parts, each with its weight, -10 to 10; a negative one pushes away. */
export interface SearchQuery {
  readonly photos: readonly { readonly photo: PhotoSource; readonly weight: number }[];
  readonly texts: readonly { readonly text: string; readonly weight: number }[];
  /** Those that weigh more than 0 are no answer. */
  readonly products: readonly { readonly product: ProductKey; readonly weight: number }[];
}

export interface DuplicatesRequest {
  /** From which cosine similarity on two pictures are nearly the same: 0.5 to 1. */
  readonly minScore: number;
  /** 1 to 100. */
  readonly first: number;
  readonly after?: string;
  readonly signal?: AbortSignal;
}

/** Products whose pictures are nearly the same; some may have been deleted since. */
export interface DuplicateGroup {
  /** The one with the lowest id first, the others most alike first; at most 100. */
  readonly products: readonly {
    readonly productId: bigint;
    /** Its picture that is nearly the same as one of another product of the group. */
    readonly imageId: bigint;
    /** Cosine similarity of that pair, the closest of all its pairs. */
    readonly score: number;
  }[];
  /** The lowest of its products' scores. */
  readonly score: number;
}

/** What was found in a bounded time: it may hold fewer groups than were asked for, even none, and go on. */
export interface DuplicatesPage {
  readonly groups: readonly { readonly cursor: string; readonly group: DuplicateGroup }[];
  readonly hasNextPage: boolean;
  /** Where the next page begins. */
  readonly endCursor: string | null;
}

export interface Capability {
  readonly available: boolean;
  readonly degraded: boolean;
  /** Whether waiting is enough. */
  readonly loading: boolean;
  /** Why it is not all there. */
  readonly reason: string | null;
}

export interface Capabilities {
  readonly searchByImage: Capability;
  readonly searchByText: Capability;
  readonly similarProducts: Capability;
}

/** Search over the index: every method throws VitrineError for what the caller can mend. */
export interface Search {
  byImage(photo: PhotoSource, request: SearchRequest): Promise<SearchAnswer>;
  byText(text: string, request: SearchRequest): Promise<SearchAnswer>;
  /** @param options.remember whether the search can be reopened and paged @default true */
  similar(
    to: ProductKey,
    request: SearchRequest,
    options?: { readonly remember?: boolean },
  ): Promise<SearchAnswer>;
  by(query: SearchQuery, request: SearchRequest): Promise<SearchAnswer>;
  /** Up to five parts of a photo that each match some product, the best first, each with its best result alone. */
  regions(
    photo: PhotoSource,
    signal?: AbortSignal,
  ): Promise<readonly { readonly region: Region; readonly answer: SearchAnswer }[]>;
  /**
   * Where a photo is most like a product: like the picture of it that is nearest to the whole photo.
   * @returns null where no picture of the product is indexed
   * @throws {VitrineError} NOT_FOUND, and what is wrong with the photo, with reaching it, or with the model
   */
  matchedRegion(photo: PhotoSource, product: ProductKey, signal?: AbortSignal): Promise<Region | null>;
  /** @returns null where no search has that id */
  find(id: string): Promise<RememberedSearch | null>;
  /** The answer to a remembered search under this filter, without embedding again. */
  results(id: string, request: SearchRequest): Promise<SearchAnswer>;
  /** What works now. */
  capabilities(): Promise<Capabilities>;
  /**
   * Finds from the catalogue what scores mean, where that is due: to be called now and then. Without it results have
   * no match strength under a model that brings no calibration.
   */
  calibrate(signal?: AbortSignal): Promise<void>;
  readonly history: SearchHistory;
  /** Groups of products whose pictures are nearly the same, in the order of their first products' ids. */
  duplicates(request: DuplicatesRequest): Promise<DuplicatesPage>;
}
