import { showPage } from '../shared/page.tsx';
import { formatFor, preferredLanguage } from '../wording/wording.ts';
import { SearchPage } from './page.tsx';
import { WordsContext } from './words.ts';

const chosen = preferredLanguage();
const wording =
  chosen === 'ru'
    ? await import('../wording/ru/search-page.ts')
    : await import('../wording/en/search-page.ts');
const format = formatFor(chosen);
const words = wording.search(format);

showPage(
  { format, shared: wording.shared(format) },
  words.title,
  <WordsContext value={words}>
    <SearchPage />
  </WordsContext>,
);
