import { type ReactNode, StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { Provider } from 'urql';
import { type Language, LanguageContext } from '../wording/wording.ts';
import './tokens.css';
import './base.css';
import './components.css';
import { Announcements } from './announce.tsx';
import { createClient } from './client.ts';
import { reloadOverUpgrade } from './reload.ts';

/** Shows a page: its client, its language, and the words of the page. */
export function showPage(language: Language, title: string, page: ReactNode): void {
  const root = document.getElementById('page');
  if (root === null) throw new Error('the page has no #page');
  reloadOverUpgrade();
  document.documentElement.lang = language.format.locale;
  document.title = title;
  createRoot(root).render(
    <StrictMode>
      <LanguageContext value={language}>
        <Provider value={createClient()}>
          {page}
          <Announcements />
        </Provider>
      </LanguageContext>
    </StrictMode>,
  );
}
