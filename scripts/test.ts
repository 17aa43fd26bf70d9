import { execFileSync, spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, resolve } from 'node:path';
import { messageOf } from '../src/errors.ts';
import { findChromium } from './browser/chromium.ts';

const usage = `usage: npm test [-- --slow] [-- FILE ...]
       npm run test:pages [-- --slow] [-- FILE ...]

Runs the tests on the embedded database, or on the PostgreSQL server that TEST_DATABASE_URL names (its user must be
allowed to create databases); test:pages runs those of the pages, in the Chromium of this machine (or that CHROMIUM
names). --slow runs the slow ones too. Everything else is handed to vitest.`;

const given = process.argv.slice(2);
if (given.includes('--help')) {
  console.log(usage);
  process.exit(0);
}
const slow = given.includes('--slow');
const pages = given.includes('--pages');
if (pages) {
  try {
    findChromium();
    execFileSync(process.execPath, ['scripts/run.mjs', 'scripts/build.ts'], { stdio: 'inherit' });
  } catch (error) {
    console.error(`test:pages: ${messageOf(error)}`);
    process.exit(1);
  }
}
const vitest = resolve(dirname(createRequire(import.meta.url).resolve('vitest/package.json')), 'vitest.mjs');
const child = spawn(
  process.execPath,
  [vitest, 'run', ...given.filter((argument) => argument !== '--slow' && argument !== '--pages')],
  {
    stdio: 'inherit',
    env: { ...process.env, ...(slow ? { TEST_SLOW: '1' } : {}), ...(pages ? { TEST_PAGES: '1' } : {}) },
  },
);
child.on('exit', (code, signal) => process.exit(signal === null ? (code ?? 1) : 1));
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => child.kill(signal));
