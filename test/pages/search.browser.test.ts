import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { expectFound, searchesOf, watchSearches } from './ask.ts';
import { expectNoViolations, openBrowser, type TestBrowser, type View } from './harness.ts';
import { tabTo } from './keyboard.ts';
import { askByWords, choosePhotos, expectShown, isTooWide, queryOf, shownTitles } from './search.ts';
import { drawing, type PagesSite, startPages } from './site.ts';

const inStock = 12;
let browser: TestBrowser;
let site: PagesSite;

beforeAll(async () => {
  [browser, site] = await Promise.all([openBrowser(), startPages()]);
});
afterAll(async () => {
  await browser.close();
  await site.stop();
});

async function open(view?: View, path = '/'): Promise<Page> {
  const page = await browser.newPage(site, view);
  await watchSearches(page);
  await page.goto(path);
  await page.locator('.ask').waitFor();
  return page;
}

const food = (page: Page) => page.getByRole('checkbox', { name: /^Food/ });

describe('a search has an address', () => {
  test('that says what it was narrowed by, through back, forward, reload and to somebody else', async () => {
    const page = await open();
    await askByWords(page, 'something to eat');
    await expectShown(page, inStock);
    await food(page).check();
    await expectShown(page, 3);
    expect(queryOf(page)).toEqual({ category: 'Food' });
    await page.goBack();
    await expectShown(page, inStock);
    await page.goForward();
    await expectShown(page, 3);
    // the question was sent once, for all of that
    expect(await searchesOf(page)).toHaveLength(1);

    await page.reload();
    await expectShown(page, 3);
    await expect.poll(() => food(page).isChecked()).toBe(true);
    const somebody = await open({}, page.url());
    await expectShown(somebody, 3);
    await expect.poll(() => somebody.getByRole('textbox').first().inputValue()).toBe('something to eat');
    expect([...(await searchesOf(page)), ...(await searchesOf(somebody))]).toEqual([]);
  });

  test('in which the order, the strength and the bare score stand too', async () => {
    const page = await open();
    await askByWords(page, 'things');
    await page.getByRole('combobox', { name: 'Order' }).selectOption('PRICE_ASC');
    await expectFound(page, 'Red apple');
    await page.getByText('For experts').click();
    await page.getByRole('spinbutton').fill('-0.5');
    await page.getByRole('spinbutton').press('Enter');
    await expect.poll(() => queryOf(page)).toEqual({ order: 'cheapest', score: '-0.5' });
    await page.locator('.match-score').first().waitFor();
    await page.reload();
    await expectFound(page, 'Red apple');
    await expect.poll(() => page.getByRole('spinbutton').inputValue()).toBe('-0.5');
  });

  test('with a price of one’s own, that can be taken back', async () => {
    const page = await open();
    await askByWords(page, 'things');
    const price = page.getByRole('form', { name: /Price of your own/ });
    await price.getByRole('textbox', { name: 'From' }).fill('cheap');
    await price.getByRole('button', { name: 'Apply' }).click();
    await price.getByRole('alert').waitFor();
    await price.getByRole('textbox', { name: 'From' }).fill('100,5');
    await price.getByRole('textbox', { name: 'To' }).fill('500');
    await price.getByRole('button', { name: 'Apply' }).click();
    await expect.poll(async () => (await shownTitles(page)).sort()).toEqual(['Bicycle', 'Camera', 'Guitar']);
    await page.getByRole('button', { name: /^Remove: / }).click();
    await expectShown(page, inStock);
  });

  test('where nobody knows it any more, that is said, and one can begin anew', async () => {
    const gone = Buffer.from('Search:11111111-1111-4111-8111-111111111111').toString('base64url');
    for (const id of [gone, 'nonsense']) {
      const page = await open({}, `/s/${id}`);
      await page.getByRole('heading', { name: 'This search is not kept any more.' }).waitFor();
      expect(await page.getByRole('button', { name: 'Cancel' }).count()).toBe(0);
      await expectNoViolations(page);
      await page.getByRole('button', { name: 'Search anew' }).click();
      await page.waitForURL((url) => url.pathname === '/');
    }
  });
});

describe('a product', () => {
  test('leads to more like it, which leave it out', async () => {
    const page = await open();
    await askByWords(page, 'car');
    await page.getByRole('button', { name: 'More like this: Red car' }).click();
    await page.getByText('What is like “Red car”').waitFor();
    await expectShown(page, inStock - 1);
    expect(await shownTitles(page)).not.toContain('Red car');
    await page.goBack();
    await expectFound(page, 'Red car');
  });

  test('shows its details at an address, and why it is there', async () => {
    const page = await open();
    await askByWords(page, 'guitar');
    await page.getByRole('link', { name: 'Guitar' }).click();
    const details = page.getByRole('dialog', { name: 'Guitar' });
    await details.getByText('€189.00').waitFor();
    await details.getByText('Place 1 of these results.').waitFor();
    await details.getByRole('list').last().getByRole('link').first().waitFor();
    await expectNoViolations(page);
    const address = page.url();
    await page.keyboard.press('Escape');
    await details.waitFor({ state: 'hidden' });
    await expect.poll(() => queryOf(page)).toEqual({});
    await page.goto(address);
    await details.getByText('noto-1f3b8').waitFor();
    // one similar thing after the other, and closed at once
    await details.locator('.strip-link').first().click();
    await expect.poll(() => page.url()).not.toBe(address);
    await page.getByRole('dialog').getByRole('button', { name: 'Close' }).click();
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
  });

  test('is shown where it is in the photo', async () => {
    const page = await open();
    await choosePhotos(page, [drawing('1f3b8')]);
    await page.getByRole('link', { name: 'Guitar' }).click();
    await page.getByRole('button', { name: 'Show where in the photo' }).click();
    await page.getByRole('dialog').getByText('Where in your photo').waitFor();
    await page.locator('.region-frame').waitFor();
  });

  test('may be called whatever it likes', async () => {
    const titles = ['<script>document.title = "broken"</script>', 'w'.repeat(300), 'تفاحة حمراء لذيذة'];
    const { catalog } = site.parts;
    for (const [at, title] of titles.entries()) {
      onTestFinished(async () => {
        await catalog.deleteProduct({ externalId: `odd-${at}` });
      });
      await catalog.createProduct({
        externalId: `odd-${at}`,
        title,
        brand: 'oddity',
        category: title,
      });
    }
    for (const width of [360, 1280]) {
      const page = await open({ width, height: 740 });
      await askByWords(page, 'oddity');
      await expect.poll(() => shownTitles(page)).toEqual(expect.arrayContaining(titles));
      expect(await page.title()).not.toBe('broken');
      await expect.poll(() => isTooWide(page)).toBe(false);
      const arabic = page.getByRole('heading', { name: titles[2] ?? '' });
      expect(await arabic.evaluate((heading) => getComputedStyle(heading).direction)).toBe('rtl');
      await page.getByRole('link', { name: titles[1] ?? '' }).click();
      await page.getByRole('dialog').getByText('odd-1').waitFor();
      await expect.poll(() => isTooWide(page)).toBe(false);
      await expectNoViolations(page);
    }
  });
});

test('where nothing fits, each way out of it is a button', async () => {
  const page = await open();
  await choosePhotos(page, [drawing('1f436')]);
  await expectFound(page, 'Dog');
  await food(page).check();
  await expectShown(page, 3);
  await page.getByText('For experts').click();
  await page.getByRole('spinbutton').fill('0.999');
  await page.getByRole('spinbutton').press('Enter');
  await page.getByRole('heading', { name: 'Nothing fits.' }).waitFor();
  await expectNoViolations(page);
  await page.getByRole('button', { name: 'Weaker matches too' }).click();
  await expectShown(page, 3);
  await page.getByRole('button', { name: 'Remove: Food' }).click();
  await expectShown(page, inStock);
});

test('photos of a product each are a search each, at addresses of their own', async () => {
  const page = await open();
  await choosePhotos(page, [drawing('1f3b8'), drawing('1f436')]);
  await page.getByRole('button', { name: /A product each/ }).click();
  await expectFound(page, 'Guitar');
  const guitar = page.url();
  await page
    .getByRole('navigation', { name: 'One search for each photo' })
    .getByRole('button')
    .last()
    .click();
  await expectFound(page, 'Dog');
  await expect.poll(() => page.url()).not.toBe(guitar);
  await expectNoViolations(page);
  await page.goBack();
  await expectFound(page, 'Guitar');
});

test('a visitor finds their own searches again, and nobody else’s; one that was deleted drops out', async () => {
  const page = await open();
  await choosePhotos(page, [drawing('1f3b8')]);
  await expectFound(page, 'Guitar');
  await askByWords(page, 'my secret wish');
  await page.getByRole('link', { name: 'Vitrine' }).click();
  const recent = page.getByRole('link', { name: /my secret wish/ });
  await recent.waitFor();
  await expectNoViolations(page);
  const stranger = await open();
  await stranger.getByRole('heading', { name: 'Try some words' }).waitFor();
  expect(await stranger.getByText('my secret wish').count()).toBe(0);

  const [newest] = (await site.parts.search.history.list({ first: 1 })).entries;
  await site.parts.search.history.delete(newest?.node.id ?? '');
  await page.reload();
  await page.getByRole('link', { name: /^Photo/ }).waitFor();
  await expect.poll(() => recent.count()).toBe(0);
});

test('a picture and words of the catalogue can be tried at a click', async () => {
  const page = await open();
  await page.getByRole('button', { name: 'Search with the picture of Guitar' }).click();
  await expectFound(page, 'Guitar');
  await page.getByRole('link', { name: 'Vitrine' }).click();
  await page.getByRole('button', { name: 'Food', exact: true }).click();
  await expectShown(page, inStock);
  await expect.poll(() => page.getByRole('textbox').first().inputValue()).toBe('Food');
});

test('the keyboard alone asks, narrows, opens and closes', async () => {
  const page = await open();
  await page.getByRole('textbox').first().focus();
  await page.keyboard.type('guitar');
  await page.keyboard.press('Enter');
  await expectFound(page, 'Guitar');
  await page.getByRole('checkbox', { name: /^Music/ }).waitFor();
  await tabTo(page, /^Music/);
  await page.keyboard.press('Space');
  await expectShown(page, 1);
  await tabTo(page, /^Guitar/);
  await page.keyboard.press('Enter');
  await page.getByRole('dialog', { name: 'Guitar' }).waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'hidden' });
  await tabTo(page, /^Guitar/);
});

test.each<[string, View]>([
  ['a phone, dark', { width: 360, height: 740, touch: true, dark: true }],
  ['a desk', {}],
  ['a wall', { width: 3840, height: 2160 }],
  ['Russian', { locale: 'ru-RU', width: 360, height: 740 }],
])('results and filters have nothing that axe objects to: %s', async (_name, view) => {
  const page = await open(view);
  const words = page.getByRole('textbox').first();
  await words.fill('red');
  await words.press('Enter');
  await expectShown(page, inStock);
  await expectNoViolations(page);
  const filters = page.getByRole('button', { name: /^(Filters|Фильтры)/ });
  if (await filters.isVisible()) {
    await filters.click();
    await page.getByRole('dialog').getByRole('checkbox').nth(1).check();
    await expectNoViolations(page);
    await page.getByRole('dialog').getByRole('button').last().click();
    await expect.poll(async () => (await shownTitles(page)).length).toBeLessThan(inStock);
  }
  await expect.poll(() => isTooWide(page)).toBe(false);
});
