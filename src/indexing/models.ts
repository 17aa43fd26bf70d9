import type { Database } from '../database/database.ts';
import type { Embedder } from '../embedding/types.ts';
import type { Counts, IndexedModel } from './types.ts';

/** The models that the database knows, the active one first, with where each stands in this process. */
export async function readModels(
  { kysely }: Database,
  embedder: Pick<Embedder, 'model' | 'state'>,
): Promise<IndexedModel[]> {
  const rows = await kysely
    .selectFrom('models')
    .select(['id', 'name', 'version', 'dimensions', 'fingerprint', 'active'])
    .orderBy('active', 'desc')
    .orderBy('id', 'desc')
    .execute();
  return rows.map((row) => {
    const own = embedder.model?.fingerprint === row.fingerprint ? embedder.model : undefined;
    return {
      ...row,
      languages: own?.languages ?? [],
      state: own === undefined ? 'NOT_INSTALLED' : embedder.state().state === 'ready' ? 'READY' : 'LOADING',
    };
  });
}

const countsStatement = `
select count(*) as total, count(*) filter (where state = 'INDEXED') as indexed,
  count(*) filter (where state = 'PENDING') as pending, count(*) filter (where state = 'FAILED') as failed
from image_indexing where model_id = $1`;

/** How many pictures have a vector under a model. */
export async function countImages(database: Database, modelId: number): Promise<Counts> {
  const [row] = await database.query<Record<keyof Counts, bigint>>({
    name: 'indexing_counts',
    text: countsStatement,
    values: [modelId],
  });
  return {
    total: Number(row?.total ?? 0),
    indexed: Number(row?.indexed ?? 0),
    pending: Number(row?.pending ?? 0),
    failed: Number(row?.failed ?? 0),
  };
}
