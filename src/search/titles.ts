import type { RawBuilder, SqlBool } from 'kysely';
import type { Database } from '../database/database.ts';
import type { Question } from './question.ts';
import type { Ranked } from './ranking.ts';

/** What products are found by the meaning of their texts by. */
export interface TitlesAsk {
  readonly vector: NonNullable<Question['titleVector']>;
  /** Over the alias `products`; undefined for all. */
  readonly condition: RawBuilder<SqlBool> | undefined;
  /** How many products. */
  readonly wanted: number;
  readonly signal: AbortSignal | undefined;
}

/** Products by the meaning of their titles and descriptions, nearest first. */
export async function productsByTitles(_database: Database, _ask: TitlesAsk): Promise<readonly Ranked[]> {
  return [];
}
