import { LRUCache } from 'lru-cache';
import { gramsOf, questionTerms, unaccented } from '../catalog/text.ts';
import { isSpellable } from '../catalog/vocabulary.ts';
import { type CatalogLanguage, formsOf, maxTerms, prefixQuery, substringQuery } from '../catalog/words.ts';
import type { Database } from '../database/database.ts';
import { maxDistanceFor, nearestSpellings } from './spelling.ts';
import {
  eitherOf,
  findableStatement,
  lexemesStatement,
  neighboursStatement,
  type Term,
} from './statements/words.ts';
import { createUntilChange } from './until-change.ts';
import type { WordCounts } from './word-counts.ts';

/** A word of a question. */
export interface AskedWord extends Term {
  /** Without accents, where it may be misspelt. */
  readonly spelling: string | null;
  /** What stands for it in the index; its frequency is theirs. */
  readonly lexemes: readonly string[];
}

/** What a question's words are, and may have been meant to be. */
export interface AskedWords {
  /** The words that the language does not ignore, in their order; the last one may be unfinished. */
  of(text: string, counts: WordCounts): Promise<readonly AskedWord[]>;
  /** Those that products have; in the place of one that none has, what it may be a misspelling of. */
  corrected(words: readonly AskedWord[], counts: WordCounts): Promise<readonly AskedWord[]>;
}

interface Lexemes {
  /** The text of a tsquery; empty where the language ignores the word. */
  readonly query: string;
  readonly lexemes: readonly string[];
}

/** What is shorter begins too many words. */
const minPrefixLength = 3;
/** How many words a misspelt one is taken for at most. */
const maxAlternatives = 3;
const maxRemembered = 10_000;
const maxCorrections = 1000;
/** For how long at most it is taken for granted which words products have: a change is told, but that may get lost. */
const correctionTtlMs = 10_000;

export function createAskedWords(
  { kysely, trigrams, events }: Pick<Database, 'kysely' | 'trigrams' | 'events'>,
  language: CatalogLanguage,
): AskedWords {
  const remembered = new LRUCache<string, Lexemes>({ max: maxRemembered });
  /** What the words that no sample has are taken for. */
  const corrections = createUntilChange<Correction>(events, ['work'], {
    max: maxCorrections,
    ttlMs: correctionTtlMs,
  });

  /** Each word as the language writes it in queries and indexes. */
  async function lexemesOf(words: readonly string[]): Promise<(word: string) => Lexemes> {
    const found = new Map(words.map((word) => [word, remembered.get(word)]));
    const unknown = words.filter((word) => found.get(word) === undefined);
    if (unknown.length > 0) {
      const { rows } = await lexemesStatement(unknown, language).execute(kysely);
      for (const { word, query, lexemes } of rows) {
        remembered.set(word, { query, lexemes });
        found.set(word, { query, lexemes });
      }
    }
    return (word) => found.get(word) ?? { query: '', lexemes: [] };
  }

  async function findable(queries: readonly string[]): Promise<ReadonlySet<string>> {
    if (queries.length === 0) return new Set();
    const { rows } = await findableStatement(queries).execute(kysely);
    return new Set(rows.map(({ query }) => query));
  }

  /** The queries of the words that a misspelt one may stand for. */
  async function alternativesFor(word: string, counts: WordCounts): Promise<readonly string[]> {
    const maxDistance = maxDistanceFor(word);
    if (maxDistance === 0) return [];
    const { rows } = await neighboursStatement(word, { maxDistance, trigrams }).execute(kysely);
    const candidates = rows.map((row) => row.word);
    const nearest = nearestSpellings(word, candidates);
    const alternatives = nearest.map(await lexemesOf(nearest)).filter(({ query }) => query !== '');
    // the vocabulary remembers words of products that are gone
    const isSeen = ({ lexemes }: Lexemes) => counts.productsWith(lexemes) > 0;
    const found = await findable(alternatives.filter((word) => !isSeen(word)).map(({ query }) => query));
    return alternatives
      .filter((word) => isSeen(word) || found.has(word.query))
      .sort((a, b) => counts.productsWith(b.lexemes) - counts.productsWith(a.lexemes))
      .slice(0, maxAlternatives)
      .map(({ query }) => `(${query})`);
  }

  return {
    async of(text, counts) {
      const { words, substrings } = questionTerms(text, maxTerms);
      const lexemes = await lexemesOf(words.flatMap(formsOf));
      const spaced = words.flatMap((word, at): AskedWord[] => {
        const forms = formsOf(word).map(lexemes);
        const heard = forms.filter(({ query }) => query !== '');
        const [first] = heard;
        if (first === undefined) return [];
        // of a frequent word there is enough without those that begin with it
        const isLong = word.length >= minPrefixLength && !counts.isFrequent(first.lexemes);
        const isUnfinished = at === words.length - 1 && isLong;
        const spelling = unaccented(word);
        return [
          {
            query: [...new Set(heard.map(({ query }) => `(${query})`))].join(' | '),
            loose: isUnfinished ? prefixQuery(word) : null,
            weight: Math.min(...heard.map((form) => counts.weightOf(form.lexemes))),
            spelling: isSpellable(spelling) ? spelling : null,
            lexemes: first.lexemes,
          },
        ];
      });
      const unspaced = substrings.map((piece): AskedWord => {
        const lexemes = gramsOf(piece).slice(0, -1);
        const weight = counts.weightOf(lexemes);
        return { query: substringQuery(piece), loose: null, weight, spelling: null, lexemes };
      });
      return [...spaced, ...unspaced];
    },

    async corrected(words, counts) {
      const kept = corrections.now();
      const known = new Map(words.map((word) => [word, kept.get(keyOf(word))]));
      const isSeen = ({ lexemes }: AskedWord) => counts.productsWith(lexemes) > 0;
      const unknown = words.filter((word) => !isSeen(word) && known.get(word) === undefined);
      const found = await findable(unknown.map(eitherOf));

      async function correct(word: AskedWord): Promise<Correction> {
        const before = known.get(word);
        if (before !== undefined) return before;
        const isFound = found.has(eitherOf(word));
        const alternatives =
          isFound || word.spelling === null ? [] : await alternativesFor(word.spelling, counts);
        const correction = { isFound, alternatives };
        kept.set(keyOf(word), correction);
        return correction;
      }

      const all = words.map(async (word) => {
        if (isSeen(word)) return word;
        const { isFound, alternatives } = await correct(word);
        if (isFound) return word;
        return alternatives.length === 0
          ? undefined
          : { ...word, loose: alternatives.join(' | '), weight: word.weight / 2 };
      });
      return (await Promise.all(all)).filter((word) => word !== undefined);
    },
  };
}

/** What a word that no sample has was found to be. */
interface Correction {
  /** Whether products have it all the same. */
  readonly isFound: boolean;
  /** Else the queries of what it may have been meant to be; empty where there is nothing like it. */
  readonly alternatives: readonly string[];
}

/** Words of one stem are misspelt differently. */
function keyOf(word: AskedWord): string {
  return `${eitherOf(word)} ${word.spelling ?? ''}`;
}
