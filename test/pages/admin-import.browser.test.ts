import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { dataOf } from '../helpers/client.ts';
import { products } from '../operations.ts';
import { dropFiles } from './drop.ts';
import { expectNoViolations, openBrowser, type TestBrowser } from './harness.ts';
import { type PagesSite, startPages } from './site.ts';

let browser: TestBrowser;
let site: PagesSite;

beforeAll(async () => {
  [browser, site] = await Promise.all([
    openBrowser(),
    startPages({ MODEL: 'none', IMPORT_MAX_MB: '12' }, 'none'),
  ]);
});
afterAll(async () => {
  await browser.close();
  await site.stop();
});
beforeEach(async () => {
  const { kysely } = site.parts.database;
  await kysely.deleteFrom('import_jobs').execute();
  await kysely.deleteFrom('products').execute();
});

const file = (name: string, text: string) => ({ name, mimeType: 'text/plain', buffer: Buffer.from(text) });
const many = (count: number) =>
  Array.from({ length: count }, (_, i) => `{"externalId": "P${i}", "title": "Product ${i}"}`).join('\n');

const choose = (page: Page, chosen: ReturnType<typeof file>) =>
  page.locator('input[type=file]').setInputFiles(chosen);
const start = (page: Page) => page.getByRole('button', { name: 'Import', exact: true }).click();
const importOf = (page: Page, name: string) =>
  page.getByRole('article').filter({ has: page.getByRole('heading', { name }) });
const countProducts = async () => dataOf(await site.graphql(products, { first: 1 })).products.totalCount;

test('a file is chosen and imported, and the lines that failed are read and saved', async () => {
  const page = await browser.newPage(site);
  await page.goto('/admin/import');
  await page.getByText('Nothing has been imported from a file here yet.').waitFor();
  await expectNoViolations(page);

  const rows = Array.from({ length: 300 }, (_, i) => (i % 3 === 1 ? `A${i},` : `A${i},Shoe ${i}`));
  await choose(page, file('shoes.csv', ['externalId,title', ...rows].join('\n')));
  await page.getByText(/shoes\.csv/).waitFor();
  await page.getByLabel(/Where its pictures lie/).fill('cdn.example.com');
  await start(page);
  await page.getByText('An address begins with http').waitFor();
  await expectNoViolations(page);
  await page.getByLabel(/Where its pictures lie/).fill('https://cdn.example.com/');
  await start(page);
  await importOf(page, 'shoes.csv').getByText('Done, some lines failed').waitFor();
  await importOf(page, 'shoes.csv').getByText('100 failed').waitFor();
  await expectNoViolations(page);

  await page.getByRole('link', { name: 'shoes.csv' }).click();
  await page.getByRole('heading', { name: 'Lines that failed' }).waitFor();
  await expectNoViolations(page);
  await expect.poll(() => page.getByRole('row').count()).toBe(51);
  // not by the mouse, which would scroll it into sight: then more comes by itself, and the button may go before the click
  await page.getByRole('button', { name: 'Show more' }).dispatchEvent('click');
  await expect.poll(() => page.getByRole('row').count()).toBe(101);
  expect(await page.getByRole('row').nth(1).textContent()).toMatch(/^3A1title: /);

  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Download as text' }).click(),
  ]);
  expect(download.suggestedFilename()).toBe('shoes.csv.failed.txt');
  const saved = (await readFile(await download.path(), 'utf8')).trimEnd().split('\n');
  expect(saved).toHaveLength(100);
  expect(saved[0]).toMatch(/^3\tA1\ttitle: /);
  expect(await countProducts()).toBe(200);
});

test('an import that goes on moves in the list and on its page, and is cancelled there', async () => {
  const lines = 200_000;
  const page = await browser.newPage(site);
  await page.goto('/admin/import');
  // longer than it takes to look at it on a machine that is busy with others
  await dropFiles(page, [file('long.ndjson', many(lines))]);
  await start(page);
  const card = importOf(page, 'long.ndjson');
  await card.getByText('Running').waitFor();
  await card.getByText(/lines\/s/).waitFor();
  await card.getByText(/left/).waitFor();
  const bar = card.getByRole('progressbar');
  await expect.poll(async () => Number(await bar.getAttribute('aria-valuenow'))).toBeGreaterThan(0);
  await expectNoViolations(page);

  await page.getByRole('link', { name: 'long.ndjson' }).click();
  await page.getByRole('button', { name: 'Cancel: long.ndjson' }).click();
  await expectNoViolations(page);
  await page.getByRole('button', { name: 'Let it go on' }).click();
  await page.getByRole('button', { name: 'Cancel: long.ndjson' }).click();
  await page.getByRole('button', { name: 'Cancel the import' }).click();
  await page.getByText('Cancelled', { exact: true }).waitFor();
  const stored = await countProducts();
  expect(stored).toBeGreaterThan(0);
  expect(stored).toBeLessThan(lines);
});

test('what is sent in one window shows in another, and moves there to its end', async () => {
  const { kysely, events } = site.parts.database;
  // in the hands of another process, so that the next one waits until both windows have shown it
  const held = {
    file: randomUUID(),
    file_name: 'held.csv',
    format: 'csv' as const,
    images_base: null,
    bytes: 1,
    state: 'RUNNING' as const,
    lease_holder: randomUUID(),
    lease_until: new Date(Date.now() + 3_600_000),
  };
  await kysely.insertInto('import_jobs').values(held).execute();
  const page = await browser.newPage(site);
  const other = await browser.newWindow(page);
  await page.goto('/admin/import');
  await other.goto('/admin/import');
  await importOf(other, 'held.csv').waitFor();
  await choose(page, file('both.ndjson', many(10)));
  await start(page);
  for (const window of [page, other])
    await importOf(window, 'both.ndjson').getByText('Waits for its turn').waitFor();
  await kysely.deleteFrom('import_jobs').where('file_name', '=', 'held.csv').execute();
  events.publish('imports');
  for (const window of [page, other]) {
    await importOf(window, 'both.ndjson').getByText('Done', { exact: true }).waitFor();
    await importOf(window, 'held.csv').waitFor({ state: 'detached' });
  }
});

test('what can not be imported is refused in words: empty, too large, of the wrong kind', async () => {
  const page = await browser.newPage(site);
  await page.goto('/admin/import');
  await page.getByText('up to 12 MB').waitFor();
  await choose(page, file('none.csv', ''));
  await page.getByText('This file is empty.').waitFor();
  await choose(page, file('large.ndjson', 'x'.repeat(13_000_000)));
  await page.getByText(/This file has 13 MB; at most 12 MB are taken/).waitFor();
  await choose(page, file('book.csv', 'PK\x03\x04 a workbook'));
  await start(page);
  await page.getByText(/zip archive/).waitFor();
  await expectNoViolations(page);
  await page.getByRole('button', { name: 'Another file' }).click();
  await choose(page, file('list.txt', 'id,title\nA1,Shoe'));
  await page.getByLabel('How it is written').selectOption('CSV');
  await start(page);
  await importOf(page, 'list.txt').getByText('Could not be imported').waitFor();
  await importOf(page, 'list.txt')
    .getByText(/unknown column "id"/)
    .waitFor();
});

test.each([
  ['Example as CSV', 'example.csv'],
  ['Example as NDJSON', 'example.ndjson'],
])('%s is a file that can be imported', async (button, name) => {
  const page = await browser.newPage(site);
  await page.goto('/admin/import');
  await page.getByText('What may the file look like?').click();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: button }).click(),
  ]);
  expect(download.suggestedFilename()).toBe(name);
  await choose(page, file(name, await readFile(await download.path(), 'utf8')));
  await start(page);
  await importOf(page, name).getByText('Done', { exact: true }).waitFor();
  expect(await countProducts()).toBe(2);
});

test('on a phone, in Russian and in the dark it fits and is legible', async () => {
  const view = { width: 360, height: 740, dark: true, locale: 'ru-RU', touch: true };
  const page = await browser.newPage(site, view);
  await page.goto('/admin/import');
  await page.getByText('Каким должен быть файл?').click();
  await choose(
    page,
    file('очень-длинное-имя-файла-с-каталогом-магазина-за-ноябрь.csv', 'externalId,title\nA1,\nA2,Туфли'),
  );
  await expectNoViolations(page);
  await page.getByRole('button', { name: 'Импортировать' }).click();
  await page.getByText('Завершён, есть строки с ошибками').waitFor();
  await expectNoViolations(page);
  await page.getByRole('link', { name: /очень-длинное/ }).click();
  await page.getByRole('heading', { name: 'Строки с ошибками' }).waitFor();
  await expectNoViolations(page);
  await expect
    .poll(() => page.evaluate('document.documentElement.scrollWidth - innerWidth'))
    .toBeLessThanOrEqual(0);
});
