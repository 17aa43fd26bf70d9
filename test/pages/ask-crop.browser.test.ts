import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { choose, expectFound, scene, searchesOf, watchSearches } from './ask.ts';
import { expectNoViolations, openBrowser, type TestBrowser, type View } from './harness.ts';
import { type PagesSite, startPages } from './site.ts';

let browser: TestBrowser;
let site: PagesSite;

beforeAll(async () => {
  [browser, site] = await Promise.all([openBrowser(), startPages()]);
});
afterAll(async () => {
  await browser.close();
  await site.stop();
});

/** A page with the editor open over a guitar at the left and a pizza at the right. */
async function edit({ exif = false, ...view }: View & { exif?: boolean } = {}): Promise<Page> {
  const page = await browser.newPage(site, view);
  await watchSearches(page);
  await page.goto('/');
  await page.getByRole('button', { name: 'Choose a photo' }).waitFor();
  await choose(page, await scene({ exif }));
  // what is answered later would move the stage under the mouse
  await page.locator('.grid:not(.grid-stale) h3').first().waitFor();
  await page.getByRole('button', { name: 'Crop: Photo 1' }).click();
  await page.locator('.crop-stage img').waitFor();
  await expect
    .poll(() => page.locator('.crop-stage').evaluate((stage) => stage.clientWidth / stage.clientHeight))
    .toBeCloseTo(2, 1);
  return page;
}

/** Where a fraction of the stage lies on the screen. */
async function at(page: Page, x: number, y: number): Promise<{ x: number; y: number }> {
  await page.locator('.crop-stage').scrollIntoViewIfNeeded();
  const box = await page.locator('.crop-stage').boundingBox();
  if (box === null) throw new Error('there is no stage');
  return { x: box.x + x * box.width, y: box.y + y * box.height };
}

async function dragMouse(page: Page, from: [number, number], to: [number, number]): Promise<void> {
  const [start, end] = [await at(page, ...from), await at(page, ...to)];
  await page.mouse.move(start.x, start.y);
  await page.mouse.down();
  await page.mouse.move((start.x + end.x) / 2, (start.y + end.y) / 2);
  await page.mouse.move(end.x, end.y);
  await page.mouse.up();
}

const lastPhoto = async (page: Page) => (await searchesOf(page)).at(-1)?.variables.photo;
const cropOf = async (page: Page) => {
  const { x = 0, y = 0, width = 1, height = 1 } = (await lastPhoto(page))?.crop ?? {};
  return [x, y, width, height].map((value) => Math.round(value * 100) / 100);
};
const searchesSent = async (page: Page) => (await searchesOf(page)).length;
const part = (page: Page) => page.getByRole('slider', { name: 'Position' });
const edge = (page: Page, name: string) => page.getByRole('slider', { name });

/** Presses a key many times with nothing between: however busy the machine is, that is one walk. */
const walk = (slider: Locator, pressed: string, times: number) =>
  slider.evaluate(
    async (element, { key, steps }) => {
      for (let step = 0; step < steps; step += 1) {
        element.dispatchEvent(new KeyboardEvent('keydown', { key, shiftKey: true, bubbles: true }));
        // what it moved is drawn before the next
        await Promise.resolve();
      }
    },
    { key: pressed, steps: times },
  );

describe('cropping searches with what is let go', () => {
  test('drawn by the mouse, moved, stretched, and undone', async () => {
    const page = await edit();
    await dragMouse(page, [0.52, 0.02], [0.99, 0.98]);
    await expect.poll(() => cropOf(page)).toEqual([0.52, 0.02, 0.47, 0.96]);
    await expectFound(page, 'Pizza');

    await dragMouse(page, [0.75, 0.5], [0.25, 0.5]);
    await expect.poll(() => cropOf(page)).toEqual([0.02, 0.02, 0.47, 0.96]);
    await expectFound(page, 'Guitar');

    await dragMouse(page, [0.49, 0.5], [0.3, 0.5]);
    await expect.poll(() => cropOf(page)).toEqual([0.02, 0.02, 0.28, 0.96]);
    expect(await searchesSent(page)).toBe(4);

    await page.getByRole('button', { name: 'Whole photo' }).click();
    await expect.poll(() => cropOf(page)).toEqual([0, 0, 1, 1]);
    await expect
      .poll(() => part(page).getAttribute('aria-valuetext'))
      .toBe('0% from the left, 0% from the top');
  });

  test('not with what is given up by ESC, nor with a click', async () => {
    const page = await edit();
    const [start, end] = [await at(page, 0.1, 0.1), await at(page, 0.6, 0.6)];
    await page.mouse.move(start.x, start.y);
    await page.mouse.down();
    await page.mouse.move(end.x, end.y);
    await page.keyboard.press('Escape');
    await page.mouse.up();
    await expect
      .poll(() => part(page).getAttribute('aria-valuetext'))
      .toBe('0% from the left, 0% from the top');
    await page.locator('.crop-stage').waitFor();
    expect(await searchesSent(page)).toBe(1);
  });

  test('by a finger', async () => {
    const page = await edit({ width: 360, height: 740, touch: true });
    const [start, end] = [await at(page, 0.52, 0.02), await at(page, 0.97, 0.97)];
    const touch = await page.context().newCDPSession(page);
    const send = (type: 'touchStart' | 'touchMove' | 'touchEnd', points: { x: number; y: number }[]) =>
      touch.send('Input.dispatchTouchEvent', { type, touchPoints: points });
    await send('touchStart', [start]);
    await send('touchMove', [{ x: (start.x + end.x) / 2, y: (start.y + end.y) / 2 }]);
    await send('touchMove', [end]);
    await send('touchEnd', []);
    await expect.poll(async () => (await cropOf(page))[0]).toBeCloseTo(0.52, 1);
    await expectFound(page, 'Pizza');
  });

  test('by the keyboard, where it stands being said, and a walk of many steps being one search', async () => {
    const page = await edit();
    await edge(page, 'Left edge').focus();
    await walk(edge(page, 'Left edge'), 'ArrowRight', 5);
    await expect.poll(() => edge(page, 'Left edge').getAttribute('aria-valuetext')).toBe('50%');
    await expect.poll(() => cropOf(page)).toEqual([0.5, 0, 0.5, 1]);
    await expectFound(page, 'Pizza');
    expect(await searchesSent(page)).toBe(2);

    await part(page).focus();
    for (let step = 0; step < 6; step += 1) await page.keyboard.press('Shift+ArrowLeft');
    await page.keyboard.press('ArrowRight');
    await expect
      .poll(() => part(page).getAttribute('aria-valuetext'))
      .toBe('1% from the left, 0% from the top');
    await expect.poll(() => cropOf(page)).toEqual([0.01, 0, 0.5, 1]);
    await expectFound(page, 'Guitar');
  });

  test('leaving what was stepped searches at once', async () => {
    const page = await edit();
    await edge(page, 'Right edge').focus();
    for (let step = 0; step < 5; step += 1) await page.keyboard.press('Shift+ArrowLeft');
    await page.keyboard.press('Tab');
    await expect.poll(() => cropOf(page)).toEqual([0, 0, 0.5, 1]);
    await expectFound(page, 'Guitar');
  });
});

describe('turning', () => {
  test('searches with the turned photo; a part of it is told as of the upright one', async () => {
    const page = await edit();
    await page.getByRole('button', { name: 'Turn: Photo 1' }).click();
    await expect.poll(async () => (await lastPhoto(page))?.rotate).toBe(90);
    await expect
      .poll(() => page.locator('.crop-stage').evaluate((stage) => stage.clientWidth / stage.clientHeight))
      .toBeCloseTo(0.5, 1);
    // clockwise, the guitar comes to lie above the pizza
    await dragMouse(page, [0.02, 0.55], [0.98, 0.95]);
    await expect.poll(() => cropOf(page)).toEqual([0.55, 0.02, 0.4, 0.96]);
    for (let quarter = 0; quarter < 3; quarter += 1)
      await page.getByRole('button', { name: 'Turn', exact: true }).click();
    await expect.poll(() => lastPhoto(page)).not.toHaveProperty('rotate');
    await expectFound(page, 'Pizza');
    expect(await cropOf(page)).toEqual([0.55, 0.02, 0.4, 0.96]);
  });

  test('a photo that is stored turned is cropped as it is seen', async () => {
    const page = await edit({ exif: true });
    await dragMouse(page, [0.52, 0.02], [0.99, 0.98]);
    await expect.poll(() => cropOf(page)).toEqual([0.52, 0.02, 0.47, 0.96]);
    await expectFound(page, 'Pizza');
  });
});

describe('things in the photo', () => {
  test('are looked for when the editor is opened; a click searches with one', async () => {
    const page = await edit();
    await page.getByText(/objects? found/).waitFor();
    await page.getByRole('button', { name: /Search with this part.*Pizza/ }).click();
    await expect.poll(async () => (await cropOf(page))[0]).toBeGreaterThan(0.4);
    await expectFound(page, 'Pizza');
    await expectNoViolations(page);
  });

  test('a drag that begins on one draws; the click that ends it chooses nothing', async () => {
    const page = await edit();
    const guitar = page.getByRole('button', { name: /Search with this part.*Guitar/ });
    await guitar.waitFor();
    await dragMouse(page, [0.2, 0.4], [0.3, 0.6]);
    await expect.poll(() => cropOf(page)).toEqual([0.2, 0.4, 0.1, 0.2]);
    expect(await searchesSent(page)).toBe(2);
  });
});

test('ESC closes the editor and leaves the photo; the next one takes the photo away', async () => {
  const page = await edit();
  await page.keyboard.press('Escape');
  await page.locator('.crop-stage').waitFor({ state: 'detached' });
  await page.getByRole('img', { name: 'Photo 1' }).waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('img', { name: 'Photo 1' }).waitFor({ state: 'detached' });
});
