import { type RawBuilder, sql } from 'kysely';
import { unaccented } from './text.ts';
import type { SearchableTexts } from './words.ts';

/** A word that people can misspell: letters alone, since a number or a code is another one with each of its signs. */
const spellable = /^[\p{L}\p{M}]{3,40}$/u;

/** Whether a word is one that can be misspelt, and is kept in the vocabulary. */
export function isSpellable(word: string): boolean {
  return spellable.test(word);
}

/**
 * Puts the words of texts into the vocabulary, without accents: a part of the statement that writes the texts. It only
 * grows; whoever corrects by it sees whether a product still has the word. In one order, so that two who add the same
 * words do not wait for each other in a circle.
 */
export function rememberWords(texts: readonly SearchableTexts[]): RawBuilder<unknown> {
  const words = new Set<string>();
  for (const { words_a, words_b, words_c, words_d } of texts) {
    for (const word of [words_a, words_b, words_c, words_d].join(' ').split(' ')) {
      if (!words.has(word) && isSpellable(word) && unaccented(word) === word) words.add(word);
    }
  }
  return sql`insert into catalog_words (word) select word from unnest(${[...words]}::text[]) as word
    order by word collate "C" on conflict do nothing`;
}
