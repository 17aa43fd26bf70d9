import { type RawBuilder, type SqlBool, sql } from 'kysely';
import type { Config } from '../config.ts';
import { codesOf } from './codes.ts';
import { gramsOf, questionTerms, termsOf, unaccented } from './text.ts';
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

/** What full text stores of a product: words by weight, A the strongest. */
export interface SearchableTexts {
  readonly words_a: string;
  readonly words_b: string;
  readonly words_c: string;
  readonly words_d: string;
  /** Those of unspaced scripts, as a tsvector. */
  readonly grams: string;
  readonly codes: readonly string[];
}

/** A tsvector holds 1 MB at most; every product's texts stay far below. */
const maxSearchedLength = 50_000;
const maxGrams = 10_000;
/** Terms of a question past these are left out: a page of text is no question. */
export const maxTerms = 32;
/** One letter begins too much. */
const minPrefixLength = 2;

const weights = ['a', 'b', 'c', 'd'] as const;

/** A product's texts by weight: title; brand, category and externalId; attributes; description. */
function linesOf(product: SearchedTexts): string[] {
  return [
    product.title,
    [product.brand, product.category, product.externalId].filter((text) => text !== null).join(' '),
    product.attributes.map(({ value }) => value).join(' '),
    product.description ?? '',
  ].map((line) => line.slice(0, maxSearchedLength).toWellFormed());
}

/** A product's texts as full text stores them. */
export function searchableTexts(product: SearchedTexts): SearchableTexts {
  const lines = linesOf(product).map(termsOf);
  const [a = '', b = '', c = '', d = ''] = lines.map(({ words }) => inBothForms(words).join(' '));
  const grams: string[] = [];
  let position = 0;
  for (const [line, { substrings }] of lines.entries()) {
    for (const run of substrings) {
      for (const gram of gramsOf(run)) grams.push(`'${gram}':${++position}${weights[line]}`);
      // so that no phrase reaches from one run into the next
      position++;
    }
  }
  return {
    words_a: a,
    words_b: b,
    words_c: c,
    words_d: d,
    grams: grams.slice(0, maxGrams).join(' '),
    codes: codesOf(product),
  };
}

/** As they are written, for the language's own rules, and then without accents, for people in a hurry. */
function inBothForms(words: readonly string[]): string[] {
  return [...words, ...words.map(unaccented).filter((word, at) => word !== words[at])];
}

/** Raised when words are taken from texts in another way, so that those of before are rewritten. */
export const wordsRevision = 2;

/** The columns of {@link SearchableTexts}, for a recordset. */
export const searchableColumns = sql.raw(
  'words_a text, words_b text, words_c text, words_d text, grams text, codes text[]',
);

/** The `words` column out of a row that has {@link searchableColumns}. */
export function wordsColumn(language: CatalogLanguage, row: string): RawBuilder<string> {
  const weighted = weights.map(
    (weight) =>
      sql`setweight(to_tsvector(${regconfig(language)}, ${sql.ref(`${row}.words_${weight}`)}), ${sql.lit(weight)})`,
  );
  return sql<string>`(${sql.join(weighted, sql` || `)} || ${sql.ref(`${row}.grams`)}::tsvector)`;
}

/** The words of titles, brands, categories and externalIds: what `products_names` indexes. */
export const namesOfProduct = sql`ts_filter(products.words, '{a,b}')`;

/**
 * Products whose title, brand, category or externalId have all the words of a question, in any order and form that
 * the language knows; of the last word its beginning is enough, since people are still typing it. Operators are
 * plain words. As SQL over the table alias `products`.
 * @returns undefined where the question has no word at all
 */
export function namesCondition(question: string, language: CatalogLanguage): RawBuilder<SqlBool> | undefined {
  const { words, substrings } = questionTerms(question, maxTerms);
  if (words.length === 0 && substrings.length === 0) return undefined;
  const queries = words.map((word, at) => {
    const query = sql`(${sql.join(
      formsOf(word).map((form) => sql`plainto_tsquery(${regconfig(language)}, ${form})`),
      sql` || `,
    )})`;
    if (at < words.length - 1 || word.length < minPrefixLength) return query;
    // a last word that the language ignores must not become a prefix that is asked for
    return sql`(case when numnode(${query}) = 0 then ${query} else ${query} || ${prefixQuery(word)}::tsquery end)`;
  });
  const pieces = substrings.map((substring) => sql`${substringQuery(substring)}::tsquery`);
  return sql<SqlBool>`(${namesOfProduct} @@ (${sql.join([...queries, ...pieces], sql` && `)}))`;
}

/** A word as written and without accents. */
export function formsOf(word: string): string[] {
  return [...new Set([word, unaccented(word)])];
}

/** What begins with a word, as the text of a tsquery. */
export function prefixQuery(word: string): string {
  return formsOf(word)
    .map((form) => `'${form}':*`)
    .join(' | ');
}

/** A piece of unspaced script anywhere in a run, as the text of a tsquery. */
export function substringQuery(piece: string): string {
  const grams = gramsOf(piece);
  // the last character alone begins a pair, wherever it is not the last of its run
  if (grams.length === 1) return `'${piece}':*`;
  return `(${grams
    .slice(0, -1)
    .map((gram) => `'${gram}'`)
    .join(' <-> ')})`;
}

/** As a literal, not a parameter: the planner then folds the query and knows how many rows it finds. */
function regconfig(language: CatalogLanguage): RawBuilder<unknown> {
  return sql`${sql.lit(language)}::regconfig`;
}
