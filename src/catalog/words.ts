import { type RawBuilder, type SqlBool, sql } from 'kysely';
import type { Config } from '../config.ts';
import { fold, questionTerms, termsOf } from './text.ts';
import type { Attribute } from './types.ts';

export type CatalogLanguage = Config['CATALOG_LANGUAGE'];

/** The texts of a product that words are searched in. */
export interface SearchedTexts {
  readonly externalId: string;
  readonly title: string;
  readonly description: string | null;
  readonly brand: string | null;
  readonly category: string | null;
  readonly attributes: readonly Attribute[];
}

/** What full text stores of a product: words by weight, A the strongest, and the text for substrings. */
export interface SearchableTexts {
  readonly words_a: string;
  readonly words_b: string;
  readonly words_c: string;
  readonly words_d: string;
  /** Four lines, folded: title; brand, category and externalId; attributes; description. */
  readonly search_text: string;
}

/** A tsvector holds 1 MB at most; every product's texts stay far below. */
const maxSearchedLength = 50_000;
/** Terms of a question past these are left out: a page of text is no question. */
const maxTerms = 32;

/** A product's texts as full text stores them. */
export function searchableTexts(product: SearchedTexts): SearchableTexts {
  const lines = [
    product.title,
    [product.brand, product.category, product.externalId].filter((text) => text !== null).join(' '),
    product.attributes.map(({ value }) => value).join(' '),
    product.description ?? '',
  ].map((line) => fold(line).slice(0, maxSearchedLength).toWellFormed());
  const [a = '', b = '', c = '', d = ''] = lines.map((line) => termsOf(line).words.join(' '));
  return { words_a: a, words_b: b, words_c: c, words_d: d, search_text: lines.join('\n') };
}

/** The `words` column out of a row that has the columns of {@link SearchableTexts}. */
export function wordsColumn(language: CatalogLanguage, row: string): RawBuilder<string> {
  const weighted = (['a', 'b', 'c', 'd'] as const).map(
    (weight) =>
      sql`setweight(to_tsvector(${regconfig(language)}, ${sql.ref(`${row}.words_${weight}`)}), ${sql.lit(weight)})`,
  );
  return sql<string>`(${sql.join(weighted, sql` || `)})`;
}

/** A question in words, as SQL over the table alias `products`. */
export interface WordsQuery {
  /** Whether a product has all the words. */
  readonly condition: RawBuilder<SqlBool>;
  /** How well it fits, above 0; comparable within one question only. */
  readonly rank: RawBuilder<number>;
}

/**
 * Products that have all the words of a question, in any order and form that the language knows; of the last word
 * its beginning is enough, since people are still typing it. Operators are plain words. Where a script has no
 * spaces, substrings.
 * @param scope `names`: in title, brand, category or externalId alone
 * @returns undefined where the question has no word at all
 */
export function wordsQuery(
  question: string,
  language: CatalogLanguage,
  scope: 'everything' | 'names' = 'everything',
): WordsQuery | undefined {
  const { words, substrings } = questionTerms(question, maxTerms);
  if (words.length === 0 && substrings.length === 0) return undefined;
  const conditions: RawBuilder<SqlBool>[] = [];
  const ranks: RawBuilder<number>[] = [];
  if (words.length > 0) {
    const query = tsquery(words, language, scope === 'names' ? 'AB' : '');
    conditions.push(sql`products.words @@ ${query}`);
    ranks.push(sql`ts_rank(products.words, ${query})`);
  }
  for (const term of substrings) {
    const pattern = `%${term}%`;
    const inTitle = sql`split_part(products.search_text, E'\n', 1) like ${pattern}`;
    conditions.push(sql`products.search_text like ${pattern}`);
    if (scope === 'names') {
      conditions.push(sql`(${inTitle} or split_part(products.search_text, E'\n', 2) like ${pattern})`);
    }
    ranks.push(sql`case when ${inTitle} then 0.6 else 0.1 end`);
  }
  return {
    condition: sql<SqlBool>`(${sql.join(conditions, sql` and `)})`,
    rank: sql<number>`(${sql.join(ranks, sql` + `)})::float8`,
  };
}

/** @param weights the weights a word may have, such as `AB`; empty: any */
function tsquery(words: readonly string[], language: CatalogLanguage, weights: string): RawBuilder<unknown> {
  const config = regconfig(language);
  const query = (terms: readonly string[], suffix: string) =>
    terms.map((term) => `'${term}'${suffix === '' ? '' : `:${suffix}`}`).join(' & ');
  const all = sql`to_tsquery(${config}, ${query(words, weights)})`;
  const last = words.slice(-1);
  // one letter begins too much
  if ((last[0] ?? '').length < 2) return all;
  const prefix = sql`to_tsquery('simple'::regconfig, ${query(last, `*${weights}`)})`;
  const others = sql`to_tsquery(${config}, ${query(words.slice(0, -1), weights)})`;
  const typed = words.length === 1 ? prefix : sql`(${others} && ${prefix})`;
  // a last word that the language ignores must not become a prefix that is asked for
  const ignored = sql`numnode(to_tsquery(${config}, ${query(last, '')})) = 0`;
  return sql`(case when ${ignored} then ${all} else ${all} || ${typed} end)`;
}

/** As a literal, not a parameter: the planner then folds the query and knows how many rows it finds. */
function regconfig(language: CatalogLanguage): RawBuilder<unknown> {
  return sql`${sql.lit(language)}::regconfig`;
}
