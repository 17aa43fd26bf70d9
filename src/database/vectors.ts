import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { Database } from './database.ts';
import type { Tables } from './tables.ts';

/** How the vectors of a database are stored. */
export type VectorStorage = Database['vectors'];

const HEADER_BYTES = 4;

/**
 * A vector in pgvector's binary form, to be sent as a parameter: its dimensions as int16, two bytes unused, then
 * float32, all big-endian. Where pgvector lacks, the same bytes are stored as they are, so that one statement
 * writes either.
 */
export function encodeVector(vector: Float32Array): Buffer {
  const bytes = Buffer.alloc(HEADER_BYTES + vector.byteLength);
  bytes.writeUInt16BE(vector.length, 0);
  bytes.set(new Uint8Array(vector.buffer, vector.byteOffset, vector.byteLength), HEADER_BYTES);
  // every platform that Node 24 runs on here is little-endian
  bytes.subarray(HEADER_BYTES).swap32();
  return bytes;
}

/** The inverse of {@link encodeVector}, for what {@link vectorBytes} selects. */
export function decodeVector(bytes: Buffer): Float32Array<ArrayBuffer> {
  const dimensions = bytes.length < HEADER_BYTES ? -1 : bytes.readUInt16BE(0);
  if (bytes.length !== HEADER_BYTES + dimensions * 4) {
    throw new RangeError(`${bytes.length} bytes are not a vector of ${dimensions} dimensions`);
  }
  const vector = new Float32Array(dimensions);
  const swapped = Buffer.from(vector.buffer);
  bytes.copy(swapped, 0, HEADER_BYTES);
  swapped.swap32();
  return vector;
}

/** The bytes of a stored vector, for {@link decodeVector}: `vectorBytes(database.vectors, sql.ref('e.v'))`. */
export function vectorBytes(storage: VectorStorage, column: RawBuilder<unknown>): RawBuilder<Buffer> {
  return storage === 'pgvector' ? sql<Buffer>`vector_send(${column})` : sql<Buffer>`${column}`;
}

/** The table that holds a model's vectors: `image_id` (primary key), `product_id`, `v`. */
export function embeddingsTable(modelId: number): string {
  return `embeddings_${modelId}`;
}

/** The table that holds what a model makes of products' texts: `product_id` (primary key), `v`. */
export function productEmbeddingsTable(modelId: number): string {
  return `product_embeddings_${modelId}`;
}

export interface Embedding {
  readonly imageId: bigint;
  readonly productId: bigint;
  /** Of unit length. */
  readonly vector: Float32Array;
}

/** Stores vectors under a model, in one statement; an image that has one gets the new one. At most 20,000 rows. */
export async function upsertEmbeddings(
  executor: Kysely<Tables>,
  model: { readonly id: number },
  rows: readonly Embedding[],
): Promise<void> {
  if (rows.length === 0) return;
  // without casts: each parameter takes the type of its column, be that vector or bytea
  const values = rows.map(
    ({ imageId, productId, vector }) => sql`(${imageId}, ${productId}, ${encodeVector(vector)})`,
  );
  await sql`
    insert into ${sql.table(embeddingsTable(model.id))} (image_id, product_id, v) values ${sql.join(values)}
    on conflict (image_id) do update set product_id = excluded.product_id, v = excluded.v`.execute(executor);
}

/** What a product's texts mean. */
export interface ProductEmbedding {
  readonly productId: bigint;
  /** Of unit length. */
  readonly vector: Float32Array;
}

/** Stores what products' texts mean under a model, in one statement. At most 30,000 rows. */
export async function upsertProductEmbeddings(
  executor: Kysely<Tables>,
  model: { readonly id: number },
  rows: readonly ProductEmbedding[],
): Promise<void> {
  if (rows.length === 0) return;
  const values = rows.map(({ productId, vector }) => sql`(${productId}, ${encodeVector(vector)})`);
  await sql`
    insert into ${sql.table(productEmbeddingsTable(model.id))} (product_id, v) values ${sql.join(values)}
    on conflict (product_id) do update set v = excluded.v`.execute(executor);
}

interface VectorColumn {
  readonly dimensions: number;
  readonly storage: VectorStorage;
}

/**
 * Makes the table of a model's vectors where it lacks. Stored PLAIN: a vector of 512 dimensions is just over the
 * size from which PostgreSQL moves values out of the row, and scanning is five times slower then.
 */
export async function createEmbeddingsTable(
  executor: Kysely<Tables>,
  table: string,
  column: VectorColumn,
): Promise<void> {
  await sql`
    create table if not exists ${sql.table(table)} (
      image_id bigint primary key references product_images on delete cascade,
      product_id bigint not null references products on delete cascade,
      v ${columnType(column)} not null
    )`.execute(executor);
  await storePlain(executor, table);
  await sql`create index if not exists ${sql.id(`${table}_product`)} on ${sql.table(table)} (product_id)`.execute(
    executor,
  );
}

/** The same for what a model makes of products' texts. */
export async function createProductEmbeddingsTable(
  executor: Kysely<Tables>,
  table: string,
  column: VectorColumn,
): Promise<void> {
  await sql`
    create table if not exists ${sql.table(table)} (
      product_id bigint primary key references products on delete cascade,
      v ${columnType(column)} not null
    )`.execute(executor);
  await storePlain(executor, table);
}

function columnType({ dimensions, storage }: VectorColumn): RawBuilder<unknown> {
  return sql.raw(storage === 'pgvector' ? `vector(${dimensions})` : 'bytea');
}

/** Statistics of vectors serve no plan, and would hold whole vectors. */
async function storePlain(executor: Kysely<Tables>, table: string): Promise<void> {
  await sql`alter table ${sql.table(table)} alter column v set storage plain, alter column v set statistics 0`.execute(
    executor,
  );
}
