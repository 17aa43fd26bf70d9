import { sql } from 'kysely';
import type { Database } from '../database/database.ts';
import { activeModel } from '../database/models.ts';
import { vectorIndexState } from '../database/vector-index.ts';
import { embeddingsTable } from '../database/vectors.ts';
import { cachedFor } from './cached.ts';

/** The model that is searched, and how its index stands. */
export interface IndexFacts {
  readonly modelId: number;
  readonly fingerprint: string;
  readonly dimensions: number;
  /** Its table of vectors. */
  readonly table: string;
  /** No picture has a vector yet. */
  readonly empty: boolean;
  /** Some pictures have no vector yet. */
  readonly pending: boolean;
  /** The HNSW index is there and whole. */
  readonly indexReady: boolean;
}

export interface Facts {
  /** As they were at most a second ago; null where no model was ever active. That it is not this process's own model
   * which is searched may change at any moment, so that is never a second old. */
  index(): Promise<IndexFacts | null>;
}

const ttlMs = 1000;

/** @param own the fingerprint of this process's model */
export function createFacts(database: Database, own: string | undefined): Facts {
  const look = async (): Promise<IndexFacts | null> => {
    const model = await activeModel(database);
    if (model === null) return null;
    const table = embeddingsTable(model.id);
    const [standing, state] = await Promise.all([
      sql<{ empty: boolean; pending: boolean }>`select
        not exists (select from ${sql.table(table)}) as empty,
        exists (select from image_indexing where model_id = ${model.id} and state = 'PENDING') as pending`.execute(
        database.kysely,
      ),
      vectorIndexState(database, model),
    ]);
    return {
      modelId: model.id,
      fingerprint: model.fingerprint,
      dimensions: model.dimensions,
      table,
      empty: standing.rows[0]?.empty ?? true,
      pending: standing.rows[0]?.pending ?? false,
      indexReady: state === 'ready',
    };
  };
  return { index: cachedFor(ttlMs, look, (index) => own === undefined || index?.fingerprint === own) };
}
