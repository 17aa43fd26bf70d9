import type { ColumnType, Generated, GeneratedAlways } from 'kysely';

/** The tables as Kysely sees them; migrations/ is where they are made. `bigint` columns come back as bigint. */
export interface Tables {
  products: ProductsTable;
  product_images: ProductImagesTable;
  media: MediaTable;
  facts: { name: string; value: string };
  catalog_words: { word: string };
  models: ModelsTable;
  image_indexing: ImageIndexingTable;
  reindex_jobs: ReindexJobsTable;
  reindex_items: ReindexItemsTable;
  text_indexing: TextIndexingTable;
  import_jobs: ImportJobsTable;
  import_failures: { job_id: bigint; line: number; external_id: string | null; message: string };
  searches: SearchesTable;
  search_results: SearchResultsTable;
}

export interface ProductsTable {
  id: GeneratedAlways<bigint>;
  external_id: string;
  title: string;
  description: string | null;
  brand: string | null;
  category: string | null;
  /** A decimal number as text, so that no digit is lost. */
  price_amount: string | null;
  price_currency: string | null;
  url: string | null;
  in_stock: Generated<boolean>;
  /** Written as JSON text. */
  attributes: ColumnType<{ name: string; value: string }[], string, string>;
  words: ColumnType<string, never, never>;
  codes: string[];
  created_at: Generated<Date>;
  updated_at: Generated<Date>;
}

export interface ProductImagesTable {
  id: GeneratedAlways<bigint>;
  product_id: bigint;
  position: number;
  source_url: string | null;
  media_hash: Buffer | null;
  /** What the host said about the bytes it sent last. */
  etag: string | null;
  last_modified: string | null;
  created_at: Generated<Date>;
}

export interface MediaTable {
  hash: Buffer;
  format: 'jpeg' | 'png' | 'webp' | 'gif' | 'avif';
  width: number;
  height: number;
  bytes: ColumnType<bigint, number | bigint, number | bigint>;
  created_at: Generated<Date>;
}

export interface ModelsTable {
  id: GeneratedAlways<number>;
  name: string;
  version: string;
  fingerprint: string;
  dimensions: number;
  active: Generated<boolean>;
  kept: Generated<boolean>;
  created_at: Generated<Date>;
}

export interface ImageIndexingTable {
  model_id: number;
  image_id: bigint;
  product_id: bigint;
  state: Generated<'PENDING' | 'INDEXED' | 'FAILED'>;
  rank: number;
  attempts: Generated<number>;
  lease_holder: string | null;
  lease_until: Date | null;
  due_at: Date | null;
  error_code: string | null;
  error_message: string | null;
  error_retryable: boolean | null;
  failed_at: Date | null;
  indexed_at: Date | null;
  /** The run that this picture is left to; null for the background. */
  job_id: bigint | null;
}

export interface ReindexJobsTable {
  id: GeneratedAlways<bigint>;
  model_id: number;
  scope: 'MISSING' | 'FAILED' | 'ALL' | 'PRODUCTS';
  state: Generated<'QUEUED' | 'RUNNING' | 'PAUSED' | 'CANCELLED' | 'SUCCEEDED' | 'FAILED'>;
  total: Generated<number>;
  succeeded: Generated<number>;
  failed: Generated<number>;
  skipped: Generated<number>;
  created_at: Generated<Date>;
  started_at: Date | null;
  running_since: Date | null;
  finished_at: Date | null;
  error: string | null;
}

export interface ReindexItemsTable {
  job_id: bigint;
  image_id: bigint;
  rank: number;
  state: Generated<'WAITING' | 'SUCCEEDED' | 'FAILED' | 'SKIPPED'>;
  due_at: Date | null;
  error_code: string | null;
  error_message: string | null;
  error_retryable: boolean | null;
  settled_at: Date | null;
}

export interface TextIndexingTable {
  model_id: number;
  product_id: bigint;
  revision: Generated<number>;
  attempts: Generated<number>;
  lease_holder: string | null;
  lease_until: Date | null;
  due_at: Date | null;
  given_up: Generated<boolean>;
}

export interface ImportJobsTable {
  id: GeneratedAlways<bigint>;
  file: string;
  file_name: string;
  format: 'ndjson' | 'csv';
  images_base: string | null;
  state: Generated<'QUEUED' | 'RUNNING' | 'CANCELLED' | 'SUCCEEDED' | 'FAILED'>;
  bytes: ColumnType<bigint, number | bigint, never>;
  bytes_read: ColumnType<bigint, never, number>;
  lines: Generated<number>;
  created: Generated<number>;
  updated: Generated<number>;
  unchanged: Generated<number>;
  failed: Generated<number>;
  lines_per_second: number | null;
  bytes_per_second: number | null;
  /** Of the batch in hand, what was stored by externalId; written as JSON text. */
  stored: ColumnType<Record<string, 'CREATED' | 'UPDATED' | 'UNCHANGED'>, never, string>;
  lease_holder: string | null;
  lease_until: Date | null;
  attempts: Generated<number>;
  created_at: Generated<Date>;
  started_at: Date | null;
  finished_at: Date | null;
  error: string | null;
}

export interface SearchesTable {
  id: string;
  kind: 'IMAGE' | 'TEXT' | 'PRODUCT' | 'COMPOSED';
  text: string | null;
  product_id: bigint | null;
  model_id: number | null;
  vector: Buffer | null;
  embed_ms: number;
  search_ms: number;
  total_ms: number;
  /** COMPOSED: what it was made of; written as JSON text. */
  parts: ColumnType<unknown, string | null, string | null>;
  thumbnail: Buffer | null;
  result_count: Generated<number>;
  found_nothing: GeneratedAlways<boolean>;
  created_at: Generated<Date>;
}

export interface SearchResultsTable {
  search_id: string;
  variant: string;
  product_ids: bigint[];
  image_ids: bigint[];
  scores: number[];
  plan: string;
  complete: boolean;
  /** Written as JSON text. */
  details: ColumnType<unknown, string | null, string | null>;
  created_at: Generated<Date>;
}
