import { sql } from 'kysely';
import type { Database } from '../../src/database/database.ts';
import { activeModel } from '../../src/database/models.ts';
import {
  decodeVector,
  embeddingsTable,
  productEmbeddingsTable,
  vectorBytes,
} from '../../src/database/vectors.ts';

/** What the database holds after a storm. */
export interface Stored {
  /** By external id. */
  readonly products: ReadonlyMap<string, StoredProduct>;
  /** By address. */
  readonly pictures: ReadonlyMap<string, StoredPicture>;
  /** By id. */
  readonly runs: ReadonlyMap<string, StoredRun>;
  /** Vectors of pictures that there are not. */
  readonly strayVectors: number;
}

export interface StoredProduct {
  /** Of its title and description. */
  readonly hasTextVector: boolean;
  /** Whether its texts are still to be embedded, or were given up. */
  readonly hasTextWork: boolean;
}

export interface StoredPicture {
  readonly state: string;
  readonly error: string | null;
  readonly leased: boolean;
  readonly vector: Float32Array | null;
}

interface Counts {
  readonly succeeded: number;
  readonly failed: number;
  readonly skipped: number;
}

export interface StoredRun extends Counts {
  readonly scope: string;
  readonly state: string;
  readonly total: number;
  /** As counted anew from its items. */
  readonly items: Counts & { readonly all: number; readonly waiting: number };
}

export async function readStored(database: Database): Promise<Stored> {
  const { kysely } = database;
  const model = await activeModel(database);
  if (model === null) throw new Error('there is no active model');
  const embeddings = sql.table(embeddingsTable(model.id));
  const titles = sql.table(productEmbeddingsTable(model.id));
  const products = await sql<{ external_id: string; has_vector: boolean; has_work: boolean }>`
    select p.external_id, e.product_id is not null as has_vector, w.product_id is not null as has_work
    from products p
    left join ${titles} e on e.product_id = p.id
    left join text_indexing w on w.product_id = p.id and w.model_id = ${model.id}`.execute(kysely);
  const pictures = await sql<{
    url: string;
    state: string;
    error: string | null;
    leased: boolean;
    vector: Buffer | null;
  }>`
    select p.source_url as url, coalesce(w.state, 'nowhere') as state, w.error_code as error,
      w.lease_holder is not null as leased, ${vectorBytes(database.vectors, sql.ref('e.v'))} as vector
    from product_images p
    left join image_indexing w on w.image_id = p.id and w.model_id = ${model.id}
    left join ${embeddings} e on e.image_id = p.id`.execute(kysely);
  const stray = await sql<{ vectors: number }>`
    select count(*)::integer as vectors from ${embeddings} e
    where not exists (select from product_images p where p.id = e.image_id)`.execute(kysely);
  return {
    products: new Map(
      products.rows.map(({ external_id, has_vector, has_work }) => [
        external_id,
        { hasTextVector: has_vector, hasTextWork: has_work },
      ]),
    ),
    pictures: new Map(
      pictures.rows.map(({ url, state, error, leased, vector }) => [
        url,
        { state, error, leased, vector: vector === null ? null : decodeVector(vector) },
      ]),
    ),
    runs: await readRuns(database),
    strayVectors: stray.rows[0]?.vectors ?? 0,
  };
}

async function readRuns({ kysely }: Database): Promise<Map<string, StoredRun>> {
  const runs = await kysely.selectFrom('reindex_jobs').selectAll().execute();
  const items = await sql<{ job: bigint; state: string; items: number }>`
    select job_id as job, state, count(*)::integer as items from reindex_items group by job_id, state`.execute(
    kysely,
  );
  const count = (id: bigint, state?: string) =>
    items.rows
      .filter((row) => row.job === id && (state === undefined || row.state === state))
      .reduce((sum, row) => sum + row.items, 0);
  return new Map(
    runs.map(({ id, scope, state, total, succeeded, failed, skipped }) => [
      String(id),
      {
        scope,
        state,
        total,
        succeeded,
        failed,
        skipped,
        items: {
          all: count(id),
          waiting: count(id, 'WAITING'),
          succeeded: count(id, 'SUCCEEDED'),
          failed: count(id, 'FAILED'),
          skipped: count(id, 'SKIPPED'),
        },
      },
    ]),
  );
}
