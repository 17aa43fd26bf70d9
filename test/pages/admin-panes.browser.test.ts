import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { dataOf } from '../helpers/client.ts';
import { searchByText, searches } from '../operations.ts';
import { expectNoViolations, openBrowser, type TestBrowser } from './harness.ts';
import { drawing, type PagesSite, startPages } from './site.ts';

let browser: TestBrowser;
let site: PagesSite;
const secret = 'open-sesame';

beforeAll(async () => {
  [browser, site] = await Promise.all([
    openBrowser(),
    startPages({ MAX_UPLOAD_MB: '7', IMAGES_BASE_URL: `https://pictures.example.com/?token=${secret}` }),
  ]);
  await site.parts.database.kysely
    .insertInto('models')
    .values({ name: 'former', version: '1', fingerprint: 'f', dimensions: 512, active: false, kept: false })
    .execute();
});
afterAll(async () => {
  await browser.close();
  await site.stop();
});

describe.each([
  ['a desktop', {}],
  ['a dark phone in Russian', { width: 360, height: 740, dark: true, touch: true, locale: 'ru-RU' }],
])('on %s', (_name, view) => {
  test.each(['models', 'duplicates', 'searches', 'settings'])('%s has nothing out of place', async (pane) => {
    await ask('nowhere to be found');
    const page = await browser.newPage(site, view);
    await page.goto(`/admin/${pane}`);
    await page.getByRole('heading', { level: 2 }).first().waitFor();
    await page.waitForLoadState('networkidle');
    await expectNoViolations(page);
    await expect
      .poll(() => page.evaluate(() => document.documentElement.scrollWidth - innerWidth))
      .toBeLessThanOrEqual(0);
  });
});

async function ask(text: string): Promise<void> {
  dataOf(await site.graphql(searchByText, { text, options: { mode: 'FULL_TEXT' } }));
}

describe('models', () => {
  test('tell which is active, what it covers, and how one that is not installed comes to run', async () => {
    const page = await browser.newPage(site);
    await page.goto('/admin/models');
    const active = page.getByRole('article', { name: site.parts.embedder.model?.name ?? '' });
    await active.getByText('Active', { exact: true }).waitFor();
    await active.getByText('12 of 12 pictures').waitFor();
    const former = page.getByRole('article', { name: 'former' });
    await former.getByText('Not installed').waitFor();
    await former.getByText('Put the folder of the model into MODELS_DIR.').waitFor();
  });
});

describe('settings', () => {
  test('are sought and shown as they are in force, without what is secret', async () => {
    const page = await browser.newPage(site);
    await page.goto('/admin/settings');
    await page.getByText('https://pictures.example.com/?•••').waitFor();
    expect(await page.content()).not.toContain(secret);
    await page.getByLabel('Find by name, value or description').fill('max_upload');
    const row = page.getByRole('listitem').filter({ hasText: 'MAX_UPLOAD_MB' });
    await row.getByText('Changed').waitFor();
    await expect.poll(() => row.textContent()).toMatch(/7.*20/);
    await page.waitForURL('**/admin/settings?q=max_upload');
    await page.getByLabel(/Only those that were changed/).check();
    await page.reload();
    await page.getByText(/^1 of \d+ settings$/).waitFor();
  });
});

describe('searches', () => {
  beforeEach(async () => {
    await site.parts.database.kysely.deleteFrom('searches').execute();
    await ask('unobtainium');
    await ask('guitar');
  });

  test('begin with those that found nothing, and lead back to each', async () => {
    const page = await browser.newPage(site);
    await page.goto('/admin/searches');
    await page.getByText('1 search', { exact: true }).waitFor();
    const link = page.getByRole('link', { name: 'Open: unobtainium' });
    expect(await link.getAttribute('href')).toMatch(/^\/s\/./);
    await page.getByRole('radio', { name: 'All' }).check();
    await page.getByRole('link', { name: 'Open: guitar' }).waitFor();
    await page.waitForURL('**/admin/searches?show=all');
    await page.getByLabel('Searched with').selectOption('Photo');
    await page.getByText('None of these').waitFor();
  });

  test('are deleted one by one, once that was confirmed', async () => {
    const page = await browser.newPage(site);
    await page.goto('/admin/searches?show=all');
    const button = page.getByRole('button', { name: 'Delete: guitar' });
    await button.click();
    await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click();
    expect(dataOf(await site.graphql(searches)).searches.totalCount).toBe(2);
    await button.click();
    await expectNoViolations(page);
    await page.getByRole('button', { name: 'Delete the search' }).click();
    await page.getByText('1 search', { exact: true }).waitFor();
    expect(dataOf(await site.graphql(searches)).searches.nodes).toMatchObject([{ text: 'unobtainium' }]);
    await expect.poll(() => page.evaluate(() => document.activeElement?.tagName)).toBe('H2');
  });

  test('are deleted before a date, asked twice', async () => {
    const page = await browser.newPage(site);
    await page.goto('/admin/searches?show=all');
    await page.getByRole('button', { name: 'Delete older ones' }).click();
    await page.getByRole('button', { name: 'Delete…' }).click();
    await page.getByText('Choose a date first.').waitFor();
    await page.getByLabel('All that were asked before').fill('2100-01-01T00:00');
    await page.getByRole('button', { name: 'Delete…' }).click();
    await page.getByRole('dialog', { name: /^Delete all searches before/ }).waitFor();
    expect(dataOf(await site.graphql(searches)).searches.totalCount).toBe(2);
    await page.getByRole('button', { name: 'Delete them all' }).click();
    await page.getByText('2 searches are deleted.').first().waitFor();
    await page.getByText('No searches are kept').waitFor();
  });
});

describe('duplicates', () => {
  const title = '<script>alert(1)</script> again';
  beforeEach(async () => {
    const { catalog, media, database } = site.parts;
    await database.kysely.deleteFrom('products').where('external_id', '=', 'again').execute();
    const { hash } = await media.store(drawing('1f3b8').buffer);
    await catalog.createProduct({ externalId: 'again', title, images: [{ mediaHash: hash }] });
    await site.indexed();
  });

  test('stand side by side; one is deleted once that was confirmed', async () => {
    const page = await browser.newPage(site);
    await page.goto('/admin/duplicates');
    const group = page.getByRole('article', { name: '2 products' });
    await group.getByRole('link', { name: 'Guitar', exact: true }).waitFor();
    await group.getByText('Same picture').first().waitFor();
    await page.getByText('All indexed pictures have been looked through.').waitFor();
    await expectNoViolations(page);
    await group.getByRole('button', { name: `Delete: ${title}` }).click();
    expect(await site.parts.catalog.productBy({ externalId: 'again' })).not.toBeNull();
    await page.getByRole('button', { name: 'Delete the product' }).click();
    await page.getByText('No duplicates').waitFor();
    expect(await site.parts.catalog.productBy({ externalId: 'again' })).toBeNull();
  });

  test('are sought from a threshold that stands in the address', async () => {
    const page = await browser.newPage(site);
    await page.goto('/admin/duplicates?from=99');
    const slider = page.getByRole('slider', { name: 'How alike two pictures must be' });
    await expect.poll(() => slider.getAttribute('aria-valuetext')).toBe('99%');
    await slider.press('ArrowLeft');
    await page.waitForURL('**/admin/duplicates?from=98');
    await page.getByRole('article', { name: '2 products' }).waitFor();
  });

  test('that are not found yet are not called none', async () => {
    const page = await browser.newPage(site);
    let calls = 0;
    await page.route('**/graphql', async (route) => {
      if (!route.request().postData()?.includes('DuplicatesList') || calls++ > 0) return route.fallback();
      const pageInfo = { __typename: 'PageInfo', hasNextPage: true, endCursor: null };
      const duplicates = { __typename: 'DuplicateGroupConnection', edges: [], pageInfo };
      return route.fulfill({ json: { data: { duplicates } } });
    });
    await page.goto('/admin/duplicates');
    await page.getByText('Nothing found so far. Not all pictures have been looked through yet.').waitFor();
    expect(await page.getByText('No duplicates').count()).toBe(0);
    await page.getByRole('button', { name: 'Show more' }).click();
    await page.getByRole('article', { name: '2 products' }).waitFor();
  });
});

test.each([
  ['models', 'The models could not be loaded.'],
  ['duplicates', 'The search for duplicates broke off.'],
  ['searches', 'The searches could not be loaded.'],
  ['settings', 'The settings could not be loaded.'],
])('%s that can not be loaded say so, and come back when asked', async (pane, words) => {
  const page = await browser.newPage(site, { expected: [/Failed to load resource/] });
  let broken = true;
  await page.route('**/graphql', (route) =>
    broken ? route.fulfill({ status: 503, body: '' }) : route.fallback(),
  );
  await page.goto(`/admin/${pane}`);
  const alert = page.getByRole('alert').filter({ hasText: words });
  await alert.waitFor();
  await expectNoViolations(page);
  broken = false;
  await alert.getByRole('button', { name: 'Try again' }).click();
  await alert.waitFor({ state: 'hidden' });
  await page.getByRole('heading', { level: 2 }).first().waitFor();
});
