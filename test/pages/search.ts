import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import type { drawing } from './site.ts';

/** Asks by words, as a person does, and settles once there is an answer at its own address. */
export async function askByWords(page: Page, text: string): Promise<void> {
  const words = page.getByRole('textbox', { name: 'What are you looking for?' });
  await words.fill(text);
  const { pathname } = new URL(page.url());
  await words.press('Enter');
  await page.waitForURL((url) => url.pathname.startsWith('/s/') && url.pathname !== pathname);
}

/** The titles of what is shown, settled: nothing is dimmed. */
export const shownTitles = (page: Page) => page.locator('.grid:not(.grid-stale) h3').allTextContents();

/** Settles once this many products are shown, and nothing else is waited for. */
export async function expectShown(page: Page, count: number): Promise<void> {
  await expect.poll(() => shownTitles(page)).toHaveLength(count);
}

/** The query string of the address, read. */
export const queryOf = (page: Page) => Object.fromEntries(new URL(page.url()).searchParams);

/** Whether the page is wider than its window, which nobody wants to push about. */
export const isTooWide = (page: Page) =>
  page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth);

/** Chooses photos from the disk, several at once. */
export const choosePhotos = (page: Page, photos: readonly ReturnType<typeof drawing>[]) =>
  page.locator('.ask-tools input[type=file][multiple]').setInputFiles([...photos]);
