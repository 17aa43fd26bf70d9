import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openBrowser, type TestBrowser } from './harness.ts';
import { askByWords, expectShown } from './search.ts';
import { type PagesSite, startPages } from './site.ts';

let browser: TestBrowser;
let site: PagesSite;
beforeAll(async () => {
  [browser, site] = await Promise.all([openBrowser(), startPages({ MODEL: 'none' }, 'none')]);
  await add('Chair');
});
afterAll(async () => {
  await browser.close();
  await site.stop();
});

const add = (title: string) => site.parts.catalog.upsertProducts([{ externalId: title, title }]);
const lost = (page: Page) => page.getByText('The server is not reached.').first();

test('details that can not be fetched leave the page as it is, and come once the server is back', async () => {
  const expected = [/net::ERR_FAILED|dynamically imported module|preload CSS/];
  const page = await browser.newPage(site, { expected });
  let isAway = true;
  await page.route(/\/(assets\/details-.*)?$/, (route) =>
    isAway && route.request().resourceType() !== 'document' ? route.abort() : route.continue(),
  );
  await page.goto('/');
  await askByWords(page, 'chair');
  await expectShown(page, 1);
  await page.locator('.card-link').first().click();
  const details = page.getByRole('dialog');
  const again = details.getByRole('button', { name: 'Try again' });
  await again.click();
  await page.keyboard.press('Escape');
  await details.waitFor({ state: 'hidden' });
  await expectShown(page, 1);

  await page.locator('.card-link').first().click();
  await again.waitFor();
  isAway = false;
  await again.click();
  await details.getByRole('heading', { name: 'Chair', level: 2 }).waitFor();
});

test('details are fetched after an answer, so that the server may be away when they are opened', async () => {
  const page = await browser.newPage(site, { expected: [/net::ERR_FAILED/] });
  const fetched: string[] = [];
  page.on('response', (response) => fetched.push(response.url()));
  await page.goto('/');
  await askByWords(page, 'chair');
  await expectShown(page, 1);
  await expect.poll(() => fetched).toContainEqual(expect.stringMatching(/\/assets\/details-.*\.js$/));
  expect(await page.getByRole('dialog').count()).toBe(0);
});

test('a connection that hangs half open is given up, and begun anew', async () => {
  const page = await browser.newPage(site);
  let hangs = false;
  let sockets = 0;
  await page.routeWebSocket(/\/graphql$/, (socket) => {
    sockets += 1;
    const server = socket.connectToServer();
    socket.onMessage((message) => {
      if (!hangs) server.send(message);
    });
  });
  await page.clock.install();
  await page.goto('/');
  await page.getByRole('heading', { level: 1 }).waitFor();
  await expect.poll(() => sockets).toBe(1);
  hangs = true;
  // the ping, and the wait for its answer
  await expect
    .poll(async () => {
      await page.clock.runFor(2_000);
      return sockets;
    })
    .toBeGreaterThan(1);
  hangs = false;
  await expect
    .poll(async () => {
      await page.clock.runFor(2_000);
      return lost(page).count();
    })
    .toBe(0);
});
