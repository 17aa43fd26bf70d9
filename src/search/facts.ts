import type { Database } from '../database/database.ts';
import { activeModel } from '../database/models.ts';
import { vectorIndexState } from '../database/vector-index.ts';
import { embeddingsTable, productEmbeddingsTable } from '../database/vectors.ts';
import { cachedFor } from './cached.ts';
import { standingStatement } from './statements/standing.ts';

/** Vectors that are searched, and how they stand. */
export interface VectorTable {
  /** titles: of products' titles and descriptions, one each. */
  readonly subject: 'pictures' | 'titles';
  readonly table: string;
  readonly dimensions: number;
  /** None is there yet. */
  readonly empty: boolean;
  /** Too few for an index to pay. */
  readonly few: boolean;
  /** Some are still to be made. */
  readonly pending: boolean;
  /** The HNSW index is there and whole. */
  readonly indexReady: boolean;
}

/** The model that is searched, with the vectors of its pictures and those of its titles. */
export interface IndexFacts extends VectorTable {
  readonly modelId: number;
  readonly fingerprint: string;
  readonly titles: VectorTable;
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
    const { id: modelId, fingerprint, dimensions } = model;
    const [ofPictures, ofTitles] = await Promise.all([
      vectorIndexState(database, model, 'pictures'),
      vectorIndexState(database, model, 'titles'),
    ]);
    const [picturesReady, titlesReady] = [ofPictures === 'ready', ofTitles === 'ready'];
    const tables = await standing(database, modelId, { pictures: picturesReady, titles: titlesReady });
    const pictures = { ...tables.pictures, dimensions, indexReady: picturesReady };
    const titles = { ...tables.titles, dimensions, indexReady: titlesReady };
    return { modelId, fingerprint, ...pictures, titles };
  };
  // what is about to change for the first time is not kept: the first products are found as soon as they are indexed
  const isKept = (index: IndexFacts | null) =>
    own === undefined || (index?.fingerprint === own && !index.titles.empty);
  return { index: cachedFor(ttlMs, look, isKept) };
}

type Standing = Pick<VectorTable, 'subject' | 'table' | 'empty' | 'few' | 'pending'>;

async function standing(
  { kysely }: Database,
  modelId: number,
  indexed: Readonly<Record<VectorTable['subject'], boolean>>,
): Promise<Record<VectorTable['subject'], Standing>> {
  const [pictures, titles] = [embeddingsTable(modelId), productEmbeddingsTable(modelId)];
  const { rows } = await standingStatement({ modelId, pictures, titles, indexed }).execute(kysely);
  const [row] = rows;
  if (row === undefined) throw new Error('where the index stands came back without a row');
  return {
    pictures: {
      subject: 'pictures',
      table: pictures,
      empty: row.pictures_empty,
      few: row.pictures_few,
      pending: row.pictures_pending,
    },
    titles: {
      subject: 'titles',
      table: titles,
      empty: row.titles_empty,
      few: row.titles_few,
      pending: row.titles_pending,
    },
  };
}
