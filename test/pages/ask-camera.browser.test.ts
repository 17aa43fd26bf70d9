import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { choose, expectFound, searchesOf, watchSearches } from './ask.ts';
import { dropFiles } from './drop.ts';
import { expectNoViolations, openBrowser, type TestBrowser, type View } from './harness.ts';
import { drawing, type PagesSite, startPages } from './site.ts';

let browser: TestBrowser;
let site: PagesSite;

beforeAll(async () => {
  [browser, site] = await Promise.all([openBrowser(), startPages()]);
});
afterAll(async () => {
  await browser.close();
  await site.stop();
});

async function open(view?: View, before?: (page: Page) => Promise<unknown>): Promise<Page> {
  const page = await browser.newPage(site, view);
  await watchSearches(page);
  await before?.(page);
  await page.goto('/');
  await page.locator('.ask').waitFor();
  return page;
}

const take = (page: Page) => page.locator('.ask').getByRole('button', { name: 'Take a picture' });

/** Keeps the tracks that the page is given, to see whether they are stopped. */
const keepTracks = (page: Page) =>
  page.addInitScript(() => {
    const tracks: MediaStreamTrack[] = [];
    Object.assign(globalThis, { tracks });
    const { mediaDevices } = navigator;
    const ask = mediaDevices.getUserMedia.bind(mediaDevices);
    mediaDevices.getUserMedia = async (constraints) => {
      const stream = await ask(constraints);
      tracks.push(...stream.getTracks());
      return stream;
    };
  });
const tracksOf = (page: Page) => page.evaluate('tracks.map((track) => track.readyState)');

describe('the camera', () => {
  test('takes a picture live, which is searched by, and is let go', async () => {
    const page = await open({ permissions: ['camera'] }, keepTracks);
    await take(page).click();
    await page.getByRole('dialog', { name: 'Take a picture' }).waitFor();
    const shutter = page.getByRole('button', { name: 'Take it' });
    await shutter.waitFor();
    await expectNoViolations(page);
    await expect.poll(() => tracksOf(page)).toEqual(['live']);
    await page.waitForFunction('document.querySelector("video").videoWidth > 0');
    await shutter.click();
    await page.getByRole('img', { name: 'Photo 1' }).waitFor();
    await expect.poll(async () => (await searchesOf(page))[0]?.files[0]?.name).toBe('camera.jpg');
    await expect.poll(() => tracksOf(page)).toEqual(['ended']);
  });

  test('is let go by ESC too', async () => {
    const page = await open({ permissions: ['camera'] }, keepTracks);
    await take(page).click();
    await page.getByRole('button', { name: 'Take it' }).waitFor();
    await page.keyboard.press('Escape');
    await expect.poll(() => tracksOf(page)).toEqual(['ended']);
    expect(await searchesOf(page)).toEqual([]);
  });

  test.each([
    ['NotAllowedError', 'may not use the camera'],
    ['NotReadableError', 'No camera could be opened'],
  ])('that is refused (%s) says so, and how else to give a photo', async (name, said) => {
    const page = await open({}, (opened) =>
      opened.addInitScript((error) => {
        navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('no', error));
      }, name),
    );
    await take(page).click();
    await page.getByRole('dialog').getByRole('alert').filter({ hasText: said }).waitFor();
    await expectNoViolations(page);
    await page.keyboard.press('Escape');
    await choose(page, drawing('1f3b8'));
    await expectFound(page, 'Guitar');
  });

  test('that is not there is not offered', async () => {
    const page = await open({}, (opened) =>
      opened.addInitScript(() => {
        navigator.mediaDevices.enumerateDevices = () => Promise.resolve([]);
      }),
    );
    await page.getByRole('button', { name: 'Choose a photo' }).waitFor();
    await expect.poll(() => take(page).count()).toBe(0);
  });

  test("of a phone is opened by the phone's own program", async () => {
    const page = await open({ width: 360, height: 740, touch: true });
    const [chooser] = await Promise.all([page.waitForEvent('filechooser'), take(page).click()]);
    expect(await chooser.element().getAttribute('capture')).toBe('environment');
    await chooser.setFiles(drawing('1f3b8'));
    await expectFound(page, 'Guitar');
  });
});

test.each<[string, View]>([
  ['in the dark', { dark: true }],
  ['in a hand, in Russian', { width: 360, height: 740, touch: true, locale: 'ru-RU' }],
  ['on a wall', { width: 3840, height: 2160 }],
])('%s it has nothing that axe objects to, and nothing is wider than the screen', async (_where, view) => {
  const page = await open(view);
  await choose(page, drawing('1f3b8'));
  await expectFound(page, 'Guitar');
  await page.locator('.photo-tools button').first().click();
  await page.locator('.crop-stage img').waitFor();
  await expectNoViolations(page);
  await expect.poll(() => page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
});

test('without a model photos are not offered, and it says why', async () => {
  const modelless = await startPages({ MODEL: 'none' }, 'none');
  // after the page, which it would else be missed by
  onTestFinished(() => modelless.stop());
  const page = await browser.newPage(modelless);
  await watchSearches(page);
  await page.goto('/');
  await page.locator('.ask').getByText('There is no search by photo now.').waitFor();
  expect(await page.locator('.ask').getByRole('button', { name: 'Choose a photo' }).count()).toBe(0);
  await dropFiles(page, [drawing('1f3b8')]);
  await page.locator('.ask').getByRole('alert').filter({ hasText: 'no search by photo' }).waitFor();
  expect(await searchesOf(page)).toEqual([]);
  await expectNoViolations(page);
});
