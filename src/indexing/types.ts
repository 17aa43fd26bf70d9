/** Why a picture has no vector: stable for machines. */
export const indexingErrorCodes = [
  'NOT_FOUND',
  'FORBIDDEN',
  'TIMEOUT',
  'UNREACHABLE',
  'TOO_LARGE',
  'UNSUPPORTED_FORMAT',
  'CORRUPT',
  'BLOCKED_ADDRESS',
  'MODEL_FAILED',
] as const;
export type IndexingErrorCode = (typeof indexingErrorCodes)[number];
/** Where one picture stands under the active model. */
export interface ImageIndexing {
  readonly state: 'PENDING' | 'INDEXED' | 'FAILED';
  readonly error: {
    readonly code: IndexingErrorCode;
    readonly message: string;
    readonly retryable: boolean;
  } | null;
  readonly attempts: number;
  readonly indexedAt: Date | null;
}

export interface IndexStatus {
  readonly products: number;
  readonly productsWithoutImages: number;
  readonly productsWithVectors: number;
  /** productsWithVectors over the products that have a picture; 1 where none has. */
  readonly coverage: number;
  readonly images: ImageCounts;
  readonly failures: readonly { readonly code: IndexingErrorCode; readonly count: number }[];
  readonly activeModel: ActiveModel | null;
}

export interface ImageCounts {
  readonly total: number;
  readonly indexed: number;
  readonly pending: number;
  readonly failed: number;
}

/** The model whose vectors are searched. */
export interface ActiveModel {
  readonly id: number;
  readonly name: string;
  readonly version: string;
  readonly dimensions: number;
  readonly fingerprint: string;
}

/** A model whose vectors the database keeps. */
export interface IndexedModel extends ActiveModel {
  readonly active: boolean;
  /** BCP 47 tags; empty where this process does not run it. */
  readonly languages: readonly string[];
  /** NOT_INSTALLED: this process does not run it. */
  readonly state: 'NOT_INSTALLED' | 'LOADING' | 'READY';
}

/** The background work that keeps vectors up to date. */
export interface Indexer {
  start(): void;
  /** Where each of these pictures stands under the active model. */
  standing(imageIds: readonly bigint[]): Promise<ReadonlyMap<bigint, ImageIndexing>>;
  status(): Promise<IndexStatus>;
  /** The models that the database knows, the active one first. */
  models(): Promise<readonly IndexedModel[]>;
  /** How many pictures have a vector under a model. */
  countImages(modelId: number): Promise<ImageCounts>;
  /** Makes failed pictures due again; returns how many. */
  retryFailed(): Promise<number>;
  /** Stops taking work, gives back what it holds, and ends. */
  stop(): Promise<void>;
}
