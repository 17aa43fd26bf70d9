import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { findChromium, launchChromium } from '../../scripts/browser/chromium.ts';
import { serverUrl } from '../helpers/database.ts';
import { freePort } from '../helpers/program.ts';
import { startServer, type TestServer } from '../helpers/server.ts';
import { drawing } from '../pages/site.ts';
import { type Block, blocksOf } from './blocks.ts';

const minutesMs = 60_000;
const root = new URL('../..', import.meta.url).pathname;

// as written, but for the two ports, which may be taken on this machine
let blocks: readonly Block[];
let pagePort: number;
let site: TestServer;
let folder: string;
// a front end knows the API alone: what holds on the embedded database holds on the other
const elsewhere = serverUrl !== undefined;

beforeAll(async () => {
  pagePort = await freePort();
  const page = readFileSync(join(root, 'docs/frontend.md'), 'utf8').replaceAll('5173', String(pagePort));
  const server = blocksOf(page).find(({ label }) => label === 'server');
  const [, origin = ''] = /^CORS_ORIGINS=(\S+) npm start$/m.exec(server?.text ?? '') ?? [];
  site = await startServer({ CORS_ORIGINS: origin, PAGES_DIR: 'none' });
  await sell(site);
  blocks = blocksOf(page.replaceAll('localhost:4000', new URL(site.url).host));
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'vitrine-frontend-')));
  mkdirSync(join(folder, 'vitrine'));
  cpSync(join(root, 'schema.graphql'), join(folder, 'vitrine/schema.graphql'));
});

afterAll(async () => {
  await site?.stop();
  rmSync(folder, { recursive: true, force: true });
});

test.skipIf(elsewhere)(
  'the page leads, step by step, to a front end that type-checks and builds',
  async () => {
    // the steps share a shell, as a reader's do: a file is written where the shell stands by then
    let cwd = join(folder, 'vitrine');
    for (const { language, label, text } of blocks) {
      if (language !== 'sh') {
        const file = join(cwd, label);
        mkdirSync(dirname(file), { recursive: true });
        writeFileSync(file, text);
      } else if (label === '') {
        const { stdout } = await shell(`set -e\n${text}\npwd`, cwd);
        cwd = stdout.trim().split('\n').at(-1) ?? cwd;
      }
    }
    expect(cwd).toBe(join(folder, 'shop'));
    expect(readFileSync(join(cwd, 'dist/index.html'), 'utf8')).toContain('/assets/');

    // the types are real: a field that is not there is refused
    const asked = join(cwd, 'src/index-status.tsx');
    writeFileSync(
      asked,
      readFileSync(asked, 'utf8').replace('{products} products', '{data.indexStatus.shelves}'),
    );
    await expect(shell('npx tsc', cwd)).rejects.toThrow(/shelves/);
    writeFileSync(asked, blocks.find(({ label }) => label === 'src/index-status.tsx')?.text ?? '');
  },
  8 * minutesMs,
);

const noChromium = (() => {
  try {
    findChromium();
    return false;
  } catch {
    return true;
  }
})();

test.skipIf(elsewhere || noChromium)(
  'it searches by a photo and by words, narrows, and is told what changes',
  async () => {
    const command = blocks.find(({ label }) => label === 'dev')?.text ?? '';
    const browser = await launchChromium();
    const dev = spawn('bash', ['-c', command], {
      cwd: join(folder, 'shop'),
      detached: true,
      stdio: 'ignore',
    });
    const ended = once(dev, 'exit');
    try {
      const page = await browser.newPage();
      page.setDefaultTimeout(2 * minutesMs);
      const problems: string[] = [];
      page.on('pageerror', ({ message }) => problems.push(message));
      await expect
        .poll(
          () =>
            page.goto(`http://localhost:${pagePort}/`).then(
              (answer) => answer?.ok(),
              () => false,
            ),
          { timeout: 2 * minutesMs },
        )
        .toBe(true);
      await page.getByText('4 products, 100 % found by photo, 0 pictures waiting').waitFor();

      await page.getByLabel('A photo:').setInputFiles(drawing('1f3b8'));
      await page.getByRole('listitem').first().getByText('Guitar').waitFor();
      const picture = page.getByRole('listitem').first().locator('img');
      await expect
        .poll(
          () => picture.evaluate((element) => element instanceof HTMLImageElement && element.naturalWidth),
          { timeout: minutesMs },
        )
        .toBeGreaterThan(0);
      await page.getByRole('button', { name: 'Food (3)' }).click();
      await page.getByRole('heading', { name: '3 products' }).waitFor();
      await page.getByRole('button', { name: 'Food (3)' }).click();

      await page.getByLabel('A photo:').setInputFiles([]);
      await page.getByLabel('or words:').fill('hot coffee');
      await page.getByRole('listitem').first().getByText('Hot coffee').waitFor();

      await site.parts.catalog.createProduct({ externalId: 'new', title: 'A new one' });
      await page.getByText('5 products').waitFor();
      expect(problems).toEqual([]);
    } finally {
      await browser.close();
      if (dev.pid !== undefined && dev.exitCode === null && dev.signalCode === null)
        process.kill(-dev.pid, 'SIGKILL');
      await ended;
      // a second attempt finds what the first found
      if ((await site.parts.catalog.productBy({ externalId: 'new' })) !== null) {
        await site.parts.catalog.deleteProduct({ externalId: 'new' });
      }
    }
  },
  5 * minutesMs,
);

async function sell({ parts: { media, catalog }, indexed }: TestServer): Promise<void> {
  const stock = [
    ['1f3b8', 'Guitar', 'Music'],
    ['2615', 'Hot coffee', 'Food'],
    ['1f34e', 'Red apple', 'Food'],
    ['1f355', 'Pizza', 'Food'],
  ] as const;
  for (const [code, title, category] of stock) {
    const { hash } = await media.store(drawing(code).buffer);
    await catalog.createProduct({ externalId: code, title, category, images: [{ mediaHash: hash }] });
  }
  await indexed();
}

async function shell(script: string, cwd: string): Promise<{ stdout: string }> {
  const env = { ...process.env, CI: '1', npm_config_audit: 'false', npm_config_fund: 'false' };
  try {
    return await promisify(execFile)('bash', ['-c', script], { cwd, env, maxBuffer: 16_000_000 });
  } catch (error) {
    const { stdout = '', stderr = '' } = error instanceof Error ? { stdout: '', stderr: '', ...error } : {};
    throw new Error(`${script}\n${stdout}\n${stderr}`, { cause: error });
  }
}
