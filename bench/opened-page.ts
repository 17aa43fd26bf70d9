import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import type { Sizes } from './sizes.ts';
import type { Workshop } from './workshop.ts';

const inPage = fileURLToPath(new URL('in-page.js', import.meta.url));

/** Where pages are measured. */
export interface Seen {
  readonly workshop: Workshop;
  readonly browser: Browser;
  readonly port: number;
  /** Of a page with nothing on it. */
  readonly floorPort: number;
  readonly sizes: Sizes;
}

/** A page of a browser that knows nothing yet, with what measures in it. */
export async function openPage(browser: Browser, port: number, path: string): Promise<Page> {
  const context = await browser.newContext({ locale: 'en-US', viewport: { width: 1280, height: 800 } });
  await context.addInitScript({ path: inPage });
  const page = await context.newPage();
  await page.goto(`http://127.0.0.1:${port}${path}`);
  return page;
}
