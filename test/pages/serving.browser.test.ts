import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { expectNoViolations, openBrowser, type TestBrowser } from './harness.ts';
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

describe.each(['/', '/admin'])('%s', (path) => {
  test('shows itself, keeps to its policy and asks nobody else', async () => {
    const page = await browser.newPage(site);
    const response = await page.goto(path);
    expect(response?.headers()['content-security-policy']).toMatch(/^default-src 'none'; script-src 'self';/);
    await page.getByRole('heading', { level: 1 }).first().waitFor();
    await page.waitForLoadState('networkidle');
    await page.screenshot({ path: `/tmp/serve${path.replace('/', '-')}.png` });
  });

  test('has nothing that axe objects to', async () => {
    const page = await browser.newPage(site);
    await page.goto(path);
    await page.getByRole('heading', { level: 1 }).first().waitFor();
    await expectNoViolations(page);
  });
});
