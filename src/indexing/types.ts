import type { ProductKey } from '../catalog/types.ts';
import type { Page, PageRequest } from '../page.ts';

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
/** One reason, stable for machines, with words for people. */
export interface IndexingError {
  readonly code: IndexingErrorCode;
  readonly message: string;
  readonly retryable: boolean;
}

/** How many pictures have no vector for one reason. */
export interface FailureCount {
  readonly code: IndexingErrorCode;
  readonly count: number;
}

/** Where one picture stands under the active model. */
export interface ImageIndexing {
  readonly state: 'PENDING' | 'INDEXED' | 'FAILED';
  readonly error: IndexingError | null;
  readonly attempts: number;
  readonly indexedAt: Date | null;
}

export interface IndexStatus {
  readonly products: number;
  readonly productsWithoutImages: number;
  readonly productsWithVectors: number;
  /** productsWithVectors over the products that have a picture; 1 where none has. */
  readonly coverage: number;
  readonly images: Counts;
  /** Of products' titles and descriptions, one of each product. */
  readonly texts: Counts;
  readonly failures: readonly FailureCount[];
  readonly activeModel: ActiveModel | null;
}

/** Of all there are, where they stand. */
export interface Counts {
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

export const reindexScopes = ['MISSING', 'FAILED', 'ALL', 'PRODUCTS'] as const;
export type ReindexScope = (typeof reindexScopes)[number];
export type JobState = 'QUEUED' | 'RUNNING' | 'PAUSED' | 'CANCELLED' | 'SUCCEEDED' | 'FAILED';

/** A run that a person asked for, as it stands. Counts are of pictures. */
export interface ReindexJob {
  readonly id: bigint;
  readonly modelId: number;
  readonly scope: ReindexScope;
  readonly state: JobState;
  readonly total: number;
  readonly succeeded: number;
  readonly failed: number;
  readonly skipped: number;
  /** Over the last half minute; null where it does not run, or nothing has been done yet. */
  readonly imagesPerSecond: number | null;
  /** At that rate. */
  readonly remainingSeconds: number | null;
  /** Failed pictures by reason; reasons that none has are left out. */
  readonly failures: readonly FailureCount[];
  readonly createdAt: Date;
  readonly startedAt: Date | null;
  readonly finishedAt: Date | null;
  /** Why the run as a whole could not go on. */
  readonly error: string | null;
}

/** A picture that a run could not index. */
export interface JobFailure {
  readonly imageId: bigint;
  readonly productId: bigint;
  readonly error: IndexingError;
  readonly at: Date;
}

/** A picture that stands FAILED under the active model. */
export interface ImageFailure extends JobFailure {
  /** How often it was tried. */
  readonly attempts: number;
}

/** The pictures that stand FAILED under the active model, newest first. */
export interface Failures {
  /**
   * @param codes any of these reasons; left out: all
   * @throws {VitrineError} BAD_USER_INPUT where `after` is no cursor of this list
   */
  list(page: PageRequest, codes?: readonly IndexingErrorCode[]): Promise<Page<ImageFailure>>;
  count(codes?: readonly IndexingErrorCode[]): Promise<number>;
}

/** Runs that a person asks for, on top of the work that is done unasked. */
export interface Jobs {
  /**
   * Starts a run under the active model and answers at once. Where one of the same scope is going on, that one is
   * answered; runs of PRODUCTS stand each for itself. A picture in several runs is embedded once and counts in all.
   * @param products for the scope PRODUCTS, and only for it: 1 to 1,000
   * @throws {VitrineError} BAD_USER_INPUT; NOT_FOUND for a product that is not there; MODEL_UNAVAILABLE before there
   * is a model; OVERLOADED for a run of PRODUCTS where 100 runs are live
   */
  start(scope: ReindexScope, products?: readonly ProductKey[]): Promise<ReindexJob>;
  /** @throws {VitrineError} NOT_FOUND; CONFLICT where it has ended */
  pause(id: bigint): Promise<ReindexJob>;
  /** @throws {VitrineError} NOT_FOUND; CONFLICT where it has ended */
  resume(id: bigint): Promise<ReindexJob>;
  /** Ends a run; what it has done stays. @throws {VitrineError} NOT_FOUND; CONFLICT where it has ended otherwise */
  cancel(id: bigint): Promise<ReindexJob>;
  find(id: bigint): Promise<ReindexJob | null>;
  /** Newest first. @throws {VitrineError} BAD_USER_INPUT where `after` is no cursor of this list */
  list(page: PageRequest): Promise<Page<ReindexJob>>;
  count(): Promise<number>;
  /** Those that have not ended, oldest first. */
  live(): Promise<readonly ReindexJob[]>;
  /** Newest first; those whose picture was deleted since are left out. @throws as `list` */
  failures(id: bigint, page: PageRequest): Promise<Page<JobFailure>>;
  countFailures(id: bigint): Promise<number>;
  /**
   * The run as it stands, then each change, at most four a second; ends after its last state. While the database is
   * away it waits.
   * @throws {VitrineError} NOT_FOUND, at the first step
   */
  watch(id: bigint): AsyncGenerator<ReindexJob, void, undefined>;
  /** Forgets runs that ended long ago. */
  forgetOld(): Promise<void>;
}

/** The background work that keeps vectors up to date. */
export interface Indexer {
  start(): void;
  /** Where each of these pictures stands under the active model. */
  standing(imageIds: readonly bigint[]): Promise<ReadonlyMap<bigint, ImageIndexing>>;
  status(): Promise<IndexStatus>;
  readonly jobs: Jobs;
  readonly failures: Failures;
  /** The models that the database knows, the active one first. */
  models(): Promise<readonly IndexedModel[]>;
  /** How many pictures have a vector under a model. */
  countImages(modelId: number): Promise<Counts>;
  /** Stops taking work, gives back what it holds, and ends. */
  stop(): Promise<void>;
}
