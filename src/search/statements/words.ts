import { type RawBuilder, type SqlBool, sql } from 'kysely';
import { type CatalogLanguage, namesOfProduct } from '../../catalog/words.ts';

/** A word of a question. Queries are texts of tsqueries. */
export interface Term {
  /** What has the word itself, in any form that the language knows. */
  readonly query: string;
  /** What has it nearly: words that begin with it, or that it may be a misspelling of; null for none. */
  readonly loose: string | null;
  /** How much it tells: more, the fewer products have it. */
  readonly weight: number;
}

export interface WordsInput {
  readonly terms: readonly Term[];
  /** Over the alias `products`; undefined for all. */
  readonly condition: RawBuilder<SqlBool> | undefined;
  /** How many products. */
  readonly wanted: number;
}

/** What a word counts for being there at all; the rest is for where and how often. */
const presence = 0.4;
/** What a word counts that is nearly there, of what it counts itself. */
const looseness = 0.5;
/** Of the score of the best product that lacks a word, what others that do must have: the rest have the least of it. */
const minShareOfBest = 0.4;
/**
 * How many products are ranked at most: a word that every third of a million products has is as good as none, and
 * ranking all of those takes seconds. Which are taken then is for the stages to say, and for the table's own order.
 */
const maxCandidates = 1000;

/**
 * A question's code and texts: the code first, then products that have all its words, best first, those before others
 * whose title has no other word.
 */
export function productsByAllWords({
  code,
  externalId,
  terms,
  condition,
  wanted,
}: WordsInput & {
  /** As products keep theirs. */
  readonly code: string;
  /** The question as it stands: of several products with the code, the one that is called so is first. */
  readonly externalId: string;
}): RawBuilder<{ id: bigint; exact: boolean }> {
  const all = hidden(allOf(terms));
  const filter = andCondition(condition);
  const isNamed = sql`${namesOfProduct} @@ ${all}`;
  const isTitle = sql`${wordsInTitle} = ${terms.length}::integer and ${titleWords} @@ ${all}`;
  return sql`with exact as (
    select products.id, (products.external_id = ${externalId})::integer as score from products
    where products.codes @> ${[code]}::text[]${filter}
    order by 2 desc, 1 limit ${wanted}
  ), named as materialized (
    select products.id, products.words from products where ${isNamed}${filter}
  ), anywhere as materialized (
    select products.id, products.words from products
    where products.words @@ ${all} and not ${isNamed}${filter}
  ), candidate as (
    select id, words from named union all select id, words from anywhere limit ${sql.lit(maxCandidates)}
  ), found as (
    select id, true as exact, true as titled, score, 0 as others from exact
    union all
    select id, false, ${isTitle}, ${scoreOf(terms)}, ${wordsInTitle} from candidate
    where id not in (select id from exact)
  )
  select id, exact from found order by exact desc, titled desc, score desc, others, id limit ${wanted}`;
}

/**
 * Products that have some of the words, best first, without those that have much less of them than the best.
 * @param stages texts of tsqueries; what the first ones find is ranked before room is left for the others'
 * @param excluded the text of a tsquery: what it finds is no answer
 */
export function productsBySomeWords({
  terms,
  stages,
  excluded,
  condition,
  wanted,
}: WordsInput & {
  readonly stages: readonly string[];
  readonly excluded: string;
}): RawBuilder<{ id: bigint }> {
  const filter = andCondition(condition);
  const tables = stages.map((stage, at) => {
    const others = [excluded, ...stages.slice(0, at)].map(
      (query) => sql` and not products.words @@ ${query}::tsquery`,
    );
    return sql`${sql.ref(`stage_${at}`)} as materialized (
    select products.id, products.words from products
    where products.words @@ ${hidden(stage)}${sql.join(others, sql``)}${filter}
  )`;
  });
  const all = stages.map((_stage, at) => sql`select id, words from ${sql.ref(`stage_${at}`)}`);
  return sql`with ${sql.join(tables)}, candidate as (
    ${sql.join(all, sql` union all `)} limit ${sql.lit(maxCandidates)}
  ), scored as (
    select id, ${scoreOf(terms)} as score, ${wordsInTitle} as others from candidate
  ), compared as (
    select *, max(score) over () as best from scored
  )
  select id from compared where score >= ${sql.lit(minShareOfBest)} * best
  order by score desc, others, id limit ${wanted}`;
}

/**
 * A query that the planner can't look into: it would take a frequent word for a reason to read the table from its
 * beginning until enough is found, and where such products lie together at its end that takes seconds. By the index,
 * always, it takes milliseconds.
 */
function hidden(query: string): RawBuilder<unknown> {
  return sql`(select ${query}::tsquery)`;
}

/** The text of a tsquery: what has all the terms, each itself or nearly. */
export function allOf(terms: readonly Term[]): string {
  return terms.map(eitherOf).join(' & ');
}

/** The text of a tsquery: what has a term, itself or nearly. */
export function eitherOf({ query, loose }: Term): string {
  return loose === null ? `(${query})` : `(${query} | ${loose})`;
}

/** Each word's weight by where a product has it and how often: ts_rank, title before brand, attribute, description. */
function scoreOf(terms: readonly Term[]): RawBuilder<number> {
  const has = (query: string) =>
    sql`case when words @@ ${query}::tsquery then ${sql.lit(presence)} + ts_rank(words, ${query}::tsquery) else 0 end`;
  const scores = terms.map(({ query, loose, weight }) =>
    loose === null
      ? sql`${weight}::float8 * ${has(query)}`
      : sql`${weight}::float8 * greatest(${has(query)}, ${sql.lit(looseness)} * ${has(loose)})`,
  );
  return scores.length === 0 ? sql<number>`0` : sql<number>`(${sql.join(scores, sql` + `)})`;
}

const titleWords = sql`ts_filter(words, '{a}')`;
/** How many words there are in the title: the fewer, the more the title is what was asked for. */
const wordsInTitle = sql`length(${titleWords})`;

function andCondition(condition: RawBuilder<SqlBool> | undefined): RawBuilder<unknown> {
  return condition === undefined ? sql`` : sql` and ${condition}`;
}

/** Words as the language writes them in queries and indexes; the query is empty where it ignores them. */
export function lexemesStatement(
  words: readonly string[],
  language: CatalogLanguage,
): RawBuilder<{ word: string; query: string; lexemes: string[] }> {
  const config = sql`${sql.lit(language)}::regconfig`;
  return sql`select word, plainto_tsquery(${config}, word)::text as query,
    tsvector_to_array(to_tsvector(${config}, word)) as lexemes
  from unnest(${words}::text[]) as word`;
}

/** Which of some queries find anything. Each table that is materialized is planned to be read whole: by its index. */
export function findableStatement(queries: readonly string[]): RawBuilder<{ query: string }> {
  return sql`select query from unnest(${queries}::text[]) as query
  where (
    with holding as materialized (select from products where products.words @@ query::tsquery)
    select count(*) from (select from holding limit 1) as one
  ) > 0`;
}

/** How many pages of products the words are counted in. */
const sampledPages = 250;

/** Of a sample of products, the same as long as they are: how many there are, and how many have each frequent word. */
export const sampleStatement = sql<{
  products: number;
  share: number;
  lexemes: string[] | null;
  counts: number[] | null;
}>`with sampled as (
    select least(100, 100.0 * ${sql.lit(sampledPages)} * current_setting('block_size')::integer
      / greatest(1, pg_relation_size('products'))) as percent
  ), seen as (
    select word, ndoc from sampled, ts_stat(format(
      'select words from products tablesample system (%s) repeatable (1)', percent))
    where ndoc > 1
  )
  select percent::float8 / 100 as share,
    (select count(*) from products tablesample system ((select percent from sampled)) repeatable (1))::integer
      as products,
    (select array_agg(word) from seen) as lexemes, (select array_agg(ndoc) from seen) as counts
  from sampled`;

/** How many words are compared letter by letter, of those that share letters and of those that share trigrams. */
const maxNeighbours = 150;

/** Words of the catalogue that may be what a word was to be, by what they share with it. */
export function neighboursStatement(
  word: string,
  { maxDistance, trigrams }: { readonly maxDistance: number; readonly trigrams: boolean },
): RawBuilder<{ word: string }> {
  const letters = Array.from(word);
  const lengths = Array.from(
    { length: 2 * maxDistance + 1 },
    (_none, at) => letters.length - maxDistance + at,
  );
  // people rarely get the first letter wrong, but they swap it with the second
  const alike = sql`(select word from catalog_words
    where char_length(word) = any(${lengths}::integer[]) and left(word, 1) = any(${letters.slice(0, 2)}::text[])
      and char_length(translate(word, ${word}, '')) <= ${maxDistance}::integer
      and char_length(translate(${word}, word, '')) <= ${maxDistance}::integer
    order by char_length(translate(word, ${word}, '')) + char_length(translate(${word}, word, '')), word
    limit ${sql.lit(maxNeighbours)})`;
  const byTrigrams = sql`(select word from catalog_words
    where word % ${word} and char_length(word) = any(${lengths}::integer[])
    order by similarity(word, ${word}) desc, word limit ${sql.lit(maxNeighbours)})`;
  return trigrams ? sql`${alike} union ${byTrigrams}` : sql`${alike}`;
}
