import { type RawBuilder, sql } from 'kysely';
import { MIN_INDEXED_VECTORS } from '../../database/vector-index.ts';

export interface StandingRow {
  pictures_empty: boolean;
  pictures_few: boolean;
  pictures_pending: boolean;
  titles_empty: boolean;
  titles_few: boolean;
  titles_pending: boolean;
}

export interface StandingInput {
  readonly modelId: number;
  /** The tables of its vectors. */
  readonly pictures: string;
  readonly titles: string;
  /** Which of them have their index: those are not few, and nothing is read to see it. */
  readonly indexed: { readonly pictures: boolean; readonly titles: boolean };
}

/** Where a model's vectors stand. It is asked every second, so each part of it is answered by an index or a few rows. */
export function standingStatement({
  modelId,
  pictures,
  titles,
  indexed,
}: StandingInput): RawBuilder<StandingRow> {
  const empty = (table: string) => sql`not exists (select from ${sql.table(table)})`;
  const few = (table: string, isIndexed: boolean) =>
    isIndexed
      ? sql`false`
      : sql`not exists (select from ${sql.table(table)} offset ${sql.lit(MIN_INDEXED_VECTORS - 1)})`;
  // those in runs and those outside have an index each
  const pending = (inRun: RawBuilder<unknown>) =>
    sql`exists (select from image_indexing where model_id = ${modelId} and state = 'PENDING' and job_id is ${inRun})`;
  return sql<StandingRow>`select
    ${empty(pictures)} as pictures_empty,
    ${few(pictures, indexed.pictures)} as pictures_few,
    ${pending(sql`null`)} or ${pending(sql`not null`)} as pictures_pending,
    ${empty(titles)} as titles_empty,
    ${few(titles, indexed.titles)} as titles_few,
    exists (select from text_indexing where model_id = ${modelId} and not given_up) as titles_pending`;
}
