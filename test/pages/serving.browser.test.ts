import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Response } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { stampOfSources } from '../../src/http/pages/stamp.ts';
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
  test('shows itself, compressed and from this host alone', async () => {
    const page = await browser.newPage(site);
    const answers: Response[] = [];
    page.on('response', (response) => answers.push(response));
    await page.goto(path);
    await page.getByRole('heading', { level: 1 }).first().waitFor();
    const assets = answers.filter((response) => /\/assets\/.*\.(js|css)$/.test(response.url()));
    expect(assets.length).toBeGreaterThan(1);
    for (const response of assets) {
      // what is tiny grows by it
      if ((await response.body()).length > 1_000)
        expect(await response.headerValue('content-encoding')).toBe('br');
      expect(await response.headerValue('cache-control')).toContain('immutable');
    }
  });

  test('has nothing that axe objects to, in light and dark, on a desk and in a hand', async () => {
    for (const view of [{}, { dark: true }, { width: 360, height: 740, touch: true }]) {
      const page = await browser.newPage(site, view);
      await page.goto(path);
      await page.getByRole('heading', { level: 1 }).first().waitFor();
      await expectNoViolations(page);
    }
  });
});

test.each([
  ['en-US', 'en'],
  ['ru-RU', 'ru'],
])('all scripts of the search page are at most 120 kB, compressed by gzip: %s', async (locale, language) => {
  const page = await browser.newPage(site, { locale });
  const scripts: Response[] = [];
  page.on('response', (response) => {
    if (response.url().endsWith('.js')) scripts.push(response);
  });
  await page.goto('/');
  await page.waitForLoadState('networkidle');
  expect(await page.locator('html').getAttribute('lang')).toContain(language);
  const bodies = await Promise.all(scripts.map((script) => script.body()));
  const bytes = bodies.map((script) => gzipSync(script, { level: 9 }).length);
  expect(bytes.reduce((sum, each) => sum + each, 0)).toBeLessThan(120_000);
});

test('nothing runs in a page but what came with it', async () => {
  const page = await browser.newPage(site, { expected: [/Content Security Policy|status of 404/] });
  await page.goto('/');
  await page.evaluate(() => {
    const script = document.createElement('script');
    script.textContent = "document.title = 'inline'";
    document.body.append(script);
    const image = document.createElement('img');
    image.setAttribute('onerror', "document.title = 'handler'");
    image.src = '/pictures/none';
    document.body.append(image);
  });
  expect(await page.evaluate(() => fetch('http://127.0.0.2/').catch(() => 'refused'))).toBe('refused');
  expect(await page.title()).not.toMatch(/inline|handler/);
});

test('an address is opened again by a reload, and gone back to', async () => {
  const page = await browser.newPage(site);
  const heading = (name: string) => page.getByRole('heading', { level: 1, name }).waitFor();
  await page.goto('/admin/products');
  await heading('Products');
  await page.goto('/admin/settings');
  await heading('Settings');
  await page.reload();
  await heading('Settings');
  await page.goBack();
  await heading('Products');
  await page.goForward();
  await heading('Settings');
});

test('after another build a browser shows that, and asks again for nothing that stayed the same', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'pages-'));
  const built = join(folder, await stampOfSources());
  const build = async (version: string) => {
    await rm(built, { recursive: true, force: true });
    await mkdir(join(built, 'assets'), { recursive: true });
    const script = (name: string) => `<script src="/assets/${name}.js"></script>`;
    await writeFile(
      join(built, 'index.html'),
      `<!doctype html><link rel="icon" href="data:,">${script('same')}${script(version)}<h1></h1>`,
    );
    await writeFile(join(built, 'assets/same.js'), 'globalThis.same = 1');
    await writeFile(join(built, `assets/${version}.js`), `document.title = '${version}'`);
  };
  await build('first');
  const rebuilt = await startPages({ PAGES_DIR: folder, MODEL: 'none' }, 'none');
  try {
    const page = await browser.newPage(rebuilt);
    await page.goto('/');
    expect(await page.title()).toBe('first');
    await build('second');
    await rebuilt.goAway();
    await rebuilt.comeBack();
    await page.goto('/');
    expect(await page.title()).toBe('second');
    const sent = await page.evaluate(() =>
      performance
        .getEntriesByType('resource')
        .map((entry) => [new URL(entry.name).pathname, 'transferSize' in entry && entry.transferSize]),
    );
    expect(Object.fromEntries(sent)).toMatchObject({
      '/assets/same.js': 0,
      '/assets/second.js': expect.any(Number),
    });
  } finally {
    await rebuilt.stop();
    await rm(folder, { recursive: true });
  }
});
