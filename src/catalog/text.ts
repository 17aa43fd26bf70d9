/**
 * How words are taken from texts and from questions: the same way for both, in this process, so that it does not
 * depend on a database's locale or its text parser.
 */
export interface Terms {
  /** Words of scripts that put spaces between them. */
  readonly words: readonly string[];
  /** Pieces of scripts that don't (Han, kana, Thai, Lao, Khmer, Myanmar), to be found as substrings. */
  readonly substrings: readonly string[];
}

/** What is longer is no word; Postgres takes lexemes of 2,046 bytes at most. */
const maxTermLength = 100;

const unspacedClass = String.raw`[\p{scx=Han}\p{scx=Hiragana}\p{scx=Katakana}\p{scx=Thai}\p{scx=Lao}\p{scx=Khmer}\p{scx=Myanmar}]`;
const letter = String.raw`[\p{L}\p{M}\p{N}]`;
const runs = new RegExp(
  `(?<unspaced>[${letter}&&${unspacedClass}]+)|(?<word>[${letter}--${unspacedClass}]+)`,
  'gv',
);

// its dictionaries serve every script, whatever the locale
const segmenter = new Intl.Segmenter('en', { granularity: 'word' });
const particle = /^\p{sc=Hiragana}$/u;

/** The form in which texts are compared: NFKC, lower case, white space folded to single spaces. */
export function fold(text: string): string {
  return text.normalize('NFKC').toLowerCase().replace(/\s+/gu, ' ').trim();
}

/** A letter of a script whose marks people leave out where they type in a hurry, with its marks. */
const marked =
  /([\p{sc=Latin}\p{sc=Greek}\p{sc=Cyrillic}\p{sc=Hebrew}\p{sc=Arabic}])([\p{Mn}&&[\p{scx=Latin}\p{scx=Greek}\p{scx=Cyrillic}\p{scx=Hebrew}\p{scx=Arabic}\p{sc=Inherited}]]+)/gv;
/** Letters that are plain ones to whoever has them not on the keyboard, and that Unicode does not take apart. */
const plainLetters: ReadonlyMap<string, string> = new Map(
  Object.entries({ ß: 'ss', æ: 'ae', œ: 'oe', ø: 'o', ł: 'l', đ: 'd', ð: 'd', þ: 'th', ħ: 'h', ı: 'i' }),
);
const otherLetters = new RegExp(`[${[...plainLetters.keys()].join('')}]`, 'gu');

/** A folded word without accents and other marks that are left out on many keyboards: 'müller' is 'muller'. */
export function unaccented(word: string): string {
  return word
    .normalize('NFD')
    .replace(marked, (whole, base: string) => (whole.normalize() === 'й' ? whole : base))
    .replace(otherLetters, (char) => plainLetters.get(char) ?? char)
    .normalize();
}

/** The words of a text and its runs of unspaced script, in order. They hold letters, marks and digits alone, so no
 * operator of a text query and no wildcard can be in them. */
export function termsOf(text: string): Terms {
  const words: string[] = [];
  const substrings: string[] = [];
  for (const { groups } of fold(text).matchAll(runs)) {
    if (groups?.word !== undefined) words.push(groups.word.slice(0, maxTermLength).toWellFormed());
    else if (groups?.unspaced !== undefined) substrings.push(groups.unspaced);
  }
  return { words, substrings };
}

/** A question's terms: its unspaced runs taken apart into words, so that 赤いドレス finds ドレス(赤い) too. */
export function questionTerms(question: string, maxTerms: number): Terms {
  const { words, substrings } = termsOf(question);
  const pieces = substrings.flatMap((run) => {
    const segments = Array.from(segmenter.segment(run), ({ segment }) => segment);
    const telling = segments.filter((segment) => !particle.test(segment));
    return telling.length > 0 ? telling : segments;
  });
  return {
    words: unique(words).slice(0, maxTerms),
    substrings: unique(pieces).slice(0, maxTerms),
  };
}

/**
 * A run of unspaced script as an index keeps it: each two neighbouring characters, and the last one alone, so that
 * every piece of it is a phrase of these, or the beginning of one.
 */
export function gramsOf(run: string): string[] {
  const characters = Array.from(run);
  return characters.map((character, at) => character + (characters[at + 1] ?? ''));
}

function unique(terms: readonly string[]): string[] {
  return [...new Set(terms)];
}
