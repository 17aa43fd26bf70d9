import { sql } from 'kysely';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, onTestFinished, test, vi } from 'vitest';
import { dataOf } from '../helpers/client.ts';
import { reindex } from '../operations.ts';
import { expectNoViolations, openBrowser, type TestBrowser } from './harness.ts';
import { type HeldHost, startHeldHost } from './held-host.ts';
import { tabTo } from './keyboard.ts';
import { drawing, type PagesSite, startPages } from './site.ts';

let browser: TestBrowser;
let site: PagesSite;
let host: HeldHost;

/** Four pictures of each; more than are in hand at once. */
const products = 100;
/** As many as are in hand fewer, so that the next are taken. */
const some = 130;
const codes = ['1f34e', '1f355', '2615', '1f3a8'] as const;

beforeAll(async () => {
  [browser, site, host] = await Promise.all([
    openBrowser(),
    // a picture that is held must not time out
    startPages({ FETCH_PRIVATE_NETWORKS: '127.0.0.0/8', FETCH_TIMEOUT_MS: '600000' }),
    startHeldHost(),
  ]);
  const pictures = codes.map((code) => drawing(code).buffer);
  for (let at = 0; at < products; at += 1) {
    const images = pictures.map((picture, index) => ({
      sourceUrl: host.serve(`/${at}/${index}.png`, picture),
    }));
    await site.parts.catalog.createProduct({ externalId: `many-${at}`, title: `Figurine ${at}`, images });
  }
  await site.indexed();
});
afterAll(async () => {
  await browser.close();
  await site.stop();
  await host.stop();
});

const runOf = (page: Page, scope: string) =>
  page
    .getByRole('article')
    .filter({ has: page.getByRole('heading', { name: scope }) })
    .first();
const barOf = (page: Page) => runOf(page, 'Whole catalogue').getByRole('progressbar');
const shareOf = async (page: Page) => Number(await barOf(page).getAttribute('aria-valuenow'));
const figuresOf = (page: Page) => barOf(page).getAttribute('aria-valuetext');

async function startRunOfAll(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Start a run' }).click();
  await page.getByRole('radio', { name: /Whole catalogue/ }).check();
  await page.getByRole('button', { name: 'Start', exact: true }).click();
}

async function cancelAll(): Promise<void> {
  for (const { id } of await site.parts.indexer.jobs.live()) await site.parts.indexer.jobs.cancel(id);
}

/** Has runs last until the test ends, which leaves nothing in hand to the next. */
function holdRuns(): void {
  host.hold();
  onTestFinished(async () => {
    await cancelAll();
    host.release();
    await vi.waitFor(async () => {
      const { rows } = await sql`
        select 1 from image_indexing where lease_holder is not null limit 1`.execute(
        site.parts.database.kysely,
      );
      expect(rows).toEqual([]);
    }, 240_000);
  });
}

test('a run is started in one window, and moves, pauses, goes on and is cancelled in both', async () => {
  holdRuns();
  const one = await browser.newPage(site);
  const two = await browser.newWindow(one);
  const both = (state: string) =>
    Promise.all([one, two].map((page) => runOf(page, 'Whole catalogue').getByText(state).waitFor()));
  await Promise.all([one.goto('/admin'), two.goto('/admin/runs')]);
  await startRunOfAll(one);
  await both('Running');

  await two.getByRole('button', { name: 'Pause: Whole catalogue' }).click();
  await both('Paused');
  // what was in hand is finished; then both stand still, at the same
  await expect
    .poll(async () => {
      const before = await figuresOf(one);
      await one.waitForTimeout(700);
      return before === (await figuresOf(one)) && before === (await figuresOf(two));
    })
    .toBe(true);
  const stood = await shareOf(one);
  await expectNoViolations(one);
  await two.getByRole('button', { name: 'Cancel: Whole catalogue' }).click();
  await expectNoViolations(two);
  await two.getByRole('button', { name: 'Let it go on' }).click();

  await one.getByRole('button', { name: 'Resume: Whole catalogue' }).click();
  host.letThrough(some);
  await both('Running');
  await expect.poll(() => shareOf(one)).toBeGreaterThan(stood);
  await expect.poll(() => shareOf(two)).toBeGreaterThan(stood);
  await one.getByRole('button', { name: 'Pause: Whole catalogue' }).click();
  await both('Paused');

  await two.getByRole('button', { name: 'Cancel: Whole catalogue' }).click();
  await two.getByRole('button', { name: 'Cancel the run' }).click();
  await runOf(two, 'Whole catalogue').getByText('Cancelled').waitFor();
  await one.getByText('None. New and changed pictures are indexed by themselves.').waitFor();
});

test('a run is started, paused and cancelled by the keyboard alone', async () => {
  holdRuns();
  const page = await browser.newPage(site);
  await page.goto('/admin/runs');
  const start = page.getByRole('button', { name: 'Start a run' });
  await start.waitFor();
  await tabTo(page, 'To the content');
  await page.keyboard.press('Enter');
  await tabTo(page, 'Start a run');
  await page.keyboard.press('Enter');
  // the dialog's way out has the focus, then comes the scope that is chosen
  await page.locator('dialog :focus').waitFor();
  await page.keyboard.press('Tab');
  await page.keyboard.press('ArrowUp');
  await expect.poll(() => page.getByRole('radio', { name: /Whole catalogue/ }).isChecked()).toBe(true);
  await page.keyboard.press('Enter');
  await runOf(page, 'Whole catalogue').getByText('Running').waitFor();
  await expect.poll(() => start.evaluate((button) => button === document.activeElement)).toBe(true);

  await tabTo(page, 'Pause: Whole catalogue');
  await page.keyboard.press('Enter');
  await runOf(page, 'Whole catalogue').getByText('Paused').waitFor();
  // the same button resumes, and never lost the focus
  await page.keyboard.press('Enter');
  host.letThrough(some);
  await runOf(page, 'Whole catalogue').getByText('Running').waitFor();

  await tabTo(page, 'Cancel: Whole catalogue');
  await page.keyboard.press('Enter');
  await page.getByRole('dialog').waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'hidden' });
  // the focus is back where it was
  await tabTo(page, 'Cancel: Whole catalogue');
  await page.keyboard.press('Enter');
  await page.getByRole('dialog').waitFor();
  await tabTo(page, 'Cancel the run');
  await page.keyboard.press('Enter');
  await runOf(page, 'Whole catalogue').getByText('Cancelled').waitFor();
  await page.locator('main:focus').waitFor();
});

test('who asks for a run that goes on already is told so, and led to it', async () => {
  holdRuns();
  const page = await browser.newPage(site);
  await page.goto('/admin');
  await startRunOfAll(page);
  await page.getByText('The run has started.').first().waitFor();
  await startRunOfAll(page);
  await page
    .getByText(/goes on already/)
    .first()
    .waitFor();
  await page.getByRole('link', { name: 'Watch it' }).click();
  await page.getByRole('heading', { level: 1, name: 'Whole catalogue' }).waitFor();
  await page.getByRole('status').getByText('Running').waitFor();
  await expectNoViolations(page);
  await cancelAll();
  await page.getByRole('status').getByText('Cancelled').waitFor();
  await expect.poll(() => page.getByRole('button', { name: /Pause/ }).count()).toBe(0);
});

test('a run that was cancelled elsewhere meanwhile is no surprise', async () => {
  holdRuns();
  const page = await browser.newPage(site);
  await page.goto('/admin/runs');
  await startRunOfAll(page);
  await page.getByRole('button', { name: 'Cancel: Whole catalogue' }).first().click();
  await cancelAll();
  await page.getByRole('button', { name: 'Cancel the run' }).click();
  await runOf(page, 'Whole catalogue').getByText('Cancelled').waitFor();
  expect(await page.getByRole('alert').count()).toBe(0);
});

test('many runs are paged, newest first', async () => {
  for (let run = 0; run < 25; run++) dataOf(await site.graphql(reindex, { scope: 'FAILED' }));
  const page = await browser.newPage(site);
  await page.goto('/admin/runs');
  const total = (await site.parts.indexer.jobs.count()) - (await site.parts.indexer.jobs.live()).length;
  await expect.poll(() => page.getByRole('article').count()).toBeGreaterThanOrEqual(20);
  await expect
    .poll(async () => {
      await page.keyboard.press('End');
      return page.getByRole('article').count();
    })
    .toBeGreaterThanOrEqual(total);
  await runOf(page, 'Failed pictures').getByText('Done').waitFor();
});

test('the menu is behind a button on a phone, and nothing is wider than it', async () => {
  const page = await browser.newPage(site, { width: 360, height: 740, touch: true, dark: true });
  await page.goto('/admin');
  await page.getByRole('heading', { level: 1, name: 'Overview' }).waitFor();
  const navigation = page.getByRole('navigation', { name: 'Admin' });
  expect(await navigation.isVisible()).toBe(false);
  await page.getByRole('button', { name: 'Menu' }).click();
  await expectNoViolations(page);
  await navigation.getByRole('link', { name: 'Runs' }).click();
  await page.getByRole('heading', { level: 1, name: 'Runs' }).waitFor();
  await expect.poll(() => navigation.isVisible()).toBe(false);
  await expect.poll(() => page.title()).toBe('Runs · Vitrine admin');
  await page.getByRole('article').first().waitFor();
  await expectNoViolations(page);
  await expect.poll(() => page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
});

test('all of it is there in Russian', async () => {
  const page = await browser.newPage(site, { locale: 'ru-RU' });
  await page.goto('/admin/runs');
  await page.getByRole('heading', { level: 1, name: 'Индексация' }).waitFor();
  expect(await page.locator('html').getAttribute('lang')).toBe('ru-RU');
  await page.getByRole('article').first().getByText('Завершён').waitFor();
  await expectNoViolations(page);
});
