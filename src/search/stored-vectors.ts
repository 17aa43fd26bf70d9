import { sql } from 'kysely';
import type { ProductKey } from '../catalog/types.ts';
import type { Database } from '../database/database.ts';
import { decodeVector, vectorBytes } from '../database/vectors.ts';
import type { IndexFacts } from './facts.ts';
import {
  type AskedProductRow,
  productsByKeys,
  type VectorsAt,
  vectorOfProduct,
  vectorsByPicture,
} from './statements/asked.ts';

/** A picture of the catalogue. */
export interface PictureRow {
  readonly mediaHash: Buffer | null;
  readonly sourceUrl: string | null;
  /** Null where it is not indexed. */
  readonly vector: Float32Array | null;
}

/** @param index the model whose vector is looked up; null for none */
export async function findPicture(
  { kysely, vectors }: Database,
  imageId: bigint,
  index: IndexFacts | null,
): Promise<PictureRow | undefined> {
  const vector =
    index === null
      ? sql`null`
      : sql`(select ${vectorBytes(vectors, sql.ref('v'))} from ${sql.table(index.table)} where image_id = i.id)`;
  const { rows } = await sql<{ media_hash: Buffer | null; source_url: string | null; vector: Buffer | null }>`
    select i.media_hash, i.source_url, ${vector} as vector from product_images i where i.id = ${imageId}`.execute(
    kysely,
  );
  const [row] = rows;
  return (
    row && {
      mediaHash: row.media_hash,
      sourceUrl: row.source_url,
      vector: row.vector && decodeVector(row.vector),
    }
  );
}

/** A product with the vector of its main picture, or of the first that has one. */
export interface ProductVector {
  readonly id: bigint;
  readonly vector: Float32Array | null;
}

/** Where the vectors of a model are; null for none. */
function placeOf({ vectors: storage }: Database, index: IndexFacts | null): VectorsAt | null {
  return index && { table: index.table, storage };
}

/** @param index the model whose vector is looked up; null for none */
export async function findProduct(
  database: Database,
  key: ProductKey,
  index: IndexFacts | null,
): Promise<ProductVector | undefined> {
  // PostgreSQL takes no NUL in a text, so nothing is called that
  if ('externalId' in key && key.externalId.includes('\0')) return undefined;
  const [column, value] = 'id' in key ? ['id', key.id] : ['external_id', key.externalId];
  const { sql: text, parameters } = sql`
    select id, ${vectorOfProduct(placeOf(database, index))} as vector from products where ${sql.id(column)} = ${value}`.compile(
    database.kysely,
  );
  const [row] = await database.query<{ id: bigint; vector: Buffer | null }>({
    name: `${index?.table ?? 'no'}_product_by_${column}`,
    text,
    values: parameters,
  });
  return row && { id: row.id, vector: row.vector && decodeVector(row.vector) };
}

/**
 * Several products by one statement, in the order of their keys; undefined where there is none.
 * @param index the model whose vectors are looked up; null for none
 */
export async function findProducts(
  database: Database,
  keys: readonly ProductKey[],
  index: IndexFacts | null,
): Promise<(ProductVector | undefined)[]> {
  const ids = keys.flatMap((key) => ('id' in key ? [key.id] : []));
  const externalIds = keys.flatMap((key) =>
    'externalId' in key && !key.externalId.includes('\0') ? [key.externalId] : [],
  );
  const statement = productsByKeys(placeOf(database, index), ids, externalIds);
  const { sql: text, parameters } = statement.compile(database.kysely);
  const rows = await database.query<AskedProductRow>({
    name: `${index?.table ?? 'no'}_products_by_keys`,
    text,
    values: parameters,
  });
  return keys.map((key) => {
    const row = rows.find(({ id, external_id }) =>
      'id' in key ? id === key.id : external_id === key.externalId,
    );
    return row && { id: row.id, vector: row.vector && decodeVector(row.vector) };
  });
}

/** The vectors of pictures of the catalogue; of those that are indexed. */
export async function vectorsOfPictures(
  { kysely, vectors: storage }: Database,
  imageIds: readonly bigint[],
  { table }: IndexFacts,
): Promise<ReadonlyMap<bigint, Float32Array>> {
  const { rows } = await vectorsByPicture({ table, storage }, imageIds).execute(kysely);
  return new Map(rows.map(({ image_id, vector }) => [image_id, decodeVector(vector)]));
}
