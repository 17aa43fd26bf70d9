import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build } from 'vite';
import { z } from 'zod';
import { launchChromium } from '../../scripts/browser/chromium.ts';
import { openPage, type Seen } from '../opened-page.ts';
import { atMost, type Row } from '../report.ts';
import type { Sizes } from '../sizes.ts';
import { summarize } from '../statistics.ts';
import type { Workshop } from '../workshop.ts';
import { startDemo } from './demo.ts';
import { measurePageChanges } from './page-changes.ts';
import { measurePageSearches } from './page-searches.ts';

const mostPaintMs = 1_000;
const mostSearchKb = 120;
const libraries = fileURLToPath(new URL('../floor/page-libraries.ts', import.meta.url));
const pages = [
  { name: 'search page', path: '/', mostKb: mostSearchKb },
  { name: 'admin', path: '/admin', mostKb: null },
] as const;

/** What people see of it: the pages over the demo, in a Chromium on this machine. */
export async function measurePages(workshop: Workshop, sizes: Sizes): Promise<Row[]> {
  const browser = await launchChromium();
  try {
    const server = await startDemo(workshop);
    const floor = await workshop.startScript('floor/page.ts', {});
    const seen = { workshop, browser, port: server.port, floorPort: floor.port, sizes };
    workshop.say('opening pages');
    const rows = await measurePaint(seen);
    rows.push(...(await measureWeight(seen)));
    rows.push(...(await measurePageSearches(seen)));
    rows.push(await measurePageChanges(seen));
    return rows;
  } finally {
    await browser.close();
  }
}

async function measurePaint({ browser, port, floorPort, sizes }: Seen): Promise<Row[]> {
  const paint = async (of: number, path: string) => {
    const page = await openPage(browser, of, path);
    const ms = z.number().parse(await page.evaluate('bench.firstPaint()'));
    await page.context().close();
    return ms;
  };
  const rows: Row[] = [];
  for (const { name, path } of pages) {
    const [ours, floor]: [number[], number[]] = [[], []];
    for (let visit = 0; visit <= sizes.visits; visit++) {
      const [least, taken] = [await paint(floorPort, '/'), await paint(port, path)];
      // the first page of a browser that has just started waits for the browser
      if (visit === 0) continue;
      floor.push(least);
      ours.push(taken);
    }
    const [least, taken] = [summarize(floor), summarize(ours)];
    rows.push({
      measure: `${name}, first paint, p95`,
      unit: 'ms',
      floor: least.p95,
      ours: taken.p95,
      reach: atMost(taken.p95, mostPaintMs),
      details: { floor: least, ours: taken },
    });
  }
  return rows;
}

async function measureWeight({ browser, port }: Seen): Promise<Row[]> {
  const floor = kilobytes(await builtLibraries());
  const rows: Row[] = [];
  for (const { name, path, mostKb } of pages) {
    const page = await browser.newPage({ locale: 'en-US' });
    const scripts: Promise<Buffer>[] = [];
    page.on('response', (response) => {
      if (response.url().endsWith('.js')) scripts.push(response.body());
    });
    await page.goto(`http://127.0.0.1:${port}${path}`, { waitUntil: 'networkidle' });
    const ours = kilobytes(await Promise.all(scripts));
    await page.close();
    rows.push({
      measure: `${name}, scripts, gzip`,
      unit: 'kB',
      floor,
      ours,
      reach: mostKb === null ? null : atMost(ours, mostKb),
      details: { files: scripts.length },
    });
  }
  return rows;
}

function kilobytes(scripts: readonly (string | Buffer)[]): number {
  return scripts.reduce((sum, script) => sum + gzipSync(script, { level: 9 }).length, 0) / 1000;
}

async function builtLibraries(): Promise<string[]> {
  process.env.NODE_ENV = 'production';
  const built = await build({
    configFile: false,
    logLevel: 'error',
    build: { write: false, target: 'es2022', modulePreload: false, rolldownOptions: { input: libraries } },
  });
  const outputs = [built].flat().flatMap((each) => ('output' in each ? each.output : []));
  return outputs.flatMap((file) => (file.type === 'chunk' ? [file.code] : []));
}
