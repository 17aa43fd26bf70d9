import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { dataOf } from '../helpers/client.ts';
import { type Host, startHost } from '../indexing/harness.ts';
import { reindexJobs } from '../operations.ts';
import { failMany } from './failing.ts';
import { expectNoViolations, openBrowser, type TestBrowser } from './harness.ts';
import { drawing, type PagesSite, startPages } from './site.ts';

let browser: TestBrowser;
let site: PagesSite;
let host: Host;

beforeAll(async () => {
  host = await startHost();
  [browser, site] = await Promise.all([
    openBrowser(),
    startPages({ FETCH_PRIVATE_NETWORKS: '127.0.0.0/8' }, 'none'),
  ]);
});
afterAll(async () => {
  await browser.close();
  await site.stop();
  await host.stop();
});
beforeEach(async () => {
  await site.parts.database.kysely.deleteFrom('products').execute();
  await site.parts.database.kysely.deleteFrom('reindex_jobs').execute();
});

const rows = (page: Page) =>
  page.getByRole('listitem').filter({ has: page.getByRole('button', { name: /^Try again/ }) });
const choice = (page: Page, name: RegExp) =>
  page.getByRole('navigation', { name: 'By reason' }).getByRole('link', { name });

/** The milliseconds that the page's thread has worked. */
async function threadTime(page: Page): Promise<number> {
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable');
  const { metrics } = await session.send('Performance.getMetrics');
  await session.detach();
  return (metrics.find(({ name }) => name === 'ThreadTime')?.value ?? 0) * 1_000;
}

const failedAt = (page: Page) => rows(page).locator('time').getAttribute('datetime');

async function sell(externalId: string, sourceUrl: string): Promise<void> {
  await site.parts.catalog.createProduct({ externalId, title: `A ${externalId}`, images: [{ sourceUrl }] });
  await site.indexed();
}

test('5,000 failures are one list without an end, and stay quick to scroll', async () => {
  const last = await failMany(site, 5_000, ['NOT_FOUND', 'TIMEOUT', 'CORRUPT']);
  const page = await browser.newPage(site);
  await page.goto('/admin/failures');
  await page.getByText('100 of 5,000 shown').waitFor();
  await choice(page, /^All 5,000$/).waitFor();
  expect(await rows(page).first().textContent()).toContain(last);
  await page.evaluate(async () => {
    while (document.querySelectorAll('.failures-row').length < 5_000) {
      scrollTo(0, document.body.scrollHeight);
      await new Promise(requestAnimationFrame);
    }
  });
  await page.getByText('5,000 of 5,000 shown').waitFor();
  expect(await page.locator('.failures-row').last().textContent()).toContain('Lamp 1');

  const steps = 60;
  const spent = await threadTime(page);
  await page.evaluate(async (count) => {
    const step = document.body.scrollHeight / count;
    for (let at = count; at >= 0; at--) {
      scrollTo(0, at * step);
      await new Promise(requestAnimationFrame);
    }
  }, steps);
  // of the processor, so that it does not matter how busy this machine is with other things
  expect(((await threadTime(page)) - spent) / steps).toBeLessThan(50);
});

test('a reason is chosen in the address, explained, and left again by going back', async () => {
  await failMany(site, 9, ['NOT_FOUND', 'NOT_FOUND', 'TOO_LARGE']);
  const page = await browser.newPage(site);
  await page.goto('/admin/failures');
  await choice(page, /^Too large 3$/).click();
  await page.waitForURL('**/admin/failures?reason=TOO_LARGE');
  await page.getByRole('heading', { name: 'Too large' }).waitFor();
  await page.getByText('MAX_UPLOAD_MB').first().waitFor();
  await page.getByText('3 of 3 shown').waitFor();
  const first = rows(page).first();
  expect(await first.textContent()).toContain('The host says there is no such picture.');
  expect(await first.textContent()).toContain('tried 2 times');
  expect(await first.getByRole('link', { name: 'pictures.example.com' }).getAttribute('href')).toMatch(
    /^https:\/\/pictures\.example\.com\/lamp-/,
  );
  await first.getByRole('link', { name: /^Lamp/ }).click();
  await page.waitForURL('**/admin/products/**');
  await page.goBack();
  await page.goBack();
  await page.getByText('9 of 9 shown').waitFor();
});

test('one that can be mended is tried again, and leaves the list', async () => {
  const path = host.serve('/lamp', Buffer.from('no picture'));
  await sell('mended', path);
  await sell('other', `${host.url}/missing`);
  const page = await browser.newPage(site);
  await page.goto('/admin/failures');
  await page.getByText('2 of 2 shown').waitFor();
  host.serve('/lamp', drawing('1f418').buffer);
  await page.getByRole('button', { name: 'Try again: A mended' }).click();
  await page.getByText('1 of 1 shown').waitFor();
  await expect.poll(() => rows(page).count()).toBe(1);
  // whoever works by keyboard goes on from the list
  await expect.poll(() => page.evaluate(() => document.activeElement?.tagName)).toBe('H2');
});

test('one that fails again stays, and can be tried once more', async () => {
  await sell('other', `${host.url}/missing`);
  const page = await browser.newPage(site);
  await page.goto('/admin/failures');
  await page.getByText('1 of 1 shown').waitFor();
  const before = await failedAt(page);
  await page.getByRole('button', { name: 'Try again: A other' }).click();
  await page.getByRole('status').getByText('Tried again: it still fails.').waitFor();
  await expect.poll(() => failedAt(page)).not.toBe(before);
  await page.getByRole('button', { name: 'Try again: A other' }).getByText('Try again').waitFor();
});

test('those of one reason are tried again by runs of their products, after it has said so', async () => {
  await failMany(site, 240, ['BLOCKED_ADDRESS', 'CORRUPT']);
  const page = await browser.newPage(site, { expected: [/pictures\.example\.com/] });
  await page.goto('/admin/failures?reason=CORRUPT');
  await page.getByRole('button', { name: 'Try these again' }).click();
  const dialog = page.getByRole('dialog', { name: 'Try 120 pictures again?' });
  await dialog.getByText('runs of up to 1,000 products').waitFor();
  await expectNoViolations(page);
  await dialog.getByRole('button', { name: 'Try again' }).click();
  await page.getByText('They are being tried again.').waitFor();
  const { nodes } = dataOf(await site.graphql(reindexJobs)).reindexJobs;
  expect(nodes.map(({ scope, total }) => [scope, total])).toEqual([['PRODUCTS', 120]]);
});

test('what fails, and what is mended elsewhere, shows itself', async () => {
  const page = await browser.newPage(site);
  await page.goto('/admin/failures');
  await page.getByRole('heading', { name: 'No picture has failed' }).waitFor();
  await expectNoViolations(page);
  await sell('late', `${host.url}/missing`);
  await page.getByText('1 of 1 shown').waitFor();
  await site.parts.database.kysely.deleteFrom('products').execute();
  site.parts.database.events.publish('index');
  await page.getByRole('heading', { name: 'No picture has failed' }).waitFor();
});

test.each([
  ['a desktop', {}],
  ['a dark phone in Russian', { width: 360, height: 740, dark: true, touch: true, locale: 'ru-RU' }],
])('on %s nothing is out of place', async (_name, view) => {
  await failMany(site, 30, ['NOT_FOUND', 'UNSUPPORTED_FORMAT']);
  const page = await browser.newPage(site, view);
  await page.goto('/admin/failures?reason=NOT_FOUND');
  await page.getByText(/Lamp 30/).waitFor();
  await expectNoViolations(page);
  await expect
    .poll(() => page.evaluate(() => document.documentElement.scrollWidth - innerWidth))
    .toBeLessThanOrEqual(0);
});

test('a list and counts that end with an error say so, and come back when asked', async () => {
  await failMany(site, 3, ['NOT_FOUND']);
  const page = await browser.newPage(site, { expected: [/Failed to load resource/] });
  let broken = true;
  await page.routeWebSocket(/\/graphql$/, (socket) => {
    const server = socket.connectToServer();
    socket.onMessage((message) => {
      const { id, type } = JSON.parse(String(message));
      if (!broken || type !== 'subscribe') return server.send(message);
      const error = { message: 'Too many.', extensions: { code: 'OVERLOADED', retryAfterSeconds: 3600 } };
      socket.send(JSON.stringify({ id, type: 'error', payload: [error] }));
    });
  });
  await page.route('**/graphql', (route) =>
    broken ? route.fulfill({ status: 503, body: '' }) : route.fallback(),
  );
  await page.goto('/admin/failures');
  const problem = (text: string) => page.getByRole('alert').filter({ hasText: text });
  const problems = [
    problem('The failed pictures could not be loaded.'),
    problem('The counts can not be kept up right now'),
  ];
  for (const each of problems) await each.waitFor();
  await expectNoViolations(page);
  broken = false;
  // each by itself: the one goes while the other is still there
  for (const each of problems) {
    await each.getByRole('button', { name: 'Try again' }).click();
    await each.waitFor({ state: 'detached' });
  }
  await page.getByText('3 of 3 shown').waitFor();
  await choice(page, /^All 3$/).waitFor();
  expect(await page.getByRole('alert').count()).toBe(0);
});
