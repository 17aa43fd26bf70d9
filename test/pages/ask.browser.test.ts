import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type PictureHost, startPictureHost } from '../media/picture-host.ts';
import { choose, dropTexts, expectFound, holdOver, paste, scene, searchesOf, watchSearches } from './ask.ts';
import { dropFiles } from './drop.ts';
import { openBrowser, type TestBrowser, type View } from './harness.ts';
import { drawing, type PagesSite, startPages } from './site.ts';

let browser: TestBrowser;
let site: PagesSite;
let host: PictureHost;

beforeAll(async () => {
  const { buffer } = drawing('1f3b8');
  [browser, site, host] = await Promise.all([
    openBrowser(),
    startPages({ FETCH_PRIVATE_NETWORKS: '127.0.0.0/8' }),
    startPictureHost({
      '/guitar.png': (_request, response) => response.setHeader('content-type', 'image/png').end(buffer),
      '/page.html': (_request, response) => response.end('<p>No picture.'),
    }),
  ]);
});
afterAll(async () => {
  await browser.close();
  await site.stop();
  await host.stop();
});

async function open(view?: View): Promise<Page> {
  const page = await browser.newPage(site, view);
  await watchSearches(page);
  await page.goto('/');
  await page.getByRole('button', { name: 'Choose a photo' }).waitFor();
  return page;
}

const words = (page: Page) => page.getByRole('textbox', { name: 'What are you looking for?' });
const preview = (page: Page) => page.getByRole('img', { name: 'Photo 1' });

test('words are searched by when they are submitted, not before', async () => {
  const page = await open();
  await words(page).fill('guitar');
  expect(await searchesOf(page)).toEqual([]);
  await words(page).press('Enter');
  await expectFound(page, 'Guitar');
});

describe('a photo is searched by at once, and shown', () => {
  test('dropped anywhere', async () => {
    const page = await open();
    await dropFiles(page, [drawing('1f3b8')], 'footer');
    await expectFound(page, 'Guitar');
    await preview(page).waitFor();
  });

  test('chosen', async () => {
    const page = await open();
    const [chooser] = await Promise.all([
      page.waitForEvent('filechooser'),
      page.getByRole('button', { name: 'Choose a photo' }).click(),
    ]);
    await chooser.setFiles(drawing('1f3b8'));
    await expectFound(page, 'Guitar');
    await preview(page).waitFor();
  });

  test('pasted', async () => {
    const page = await open();
    await words(page).focus();
    await paste(page, {
      files: [drawing('1f3b8')],
      texts: { 'text/html': '<img src="https://a.example/1.png">' },
    });
    await expectFound(page, 'Guitar');
    await preview(page).waitFor();
  });

  test('copied to the clipboard by the system and pasted by its keys', async () => {
    const page = await open({ permissions: ['clipboard-read', 'clipboard-write'] });
    const { buffer } = drawing('1f3b8');
    await page.evaluate(async (base64) => {
      const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
      await navigator.clipboard.write([
        new ClipboardItem({ 'image/png': new Blob([bytes], { type: 'image/png' }) }),
      ]);
    }, buffer.toString('base64'));
    await words(page).press('Control+v');
    await expectFound(page, 'Guitar');
  });

  test('the next one takes its place', async () => {
    const page = await open();
    await choose(page, drawing('1f3b8'));
    await expectFound(page, 'Guitar');
    await choose(page, drawing('1f355'));
    await expectFound(page, 'Pizza');
    await expect.poll(() => page.getByRole('img', { name: /^Photo/ }).count()).toBe(1);
  });
});

describe('dragging', () => {
  const target = (page: Page) => page.getByText('Drop it to search');
  const picture = { 'text/uri-list': 'https://a.example/1.png' };

  test('a target covers the page until the drag leaves', async () => {
    const page = await open();
    const drag = await holdOver(page, picture);
    await target(page).waitFor();
    await drag.end('dragleave');
    await target(page).waitFor({ state: 'detached' });
    expect(await searchesOf(page)).toEqual([]);
  });

  test('a drag that is given up without a word, as by ESC in some browsers, ends too', async () => {
    const page = await open();
    const drag = await holdOver(page, picture);
    await target(page).waitFor();
    await drag.end('silence');
    await target(page).waitFor({ state: 'detached' });
  });

  test('words that are dragged are left to the browser', async () => {
    const page = await open();
    await holdOver(page, { 'text/plain': 'guitar' });
    await words(page).fill('guitar');
    expect(await target(page).count()).toBe(0);
  });

  test('a picture of another page comes by its address, though it stands in a link', async () => {
    const page = await open();
    await dropTexts(page, {
      'text/uri-list': 'https://shop.example/product',
      'text/html': `<a href="https://shop.example/product"><img src="${host.url}/guitar.png"></a>`,
    });
    await expectFound(page, 'Guitar');
  });
});

describe("a picture's address", () => {
  test('pasted is searched by, and shown by the thumbnail that the server made', async () => {
    const page = await open();
    await words(page).focus();
    await paste(page, { texts: { 'text/plain': `${host.url}/guitar.png` } });
    await expectFound(page, 'Guitar');
    const picture = page.getByRole('img', { name: `Picture at 127.0.0.1:${host.port}` });
    await expect.poll(() => picture.getAttribute('src')).toMatch(/thumbnail/);
    await expect.poll(() => words(page).inputValue()).toBe('');
    await page.getByRole('button', { name: /^Crop/ }).waitFor();
  });

  test('typed is recognised, and searched by at submit', async () => {
    const page = await open();
    await words(page).fill(`${host.url}/guitar.png`);
    await page.getByText('the picture there is searched with').waitFor();
    await words(page).press('Enter');
    await expectFound(page, 'Guitar');
    expect((await searchesOf(page))[0]?.variables.photo?.image).toEqual({ url: `${host.url}/guitar.png` });
  });

  test('where no picture is says so in words, and the box stays usable', async () => {
    const page = await open();
    await words(page).focus();
    await paste(page, { texts: { 'text/plain': `${host.url}/page.html` } });
    await page
      .getByRole('alert')
      .filter({ hasText: /picture/i })
      .waitFor();
    await words(page).fill('guitar');
    await page.getByRole('button', { name: /^Remove/ }).click();
    await expectFound(page, 'Guitar');
  });
});

describe('beside a photo', () => {
  test('words are searched with it at submit', async () => {
    const page = await open();
    await choose(page, drawing('1f3b8'));
    await expectFound(page, 'Guitar');
    await words(page).fill('pizza');
    await words(page).press('Enter');
    await expect.poll(async () => (await searchesOf(page)).length).toBe(2);
    const { query } = (await searchesOf(page))[1]?.variables ?? {};
    expect(query?.texts).toEqual([{ text: 'pizza' }]);
    expect(query?.photos).toHaveLength(1);
  });

  test.each(['ESC', 'its button'])(
    '%s takes it away; words that are there stay and are searched by',
    async (way) => {
      const page = await open();
      await words(page).fill('pizza');
      await choose(page, drawing('1f3b8'));
      await preview(page).waitFor();
      if (way === 'ESC') await page.keyboard.press('Escape');
      else await page.getByRole('button', { name: 'Remove: Photo 1' }).click();
      await preview(page).waitFor({ state: 'detached' });
      await expect
        .poll(async () => (await searchesOf(page)).at(-1)?.variables)
        .toMatchObject({ text: 'pizza' });
      await expectFound(page, 'Pizza');
    },
  );

  test('without words, taking it away leads back to the start', async () => {
    const page = await open();
    await choose(page, drawing('1f3b8'));
    await expectFound(page, 'Guitar');
    await page.keyboard.press('Escape');
    await expect.poll(() => new URL(page.url()).pathname).toBe('/');
    await preview(page).waitFor({ state: 'detached' });
  });

  test('nothing of it is kept once it is gone', async () => {
    const page = await browser.newPage(site);
    await page.addInitScript(() => {
      const held = new Set<string>();
      Object.assign(globalThis, { held });
      const { createObjectURL, revokeObjectURL } = URL;
      URL.createObjectURL = (blob) => {
        const url = createObjectURL.call(URL, blob);
        held.add(url);
        return url;
      };
      URL.revokeObjectURL = (url) => {
        held.delete(url);
        revokeObjectURL.call(URL, url);
      };
    });
    await page.goto('/');
    await choose(page, drawing('1f3b8'));
    await preview(page).waitFor();
    expect(await page.evaluate('held.size')).toBeGreaterThan(0);
    await page.keyboard.press('Escape');
    await expect.poll(() => page.evaluate('held.size')).toBe(0);
  });
});

test('a large photo is made small before it is sent, upright and with its aspect', async () => {
  const page = await open();
  // where the worker takes longer than the page waits for it, as on a busy machine, the file is sent as it is
  await page.evaluate(() => {
    const after = globalThis.setTimeout;
    const patient = (run: () => void, ms = 0) => after(run, ms === 10_000 ? 600_000 : ms);
    Object.assign(globalThis, { setTimeout: patient });
  });
  const large = await scene({ width: 4000, exif: true });
  // a file of a phone: beyond a megabyte
  const buffer = Buffer.concat([large.buffer, Buffer.alloc(2_000_000)]);
  await choose(page, { ...large, buffer });
  await expect.poll(async () => (await searchesOf(page)).length).toBe(1);
  const [file] = (await searchesOf(page))[0]?.files ?? [];
  expect(file?.bytes).toBeLessThan(300_000);
  const size = () =>
    preview(page).evaluate((image: HTMLImageElement) => [image.naturalWidth, image.naturalHeight]);
  await expect.poll(size).toEqual([1600, 800]);
});
