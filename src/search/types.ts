import type { ProductFilter, ProductKey } from '../catalog/types.ts';

/** How an answer was found. */
export type SearchPlan = 'APPROXIMATE' | 'EXACT' | 'FULL_TEXT';

export type NoticeCode = 'MODEL_LOADING' | 'MODEL_UNAVAILABLE' | 'INDEX_INCOMPLETE' | 'EXACT_SCAN' | 'RESULTS_TRUNCATED';

export interface Notice {
  readonly code: NoticeCode;
  readonly message: string;
}

export interface SearchRequest {
  readonly filter?: ProductFilter;
  /** Cosine similarity, -1 to 1: results below it are left out. */
  readonly minScore?: number;
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
}

export interface SearchAnswer {
  readonly hits: readonly SearchHit[];
  readonly hasNextPage: boolean;
  readonly hasPreviousPage: boolean;
  /** How many products are reachable by paging, at most 1,000; looked up when called. */
  totalCount(): Promise<number>;
  readonly plan: SearchPlan;
  readonly notices: readonly Notice[];
  readonly timing: Timing;
  /** Null where the answer is not remembered (Product.similar). */
  readonly search: RememberedSearch | null;
}

/** Milliseconds. */
export interface Timing {
  readonly embedMs: number;
  readonly searchMs: number;
  readonly totalMs: number;
}

/** A question that was asked. */
export interface RememberedSearch {
  readonly id: string;
  readonly kind: 'IMAGE' | 'TEXT' | 'PRODUCT';
  readonly text: string | null;
  readonly timing: Timing;
  readonly createdAt: Date;
}

/** What to look for in a photo search: bytes, or a picture of the catalogue. */
export type PhotoSource = { readonly bytes: Buffer } | { readonly imageId: bigint };

export interface Capability {
  readonly available: boolean;
  readonly degraded: boolean;
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
  similar(to: ProductKey, request: SearchRequest, options?: { readonly remember?: boolean }): Promise<SearchAnswer>;
  /** @returns null where no search has that id */
  find(id: string): Promise<RememberedSearch | null>;
  /** The answer to a remembered search under this filter, without embedding again. */
  results(id: string, request: SearchRequest): Promise<SearchAnswer>;
  capabilities(): Capabilities;
}
