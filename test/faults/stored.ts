import { sql } from 'kysely';
import type { Database } from '../../src/database/database.ts';
import { activeModel } from '../../src/database/models.ts';
import { decodeVector, embeddingsTable, vectorBytes } from '../../src/database/vectors.ts';

/** What the database holds after a storm. */
export interface Stored {
  /** External ids. */
  readonly products: ReadonlySet<string>;
  /** By address. */
  readonly pictures: ReadonlyMap<string, StoredPicture>;
  /** By id. */
  readonly runs: ReadonlyMap<string, StoredRun>;
  /** Vectors of pictures that there are not. */
  readonly strayVectors: number;
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
  const products = await kysely.selectFrom('products').select('external_id').execute();
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
    products: new Set(products.map((product) => product.external_id)),
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
