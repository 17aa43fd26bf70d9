import { afterAll, beforeAll, beforeEach, expect, onTestFinished, test } from 'vitest';
import { dataOf } from '../helpers/client.ts';
import { createProduct } from '../operations.ts';
import { expectNoViolations, openBrowser, type TestBrowser } from './harness.ts';
import { type PagesProcess, startPagesProcess } from './site.ts';

let browser: TestBrowser;
let site: PagesProcess;

beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());
// each attempt begins with an empty catalogue, whatever the one before has killed
beforeEach(async () => {
  const started = await startPagesProcess();
  // after the page, which it would else be missed by
  onTestFinished(() => started.stop());
  site = started;
});

const expected = [/WebSocket/, /ERR_CONNECTION_REFUSED/, /Failed to load resource/];
const lost = /The server is not reached/;
const add = async (externalId: string) =>
  dataOf(await site.graphql(createProduct, { input: { externalId, title: 'Lamp' } }));

test('an empty catalogue says how to fill it, and shows the first product at once', async () => {
  const page = await browser.newPage(site);
  await page.goto('/admin');
  await page.getByRole('heading', { name: 'The catalogue is empty' }).waitFor();
  await expectNoViolations(page);
  await add('first');
  await page.getByText('1 without any picture').waitFor();
  await page.getByRole('heading', { name: 'The catalogue is empty' }).waitFor({ state: 'detached' });
});

test('a page that was open while the server was killed is right once it is back', async () => {
  const page = await browser.newPage(site, { expected });
  const products = page.getByRole('region', { name: 'Products' });
  await add('first');
  await page.goto('/admin');
  await products.getByText('1', { exact: true }).waitFor();
  await site.kill();
  await page.getByText(lost).waitFor();
  await expectNoViolations(page);
  // what was told stays, and the page stays usable
  await products.getByText('1', { exact: true }).waitFor();
  await page.getByRole('button', { name: 'Start a run' }).click();
  await page.getByRole('button', { name: 'Start', exact: true }).click();
  await page.getByRole('alert').getByText('The server is not reached.').waitFor();
  await expectNoViolations(page);
  await page.keyboard.press('Escape');

  await site.start();
  await add('second');
  await page.getByText(lost).first().waitFor({ state: 'hidden' });
  await products.getByText('2', { exact: true }).waitFor();
  await add('third');
  await products.getByText('3', { exact: true }).waitFor();
});

test('a subscription that ends with an error says so, keeps the page usable, and begins again when asked', async () => {
  const page = await browser.newPage(site, { expected });
  let refuses = true;
  await page.routeWebSocket(/\/graphql$/, (socket) => {
    const server = socket.connectToServer();
    socket.onMessage((message) => {
      const { id, type } = JSON.parse(String(message));
      const overloaded = { code: 'OVERLOADED', retryAfterSeconds: 3600 };
      if (refuses && type === 'subscribe')
        socket.send(
          JSON.stringify({ id, type: 'error', payload: [{ message: 'Too many.', extensions: overloaded }] }),
        );
      else server.send(message);
    });
  });
  await page.goto('/admin');
  await page.getByRole('alert').getByText('The server has too much to do.').waitFor();
  await page.getByText('Too many.').waitFor();
  await expectNoViolations(page);
  refuses = false;
  await page.getByRole('button', { name: 'Try again' }).click();
  await page.getByRole('heading', { name: 'The catalogue is empty' }).waitFor();
  await expect.poll(() => page.getByRole('alert').count()).toBe(0);
});
