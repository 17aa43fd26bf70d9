import type { Page, PageRequest } from '../../page.ts';
import type { UploadedFile } from '../../uploaded-file.ts';
import type { ImportFormat } from '../format.ts';

export type ImportState = 'QUEUED' | 'RUNNING' | 'CANCELLED' | 'SUCCEEDED' | 'FAILED';

/** A file of products that was sent to be imported, as it stands. */
export interface ImportJob {
  readonly id: bigint;
  /** What its sender calls it. */
  readonly fileName: string;
  readonly format: ImportFormat;
  readonly state: ImportState;
  readonly bytes: number;
  readonly bytesRead: number;
  /** Those that are through, in the order of the file; blank ones and the header of a CSV do not count. */
  readonly lines: number;
  readonly created: number;
  readonly updated: number;
  readonly unchanged: number;
  readonly failed: number;
  /** Over the last half minute; null where it does not run, or too little has been done yet. */
  readonly linesPerSecond: number | null;
  /** At that rate. */
  readonly remainingSeconds: number | null;
  readonly createdAt: Date;
  readonly startedAt: Date | null;
  readonly finishedAt: Date | null;
  /** Why the file as a whole could not be imported. */
  readonly error: string | null;
}

/** A line that could not be imported. */
export interface ImportFailure {
  /** From 1; the first line of a record that has several. */
  readonly line: number;
  /** As far as it could be read. */
  readonly externalId: string | null;
  readonly message: string;
}

/** What is asked for with a file. */
export interface ImportOrder {
  readonly file: UploadedFile;
  /** Left out: by the file's name. */
  readonly format?: ImportFormat | undefined;
  /** An http(s) URL before pictures that are given as bare file names; left out: IMAGES_BASE_URL. */
  readonly imagesBase?: string | undefined;
  /** Aborted when the sender goes away: what is not accepted by then is forgotten. */
  readonly signal: AbortSignal;
}

/** Imports of whole files, one at a time. Their state is in rows alone, so any process may serve any of these verbs. */
export interface Imports {
  /** Takes up what waits, until it is stopped. */
  start(): void;
  /**
   * Takes a file in: once this is answered it is on disk, and imported whatever dies next.
   * @throws {VitrineError} BAD_USER_INPUT where it is no text in UTF-8 or its format is not known; OVERLOADED where too
   * many wait, or the disk is full
   */
  accept(order: ImportOrder): Promise<ImportJob>;
  /** Ends an import; what is stored stays. @throws {VitrineError} NOT_FOUND; CONFLICT where it has ended otherwise */
  cancel(id: bigint): Promise<ImportJob>;
  find(id: bigint): Promise<ImportJob | null>;
  /** Newest first. @throws {VitrineError} BAD_USER_INPUT where `after` is no cursor of this list */
  list(page: PageRequest): Promise<Page<ImportJob>>;
  count(): Promise<number>;
  /** In the order of the file. @throws as `list` */
  failures(id: bigint, page: PageRequest): Promise<Page<ImportFailure>>;
  /**
   * The import as it stands, then each change, at most four a second; ends after its last state. While the database is
   * away it waits.
   * @throws {VitrineError} NOT_FOUND, at the first step
   */
  watch(id: bigint): AsyncGenerator<ImportJob, void, undefined>;
  /** Those that have not ended, oldest first, at once, then with each change, at most four times a second. */
  watchLive(): AsyncGenerator<readonly ImportJob[], void, undefined>;
  /** Forgets imports that ended long ago, and files that none needs. */
  tidy(): Promise<void>;
  /** Ends after the batch in hand; another process, or the next start, goes on from there. */
  stop(): Promise<void>;
}
