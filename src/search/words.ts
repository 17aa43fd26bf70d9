import { type RawBuilder, type SqlBool, sql } from 'kysely';
import { type CatalogLanguage, wordsQuery } from '../catalog/words.ts';
import type { Database } from '../database/database.ts';
import { type Ranking, rankedByWords } from './ranking.ts';

/** What products are found by their words by. */
export interface WordsAsk {
  readonly text: string;
  /** CATALOG_LANGUAGE */
  readonly language: CatalogLanguage;
  /** Over the alias `products`; undefined for all. */
  readonly condition: RawBuilder<SqlBool> | undefined;
  /** How many products. */
  readonly wanted: number;
}

/** The statement that finds products by words, best first; undefined where the text has no word. */
export function productsByWordsStatement({
  text,
  language,
  condition,
  wanted,
}: WordsAsk): RawBuilder<{ id: bigint }> | undefined {
  const words = wordsQuery(text, language);
  if (words === undefined) return undefined;
  return sql<{ id: bigint }>`select products.id from products
    where ${words.condition}${condition === undefined ? sql`` : sql` and ${condition}`}
    order by ${words.rank} desc, products.id limit ${wanted}`;
}

/** Products by full text. */
export async function productsByWords({ kysely }: Database, ask: WordsAsk): Promise<Ranking> {
  const statement = productsByWordsStatement(ask);
  const rows = statement === undefined ? [] : (await statement.execute(kysely)).rows;
  return { plan: 'FULL_TEXT', ranked: rows.map(({ id }, at) => rankedByWords(id, at)) };
}
