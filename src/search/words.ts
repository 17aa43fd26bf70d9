import type { RawBuilder, SqlBool } from 'kysely';
import { LRUCache } from 'lru-cache';
import { codeOf } from '../catalog/codes.ts';
import { questionTerms, unaccented } from '../catalog/text.ts';
import { isSpellable } from '../catalog/vocabulary.ts';
import {
  type CatalogLanguage,
  formsOf,
  maxTerms,
  minPrefixLength,
  prefixQuery,
  substringQuery,
} from '../catalog/words.ts';
import type { Database } from '../database/database.ts';
import { type Ranked, rankedByWords } from './ranking.ts';
import { maxDistanceFor, nearestSpellings } from './spelling.ts';
import {
  allOf,
  eitherOf,
  findableStatement,
  lexemesStatement,
  neighboursStatement,
  productsByAllWords,
  productsBySomeWords,
  type Term,
} from './statements/words.ts';
import { createWordCounts, type WordCounts } from './word-counts.ts';

/** What products are found by their words by. */
export interface WordsAsk {
  readonly text: string;
  /** Over the alias `products`; undefined for all. */
  readonly condition: RawBuilder<SqlBool> | undefined;
  /** How many products. */
  readonly wanted: number;
}

/** Products by their words, best first. */
export interface WordsRanking {
  readonly ranked: readonly Ranked[];
  /** How many of the first ones are called what the question says: by externalId, SKU, GTIN or the like. */
  readonly exact: number;
}

/** Products by full text. */
export interface Words {
  /**
   * First what is called so; then what has all the words, the last of which may be unfinished; then what has most of
   * them by weight, misspelt ones corrected where no product has them.
   */
  rank(ask: WordsAsk): Promise<WordsRanking>;
}

/** Of the words of a question, by weight, what a product has at least. */
const minShare = 0.4;
/** A word that more products have than this is looked for only where there is no rarer one. */
const maxTelling = 20_000;
/** How many words a misspelt one is taken for at most. */
const maxAlternatives = 3;
const maxLexemes = 10_000;

/** A word of a question before it is known which products have it. */
interface AskedTerm extends Term {
  /** Without accents, where it may be misspelt. */
  readonly spelling: string | null;
  readonly lexemes: readonly string[];
}

interface Lexemes {
  readonly query: string;
  readonly lexemes: readonly string[];
}

export function createWords(
  { kysely, trigrams }: Pick<Database, 'kysely' | 'trigrams'>,
  language: CatalogLanguage,
): Words {
  const countsNow = createWordCounts({ kysely });
  const known = new LRUCache<string, Lexemes>({ max: maxLexemes });

  async function lexemesOf(words: readonly string[]): Promise<(word: string) => Lexemes> {
    const found = new Map(words.map((word) => [word, known.get(word)]));
    const unknown = words.filter((word) => found.get(word) === undefined);
    if (unknown.length > 0) {
      for (const { word, query, lexemes } of (await lexemesStatement(unknown, language).execute(kysely))
        .rows) {
        known.set(word, { query, lexemes });
        found.set(word, { query, lexemes });
      }
    }
    return (word) => found.get(word) ?? { query: '', lexemes: [] };
  }

  /** The words that the language does not ignore, in their order. */
  async function termsOf(text: string, counts: WordCounts): Promise<AskedTerm[]> {
    const { words, substrings } = questionTerms(text, maxTerms);
    const of = await lexemesOf(words.flatMap(formsOf));
    const spaced = words.flatMap((word, at): AskedTerm[] => {
      const forms = formsOf(word)
        .map(of)
        .filter(({ query }) => query !== '');
      const [first] = forms;
      if (first === undefined) return [];
      const isUnfinished = at === words.length - 1 && word.length >= minPrefixLength;
      const spelling = unaccented(word);
      return [
        {
          query: [...new Set(forms.map(({ query }) => `(${query})`))].join(' | '),
          loose: isUnfinished ? prefixQuery(word) : null,
          weight: Math.min(...forms.map(({ lexemes }) => counts.weightOf(lexemes))),
          spelling: isSpellable(spelling) ? spelling : null,
          lexemes: first.lexemes,
        },
      ];
    });
    const unspaced = substrings.map((piece): AskedTerm => {
      const lexemes = [...piece].length < 2 ? [] : gramsIn(piece);
      const weight = counts.weightOf(lexemes);
      return { query: substringQuery(piece), loose: null, weight, spelling: null, lexemes };
    });
    return [...spaced, ...unspaced];
  }

  async function findable(queries: readonly string[]): Promise<ReadonlySet<string>> {
    if (queries.length === 0) return new Set();
    const { rows } = await findableStatement(queries).execute(kysely);
    return new Set(rows.map(({ query }) => query));
  }

  /** The terms that products have; in the place of one that none has, what it may have been meant to be. */
  async function corrected(terms: readonly AskedTerm[], counts: WordCounts): Promise<readonly AskedTerm[]> {
    const isFrequent = ({ lexemes }: AskedTerm) => counts.productsWith(lexemes) > 0;
    const found = await findable(terms.filter((term) => !isFrequent(term)).map(eitherOf));
    const all = terms.map(async (term) => {
      if (isFrequent(term) || found.has(eitherOf(term))) return term;
      const loose = term.spelling === null ? [] : await alternativesFor(term.spelling, counts);
      return loose.length === 0 ? undefined : { ...term, loose: loose.join(' | ') };
    });
    return (await Promise.all(all)).filter((term) => term !== undefined);
  }

  /** The queries of the words that a misspelt one may stand for. */
  async function alternativesFor(word: string, counts: WordCounts): Promise<readonly string[]> {
    const maxDistance = maxDistanceFor(word);
    if (maxDistance === 0) return [];
    const { rows } = await neighboursStatement(word, { maxDistance, trigrams }).execute(kysely);
    const nearest = nearestSpellings(
      word,
      rows.map((row) => row.word),
    );
    const of = await lexemesOf(nearest);
    const alternatives = nearest.map(of).filter(({ query }) => query !== '');
    // the vocabulary remembers words of products that are gone
    const found = await findable(alternatives.map(({ query }) => query));
    return alternatives
      .filter(({ query }) => found.has(query))
      .sort((a, b) => counts.productsWith(b.lexemes) - counts.productsWith(a.lexemes))
      .slice(0, maxAlternatives)
      .map(({ query }) => `(${query})`);
  }

  return {
    async rank({ text, condition, wanted }) {
      const counts = await countsNow();
      const asked = await termsOf(text, counts);
      const code = codeOf(text);
      if (asked.length === 0 && code === '') return { ranked: [], exact: 0 };
      const statement = productsByAllWords({ code, externalId: text, terms: asked, condition, wanted });
      const { rows } = await statement.execute(kysely);
      const exact = rows.filter((row) => row.exact).length;
      const ids = rows.map(({ id }) => id);
      if (ids.length < wanted) {
        // where a product has all the words, every word is one
        const terms = rows.length > exact ? asked : await corrected(asked, counts);
        const some = await someOf(terms, asked, { condition, wanted }, counts);
        const found = new Set(ids);
        ids.push(...some.filter((id) => !found.has(id)));
      }
      return { ranked: ids.slice(0, wanted).map(rankedByWords), exact };
    },
  };

  /** Products that have most of the terms, but not all that were asked for. */
  async function someOf(
    terms: readonly AskedTerm[],
    asked: readonly AskedTerm[],
    { condition, wanted }: Pick<WordsAsk, 'condition' | 'wanted'>,
    counts: WordCounts,
  ): Promise<readonly bigint[]> {
    const excluded = allOf(asked);
    const telling = terms.filter(({ lexemes }) => counts.productsWith(lexemes) <= maxTelling);
    const rarest = terms.toSorted((a, b) => b.weight - a.weight).slice(0, 1);
    const allButOne = terms.map((left) => `(${allOf(terms.filter((term) => term !== left))})`).join(' | ');
    const any = (telling.length > 0 ? telling : rarest).map(eitherOf).join(' | ');
    const stages = [allOf(terms), terms.length > 2 ? allButOne : '', any];
    const different = [...new Set(stages)].filter((stage) => stage !== '' && stage !== excluded);
    if (terms.length === 0 || different.length === 0) return [];
    const minWeight = minShare * terms.reduce((sum, { weight }) => sum + weight, 0);
    const statement = productsBySomeWords({
      terms,
      stages: different,
      excluded,
      minWeight,
      condition,
      wanted,
    });
    return (await statement.execute(kysely)).rows.map(({ id }) => id);
  }
}

function gramsIn(piece: string): string[] {
  const characters = Array.from(piece);
  return characters.slice(1).map((character, at) => `${characters[at]}${character}`);
}
