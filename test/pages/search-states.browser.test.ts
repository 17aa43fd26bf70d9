import type { Page, Route } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { expectFound, searchesOf, watchSearches } from './ask.ts';
import { expectNoViolations, openBrowser, type TestBrowser, type View } from './harness.ts';
import { askByWords, choosePhotos, expectShown, queryOf, shownTitles } from './search.ts';
import { drawing, type PagesSite, startPages } from './site.ts';

const many = 1000;
/** What the browser writes of a server that is gone. */
const unreachable = [/net::ERR_|WebSocket/];
let browser: TestBrowser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

async function open(site: PagesSite, view?: View): Promise<Page> {
  const page = await browser.newPage(site, view);
  await watchSearches(page);
  await page.goto('/');
  await page.locator('.ask').waitFor();
  return page;
}

describe('with a model', () => {
  let site: PagesSite;
  beforeAll(async () => {
    site = await startPages();
  });
  afterAll(() => site.stop());

  /** Holds back each question that says this, until it is let go. */
  async function hold(page: Page, text: string): Promise<() => Promise<void>> {
    const held: Route[] = [];
    await page.route('**/graphql', async (route) => {
      if (route.request().postData()?.includes(text)) held.push(route);
      else await route.continue();
    });
    return async () => {
      for (const route of held) await route.continue().catch(() => {});
    };
  }

  test('on a slow network shapes are shown at once, and waiting can be ended', async () => {
    const page = await open(site);
    const letGo = await hold(page, 'slow guitar');
    const words = page.getByRole('textbox').first();
    await words.fill('slow guitar');
    await words.press('Enter');
    await page.locator('.skeleton').first().waitFor();
    await expectNoViolations(page);
    await page.getByRole('button', { name: 'Cancel' }).click();
    await page.getByRole('heading', { name: 'You stopped this search.' }).waitFor();
    await letGo();
    await page.unrouteAll();
    await page.getByRole('button', { name: 'Search again' }).click();
    await expectFound(page, 'Guitar');
  });

  test('only the newest question’s answer is shown, whichever comes last', async () => {
    const page = await open(site);
    const letGo = await hold(page, 'elephant');
    const words = page.getByRole('textbox').first();
    await words.fill('elephant');
    await words.press('Enter');
    await page.locator('.skeleton').first().waitFor();
    await askByWords(page, 'guitar');
    await expectFound(page, 'Guitar');
    const address = page.url();
    await letGo();
    await page.waitForLoadState('networkidle');
    expect(page.url()).toBe(address);
    expect((await shownTitles(page))[0]).toBe('Guitar');
  });

  test('what is shown stays dimmed, not blank, until narrower results are there', async () => {
    const page = await open(site);
    await askByWords(page, 'things');
    await expectShown(page, 12);
    const letGo = await hold(page, '"Food"');
    await page.getByRole('checkbox', { name: /^Food/ }).check();
    await page.locator('.grid-stale').waitFor();
    expect(await page.locator('.card').count()).toBe(12);
    await letGo();
    await expectShown(page, 3);
  });

  test('while the server is away what was found stays, and what was asked meanwhile is asked again', async () => {
    const page = await open(site, { expected: unreachable });
    await askByWords(page, 'guitar');
    await expectFound(page, 'Guitar');
    const address = page.url();
    let isAway = true;
    const comeBack = async () => {
      if (isAway) await site.comeBack();
      isAway = false;
    };
    onTestFinished(comeBack);
    await site.goAway();
    await page.getByText('The server is not reached.').first().waitFor();
    expect((await shownTitles(page))[0]).toBe('Guitar');
    await expectNoViolations(page);
    const words = page.getByRole('textbox').first();
    await words.fill('elephant');
    await words.press('Enter');
    await page.getByText('This search is asked again when the server is back.').waitFor();
    await expectNoViolations(page);
    await comeBack();
    await expectFound(page, 'Elephant');
    await page.goto(address);
    await expectFound(page, 'Guitar');
  });
});

describe('where searches are not remembered', () => {
  let site: PagesSite;
  beforeAll(async () => {
    site = await startPages({ SEARCH_RETENTION_DAYS: '0' });
  });
  afterAll(() => site.stop());

  test('they are narrowed and gone back to within the page, which says that it can not be shared', async () => {
    const page = await open(site);
    await choosePhotos(page, [drawing('1f3b8')]);
    await expectFound(page, 'Guitar');
    await page.getByText('this address can not be shared').waitFor();
    await page.getByRole('checkbox', { name: /^Food/ }).check();
    await expectShown(page, 3);
    expect(queryOf(page)).toEqual({ category: 'Food' });
    await page.goBack();
    await expectShown(page, 12);
    await page.goBack();
    await page.getByRole('heading', { name: 'Try some words' }).waitFor();
    await page.goForward();
    await expectFound(page, 'Guitar');
  });
});

describe('without a model', () => {
  let site: PagesSite;
  beforeAll(async () => {
    site = await startPages({ MODEL: 'none' }, 'none');
    const products = Array.from({ length: many }, (_, at) => ({
      externalId: `chair-${at}`,
      title: `Chair ${at}`,
      price: { amount: String(at + 1), currency: 'EUR' },
    }));
    await site.parts.catalog.upsertProducts(products);
  });
  afterAll(() => site.stop());

  test('photos are not offered, and why; words are found, and that they are words alone', async () => {
    const page = await open(site);
    await page.getByText('Search by photo is not on.').waitFor();
    await page
      .getByText(/MODEL is none/)
      .first()
      .waitFor();
    expect(await page.getByRole('button', { name: 'Choose a photo' }).count()).toBe(0);
    await expectNoViolations(page);
    await askByWords(page, 'chair 7');
    await expectFound(page, 'Chair 7');
    await page.getByText('Found by words alone: there is no model').waitFor();
    expect(await searchesOf(page)).toHaveLength(1);
  });

  test('a thousand results are scrolled through, and come back to', async () => {
    const page = await open(site);
    await askByWords(page, 'chair');
    await expect
      .poll(
        async () => {
          await page.evaluate(() => scrollTo(0, document.body.scrollHeight));
          return page.locator('.card').count();
        },
        { timeout: 180_000 },
      )
      .toBe(many);
    await expect.poll(async () => new Set(await shownTitles(page)).size).toBe(many);
    await expect.poll(() => page.getByRole('button', { name: 'Show more' }).count()).toBe(0);
    const last = page.locator('.card-link').last();
    await last.click();
    await page.getByRole('dialog').waitFor();
    const far = await page.evaluate(() => scrollY);
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    await expect.poll(async () => Math.abs((await page.evaluate(() => scrollY)) - far)).toBeLessThan(50);
    expect(await page.locator('.card').count()).toBe(many);
  });

  test('an empty catalogue says so, and where to fill it', async () => {
    const empty = await startPages({ MODEL: 'none' }, 'none');
    try {
      const page = await open(empty);
      await page.getByText('There is no product in the catalogue yet.').waitFor();
      await expectNoViolations(page);
      await page.close();
    } finally {
      await empty.stop();
    }
  });
});
