import type { RawBuilder, SqlBool } from 'kysely';
import { codeOf } from '../catalog/codes.ts';
import type { CatalogLanguage } from '../catalog/words.ts';
import type { Database } from '../database/database.ts';
import { type AskedWord, createAskedWords } from './asked-words.ts';
import { type Ranked, rankedByWords } from './ranking.ts';
import { allOf, eitherOf, productsByAllWords, productsBySomeWords } from './statements/words.ts';
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
  /** How many of the first ones have all the words, or what these were corrected to; those in `exact` are of them. */
  readonly whole: number;
}

/** Products by full text. */
export interface Words {
  /**
   * First what is called so; then what has all the words, the last of which may be unfinished; then what has most of
   * them by weight, misspelt ones corrected where no product has them.
   */
  rank(ask: WordsAsk): Promise<WordsRanking>;
}

/** What tells less, as a word does that every second product has, makes none an answer that lacks the others. */
const minWeight = Math.LN2;
/** Where no product has all the words, these many are asked for, those that tell most. */
const maxTelling = 8;

export function createWords(
  database: Pick<Database, 'kysely' | 'trigrams' | 'events'>,
  language: CatalogLanguage,
): Words {
  const { kysely } = database;
  const countsNow = createWordCounts(database);
  const askedWords = createAskedWords(database, language);

  /**
   * Products that have most of the words, but not all that were asked for.
   * @param found the words that products have, corrected
   */
  async function havingMost(
    found: readonly AskedWord[],
    asked: readonly AskedWord[],
    { condition, wanted }: Pick<WordsAsk, 'condition' | 'wanted'>,
    counts: WordCounts,
  ): Promise<readonly bigint[]> {
    const words = found.toSorted((a, b) => b.weight - a.weight).slice(0, maxTelling);
    const telling = words.filter(({ weight }) => weight >= minWeight);
    if (telling.length === 0) return [];
    // without any that was corrected or left out, all of them is what was looked for before
    const all = asked.every((word) => found.includes(word)) ? '' : allOf(words);
    if (all === '' && asked.length === 1) return [];
    const stages = [all, twoOfThree(telling), anyOf(telling, counts)].filter(
      (stage, at, stages) => stage !== '' && stages.indexOf(stage) === at,
    );
    const some = productsBySomeWords({ terms: words, stages, excluded: allOf(asked), condition, wanted });
    return (await some.execute(kysely)).rows.map(({ id }) => id);
  }

  return {
    async rank({ text, condition, wanted }) {
      const counts = await countsNow();
      const asked = await askedWords.of(text, counts);
      const code = codeOf(text);
      if (asked.length === 0 && code === '') return { ranked: [], exact: 0, whole: 0 };
      const havingAll = async (code: string, terms: readonly AskedWord[]) => {
        const all = productsByAllWords({ code, externalId: text, terms, condition, wanted });
        return (await all.execute(kysely)).rows;
      };
      const rows = await havingAll(code, asked);
      const exact = rows.filter((row) => row.exact).length;
      const ids = rows.map(({ id }) => id);
      let whole = ids.length;
      // what is called so was asked for, and nothing that has but a part of its name
      if (exact === 0 && whole < wanted) {
        // where a product has all the words, none is misspelt
        const words = whole > 0 ? asked : await askedWords.corrected(asked, counts);
        const meant = words.length === asked.length ? words : asked;
        if (meant.some((word, at) => word !== asked[at])) {
          ids.push(...(await havingAll('', meant)).map(({ id }) => id));
          whole = ids.length;
        }
        ids.push(...(await havingMost(words, meant, { condition, wanted }, counts)));
      }
      return { ranked: ids.slice(0, wanted).map(rankedByWords), exact, whole };
    },
  };
}

/**
 * The text of a tsquery: what has two of the three rarest words, as whatever lacks but one of all words has.
 * @param words the rarest first
 */
function twoOfThree(words: readonly AskedWord[]): string {
  const three = words.slice(0, 3);
  if (three.length < 3) return '';
  return three.map((left) => `(${allOf(three.filter((word) => word !== left))})`).join(' | ');
}

/**
 * The text of a tsquery: what has any of the words that are not frequent, or else the rarest.
 * @param words the rarest first
 */
function anyOf(words: readonly AskedWord[], counts: WordCounts): string {
  const rare = words.filter(({ lexemes }) => !counts.isFrequent(lexemes));
  return (rare.length > 0 ? rare : words.slice(0, 1)).map(eitherOf).join(' | ');
}
