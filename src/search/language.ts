/**
 * Scripts by which words tell their language, with the languages written in them. Latin is none of them: too many are
 * written in it to tell. Languages are BCP 47's.
 */
const scripts: readonly (readonly [letters: RegExp, languages: readonly string[]])[] = [
  [/[\p{sc=Hiragana}\p{sc=Katakana}]/gu, ['ja']],
  [/\p{sc=Han}/gu, ['zh', 'ja', 'yue']],
  [/\p{sc=Hangul}/gu, ['ko']],
  [/\p{sc=Cyrillic}/gu, ['ru', 'uk', 'be', 'bg', 'sr', 'mk', 'kk', 'ky', 'mn', 'tg', 'tt']],
  [/\p{sc=Greek}/gu, ['el']],
  [/\p{sc=Arabic}/gu, ['ar', 'fa', 'ur', 'ps', 'ckb', 'ug', 'sd']],
  [/\p{sc=Hebrew}/gu, ['he', 'yi']],
  [/\p{sc=Devanagari}/gu, ['hi', 'mr', 'ne', 'sa']],
  [/\p{sc=Bengali}/gu, ['bn', 'as']],
  [/\p{sc=Gurmukhi}/gu, ['pa']],
  [/\p{sc=Gujarati}/gu, ['gu']],
  [/\p{sc=Tamil}/gu, ['ta']],
  [/\p{sc=Telugu}/gu, ['te']],
  [/\p{sc=Kannada}/gu, ['kn']],
  [/\p{sc=Malayalam}/gu, ['ml']],
  [/\p{sc=Sinhala}/gu, ['si']],
  [/\p{sc=Thai}/gu, ['th']],
  [/\p{sc=Lao}/gu, ['lo']],
  [/\p{sc=Khmer}/gu, ['km']],
  [/\p{sc=Myanmar}/gu, ['my']],
  [/\p{sc=Georgian}/gu, ['ka']],
  [/\p{sc=Armenian}/gu, ['hy']],
  [/\p{sc=Ethiopic}/gu, ['am', 'ti']],
];

/**
 * Whether a model may know the language of some words, by the script that most of their letters are in.
 * @param languages BCP 47 tags of those that the model lists; none where it is not known
 */
export function isCovered(text: string, languages: readonly string[]): boolean {
  if (languages.length === 0) return true;
  const counts = scripts.map(([letters, spoken]) => ({ spoken, count: text.match(letters)?.length ?? 0 }));
  const [kana, han] = counts;
  // words in Japanese have both, and kana tell them from Chinese
  if (kana && han && kana.count > 0) {
    kana.count += han.count;
    han.count = 0;
  }
  const most = counts.reduce((a, b) => (b.count > a.count ? b : a));
  const letters = text.match(/\p{L}/gu)?.length ?? 0;
  if (most.count * 2 <= letters) return true;
  const listed = languages.map((tag) => tag.split('-')[0]);
  return most.spoken.some((language) => listed.includes(language));
}
