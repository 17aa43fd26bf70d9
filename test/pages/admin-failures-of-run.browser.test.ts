import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { dataOf } from '../helpers/client.ts';
import { reindex, upsertProducts } from '../operations.ts';
import { expectNoViolations, openBrowser, type TestBrowser } from './harness.ts';
import { type PagesSite, startPages } from './site.ts';

let browser: TestBrowser;
let site: PagesSite;
let runId: string;
const failing = 120;
const title = '<script>alert(1)</script> שעון';

beforeAll(async () => {
  [browser, site] = await Promise.all([openBrowser(), startPages()]);
  // addresses that are not public: refused at once, and asked of nobody
  const inputs = Array.from({ length: failing }, (_, at) => ({
    externalId: `refused-${at}`,
    title: at === failing - 1 ? title : `Lamp ${at}`,
    images: [{ url: `http://127.0.0.1/${at}.png` }],
  }));
  dataOf(await site.graphql(upsertProducts, { inputs }));
  await site.indexed();
  const { reindex: started } = dataOf(await site.graphql(reindex, { scope: 'FAILED' }));
  if (started.__typename !== 'ReindexSuccess') throw new Error(started.__typename);
  runId = started.job.id;
});
// what a test before has started is over: all have failed again
beforeEach(async () => {
  await expect.poll(() => site.parts.indexer.jobs.live()).toEqual([]);
  await site.indexed();
});
afterAll(async () => {
  await browser.close();
  await site.stop();
});

test('the overview tells what failed by reason, and leads to it', async () => {
  const page = await browser.newPage(site);
  await page.goto('/admin');
  const reason = page.getByRole('link', { name: /Address is not public/ });
  await reason.getByText(String(failing)).waitFor();
  expect(await reason.getAttribute('href')).toBe('/admin/failures?reason=BLOCKED_ADDRESS');
  // 12 of 132 products
  await page.getByText('9%', { exact: true }).waitFor();
  await expectNoViolations(page);
});

test('a run lists what failed, with its message, page after page, and asks no other host for it', async () => {
  const page = await browser.newPage(site);
  await page.goto(`/admin/runs/${runId}`);
  await page.getByText('Done, with failures').waitFor();
  await page.getByText('100 of 120 shown').waitFor();
  await page
    .getByText(/fetched from public addresses only/)
    .first()
    .waitFor();
  await expectNoViolations(page);
  const rows = page.getByRole('listitem').filter({ has: page.getByRole('button', { name: /^Try again/ }) });
  await expect
    .poll(
      async () => {
        await page.keyboard.press('End');
        return rows.count();
      },
      { timeout: 120_000 },
    )
    .toBe(failing);
  await page.getByText('120 of 120 shown').waitFor();
  await page.getByRole('link', { name: title }).waitFor();
});

test('one product, all that are listed, or all that failed are tried again', async () => {
  const page = await browser.newPage(site);
  await page.goto(`/admin/runs/${runId}`);
  await page.getByRole('button', { name: `Try again: ${title}` }).click();
  await page.getByText('They are being tried again.').first().waitFor();
  await page.getByRole('button', { name: 'Try the 100 products listed again' }).click();
  await page.getByRole('link', { name: 'Watch it' }).click();
  await page.getByRole('heading', { level: 1, name: 'Chosen products' }).waitFor();
  await page.getByText('100 of 100 pictures').waitFor();
  await page.goto(`/admin/runs/${runId}`);
  await page.getByRole('button', { name: 'Try all that failed again' }).click();
  await page.getByRole('link', { name: 'Watch it' }).click();
  await page.getByRole('heading', { level: 1, name: 'Failed pictures' }).waitFor();
  await page.getByText('120 of 120 pictures').waitFor();
});

test('a run that is not there any more is told so', async () => {
  const page = await browser.newPage(site);
  for (const id of ['UmVpbmRleEpvYjo5OTk5', 'nonsense', '%F0%9F%8D%8E']) {
    await page.goto(`/admin/runs/${id}`);
    await page.getByRole('heading', { level: 1, name: 'There is no such run' }).waitFor();
  }
  await expectNoViolations(page);
});

test('an address that is no page leads back', async () => {
  const page = await browser.newPage(site);
  await page.goto('/admin/nowhere');
  await page.getByRole('link', { name: 'To the overview' }).click();
  await page.getByRole('heading', { level: 1, name: 'Overview' }).waitFor();
  expect(new URL(page.url()).pathname).toBe('/admin');
});
