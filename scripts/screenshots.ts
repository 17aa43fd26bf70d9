import { writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import sharp from 'sharp';
import { createClient, dataOf } from '../bench/client.ts';
import { startDemo } from '../bench/measure/demo.ts';
import { changedForm, startRun } from '../bench/runs.ts';
import { createWorkshop } from '../bench/workshop.ts';
import { readConfig } from '../src/config.ts';
import { messageOf } from '../src/errors.ts';
import { launchChromium } from './browser/chromium.ts';

const usage = `usage: npm run screenshots [-- --data FOLDER]

Starts a server with the demo, waits until it is indexed, and takes the README's pictures of its pages in Chromium into
docs/.

  --data FOLDER  keeps the demo there, so that the next time it need not be indexed again`;

const folder = 'docs';
// by the debugger: the page's policy lets nothing else run in it
const allShown = `document.querySelector('[class*=skeleton]') === null &&
  [...document.images].every((image) => image.complete || image.getBoundingClientRect().top > innerHeight)`;
const photo = 'test/fixtures/noto/1f3b8.png';
async function takeAll(browser: Browser, port: number): Promise<void> {
  const client = createClient(port);
  const url = `http://127.0.0.1:${port}`;

  const desk = { viewport: { width: 1280, height: 860 }, deviceScaleFactor: 1.5 };
  const dark = { ...desk, colorScheme: 'dark' } as const;
  const hand = {
    viewport: { width: 390, height: 844 },
    deviceScaleFactor: 2,
    hasTouch: true,
    isMobile: true,
  };
  const byPhoto = async (page: Page) => {
    await page.goto(url);
    await page.locator('input[type=file]').first().setInputFiles(photo);
    await page.locator('.card-title').first().waitFor();
  };
  await take(browser, 'search-by-photo', desk, byPhoto);
  await take(browser, 'search-dark', dark, byPhoto);
  await take(browser, 'search-phone', hand, byPhoto);

  dataOf(await client.send(startRun('ALL')), changedForm);
  await take(browser, 'admin', desk, async (page) => {
    await page.goto(`${url}/admin`);
    // until its rate is known
    await page.getByRole('progressbar').first().waitFor();
    await sleep(10_000);
  });
  client.stop();
}

/** A picture of what somebody sees who looks this way, once all of it is there. */
async function take(
  browser: Browser,
  name: string,
  view: BrowserContextOptions,
  arrange: (page: Page) => Promise<void>,
): Promise<void> {
  const context = await browser.newContext({ ...view, reducedMotion: 'reduce', locale: 'en-US' });
  const page = await context.newPage();
  await arrange(page);
  while (!(await page.evaluate(allShown))) await sleep(100);
  const path = join(folder, `${name}.png`);
  const taken = await sharp(await page.screenshot())
    .png({ palette: true, effort: 10 })
    .toBuffer();
  await writeFile(path, taken);
  await context.close();
  console.log(`${path}, ${Math.round(taken.length / 1000)} kB`);
}

const { values } = parseArgs({ options: { data: { type: 'string' }, help: { type: 'boolean' } } });
if (values.help) console.log(usage);
else {
  const { MODELS_DIR, EMBEDDER_THREADS } = readConfig();
  const workshop = createWorkshop({
    databaseUrl: undefined,
    modelsFolder: MODELS_DIR,
    threads: EMBEDDER_THREADS,
    say: (sentence) => console.error(sentence),
  });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void workshop.stop());
  try {
    const browser = await launchChromium();
    try {
      const data = values.data === undefined ? undefined : resolve(values.data);
      const { port } = await startDemo(workshop, data);
      await takeAll(browser, port);
    } finally {
      await browser.close();
    }
  } catch (error) {
    console.error(`screenshots: ${messageOf(error)}`);
    process.exitCode = 1;
  } finally {
    await workshop.stop();
  }
}
