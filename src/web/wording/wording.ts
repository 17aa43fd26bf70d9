import { createContext, useContext } from 'react';
import { createFormat, type Format } from '../shared/format.ts';
import type * as en from './en.ts';

export type SharedWording = ReturnType<typeof en.shared>;
export type SearchWording = ReturnType<typeof en.search>;
export type AdminWording = ReturnType<typeof en.admin>;

/** What is said, and how numbers are written. */
export interface Language {
  readonly format: Format;
  readonly shared: SharedWording;
}

export const LanguageContext = createContext<Language | null>(null);

/** @throws {Error} outside of a page */
export function useLanguage(): Language {
  const language = useContext(LanguageContext);
  if (language === null) throw new Error('a component is used outside of a page');
  return language;
}

/** The first of the browser's languages that there are words in; English else. */
export function preferredLanguage(languages: readonly string[] = navigator.languages): 'en' | 'ru' {
  for (const tag of languages) {
    const [language] = tag.toLowerCase().split('-');
    if (language === 'en' || language === 'ru') return language;
  }
  return 'en';
}

/** Numbers and dates follow the browser's region where it is of the language that is shown. */
export function formatFor(language: 'en' | 'ru'): Format {
  const tag = navigator.languages.find((one) => one.toLowerCase().startsWith(language));
  return createFormat(tag ?? language);
}
