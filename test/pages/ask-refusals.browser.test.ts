import { mkdtemp, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { choose, expectFound, type Photo, paste, searchesOf, watchSearches } from './ask.ts';
import { dropFiles } from './drop.ts';
import { expectNoViolations, openBrowser, type TestBrowser } from './harness.ts';
import { drawing, type PagesSite, startPages } from './site.ts';

let browser: TestBrowser;
let site: PagesSite;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'photos-'));
  [browser, site] = await Promise.all([openBrowser(), startPages()]);
});
afterAll(async () => {
  await browser.close();
  await site.stop();
  await rm(folder, { recursive: true, force: true });
});

async function open(): Promise<Page> {
  const page = await browser.newPage(site);
  await watchSearches(page);
  await page.goto('/');
  await page.getByRole('button', { name: 'Choose a photo' }).waitFor();
  return page;
}

const refusal = (page: Page) => page.locator('.ask').getByRole('alert');
const words = (page: Page) => page.getByRole('textbox', { name: 'What are you looking for?' });
const file = (name: string, mimeType: string, text: string): Photo => ({
  name,
  mimeType,
  buffer: Buffer.from(text, 'latin1'),
});
const pdf = file('holiday.jpg', 'image/jpeg', '%PDF-1.7\n');

async function expectUsable(page: Page): Promise<void> {
  expect(await searchesOf(page)).toEqual([]);
  await choose(page, drawing('1f3b8'));
  await expectFound(page, 'Guitar');
  await refusal(page).waitFor({ state: 'detached' });
}

describe('says what it does not take, sends nothing, and stays usable', () => {
  test('a document called a picture', async () => {
    const page = await open();
    await dropFiles(page, [pdf]);
    await expect.poll(() => refusal(page).textContent()).toContain('“holiday.jpg” is not a picture');
    await expectNoViolations(page);
    await expectUsable(page);
  });

  test('a text file, pasted', async () => {
    const page = await open();
    await words(page).focus();
    await paste(page, { files: [file('notes.txt', 'text/plain', 'milk, eggs')] });
    await expect.poll(() => refusal(page).textContent()).toContain('“notes.txt” is not a picture');
    await expectUsable(page);
  });

  test('a file of 40 MB, of which nothing is read', async () => {
    const path = join(folder, 'huge.jpg');
    await writeFile(path, drawing('1f3b8').buffer);
    await truncate(path, 40_000_000);
    const page = await open();
    await choose(page, path);
    await expect.poll(() => refusal(page).textContent()).toMatch(/“huge.jpg” has 40\s?MB; at most 20\s?MB/);
    await expectUsable(page);
  });

  test('an empty file', async () => {
    const page = await open();
    await choose(page, file('nothing.png', 'image/png', ''));
    await expect.poll(() => refusal(page).textContent()).toContain('“nothing.png” is empty');
    await expectUsable(page);
  });

  test('more words than are searched with; they stay, to be made fewer', async () => {
    const page = await open();
    await words(page).fill('guitar '.repeat(200));
    await words(page).press('Enter');
    await expect.poll(() => refusal(page).textContent()).toContain('at most 1,000');
    expect(await words(page).inputValue()).toContain('guitar');
    await words(page).fill('guitar');
    await words(page).press('Enter');
    await expectFound(page, 'Guitar');
    await refusal(page).waitFor({ state: 'detached' });
  });

  test('nothing at all', async () => {
    const page = await open();
    await page.getByRole('button', { name: 'Search', exact: true }).click();
    await refusal(page).waitFor();
    await expectUsable(page);
  });

  test('several at once are said together, the good one among them is searched with', async () => {
    const page = await open();
    await dropFiles(page, [
      pdf,
      drawing('1f3b8'),
      file('a.txt', '', 'a'),
      file('b.txt', '', 'b'),
      file('c.txt', '', 'c'),
    ]);
    await expectFound(page, 'Guitar');
    await expect.poll(() => refusal(page).textContent()).toContain('And 1 more file was refused.');
    expect(await refusal(page).textContent()).toContain('holiday.jpg');
    await refusal(page).getByRole('button', { name: 'Close' }).click();
    await refusal(page).waitFor({ state: 'detached' });
  });
});

test('a photo of a format that the browser does not know is sent as it is, and the server says what it takes', async () => {
  const page = await open();
  const buffer = await sharp(drawing('1f3b8').buffer).tiff().toBuffer();
  await choose(page, { name: 'scan.tiff', mimeType: 'image/tiff', buffer });
  await expect
    .poll(async () => (await searchesOf(page))[0]?.files)
    .toEqual([{ name: 'scan.tiff', bytes: buffer.length }]);
  await page
    .getByRole('alert')
    .filter({ hasText: /JPEG, PNG, WebP, GIF/ })
    .waitFor();
  await page.getByText('Your browser can not show this photo').waitFor();
});

describe('several photos at once', () => {
  const sides = [drawing('1f3b8'), drawing('1f355')];

  test('are one product from several sides, when the person says so by the keyboard', async () => {
    const page = await open();
    await dropFiles(page, sides);
    await page.getByRole('dialog', { name: '2 photos' }).waitFor();
    await expectNoViolations(page);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await expect.poll(async () => (await searchesOf(page))[0]?.variables.query?.photos?.length).toBe(2);
    await page.getByRole('img', { name: 'Photo 2' }).waitFor();
    expect(await searchesOf(page)).toHaveLength(1);
  });

  test('or a product each: one search for each', async () => {
    const page = await open();
    await dropFiles(page, sides);
    await page.getByRole('dialog', { name: '2 photos' }).waitFor();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await expect.poll(async () => (await searchesOf(page)).length).toBe(2);
    for (const { variables } of await searchesOf(page)) expect(variables.photo).toBeDefined();
    await expectFound(page, 'Guitar');
  });

  test('are searched with by no way when the person leaves the question', async () => {
    const page = await open();
    await dropFiles(page, sides);
    await page.getByRole('dialog').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('heading', { name: '2 photos' }).waitFor({ state: 'detached' });
    await expectUsable(page);
  });

  test('another side is added to the first', async () => {
    const page = await open();
    await choose(page, drawing('1f3b8'));
    await expectFound(page, 'Guitar');
    const [chooser] = await Promise.all([
      page.waitForEvent('filechooser'),
      page.getByRole('button', { name: 'Another side' }).click(),
    ]);
    await chooser.setFiles(drawing('1f355'));
    await expect.poll(async () => (await searchesOf(page))[1]?.variables.query?.photos?.length).toBe(2);
    await page.keyboard.press('Escape');
    await page.getByRole('img', { name: 'Photo 2' }).waitFor({ state: 'detached' });
    await page.getByRole('img', { name: 'Photo 1' }).waitFor();
  });

  test('fifty are eight too many by far: the first eight are taken, by name', async () => {
    const page = await open();
    const fifty = Array.from({ length: 50 }, (_, at) => ({
      ...drawing('1f3b8'),
      name: `side-${at + 1}.png`,
    }));
    await dropFiles(page, fifty);
    await page.getByRole('dialog', { name: '8 photos' }).waitFor();
    await page.getByRole('button', { name: /One product/ }).click();
    await expect
      .poll(async () => (await searchesOf(page))[0]?.files.map(({ name }) => name))
      .toEqual(fifty.slice(0, 8).map(({ name }) => name));
    await expect.poll(() => refusal(page).textContent()).toContain('50 photos; at most 8');
    const said = await refusal(page).textContent();
    expect(said).toContain('side-8.png');
    expect(said).not.toContain('side-9.png');

    await words(page).fill('guitar');
    await words(page).press('Enter');
    await expect.poll(() => refusal(page).textContent()).toContain('8 photos and words are too much');
    expect(await searchesOf(page)).toHaveLength(1);
  });
});
