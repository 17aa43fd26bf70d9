import { randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { brotliCompress, gzip } from 'node:zlib';
import { readConfig } from '../src/config.ts';
import { messageOf } from '../src/errors.ts';
import { stampOfSources } from '../src/http/pages/stamp.ts';

const usage = `usage: npm run build

Builds the search page and the admin from src/web into PAGES_DIR (./dist/web), where their sources have changed since.
npm ci does it, and so does a server that starts and finds them missing.`;

const compressible = /\.(css|html|js|json|svg)$/;
const keptMs = 3_600_000;

/** Sees to it that the pages of today's sources are built. A crash, or another build at once, leaves nothing half. */
async function buildPages(folder: string): Promise<'built' | 'built already'> {
  const stamp = await stampOfSources();
  const target = join(folder, stamp);
  if (await exists(target)) return 'built already';
  const draft = join(folder, `.draft-${randomUUID()}`);
  await mkdir(draft, { recursive: true });
  try {
    const { build } = await import('vite');
    await build({
      configFile: fileURLToPath(new URL('../src/web/vite.config.ts', import.meta.url)),
      logLevel: 'warn',
      build: { outDir: draft },
    });
    await compress(draft);
    await rename(draft, target).catch(async (error: unknown) => {
      // another build of the same sources was first
      if (!(await exists(target))) throw error;
    });
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
  await forgetOld(folder, stamp);
  return 'built';
}

async function compress(folder: string): Promise<void> {
  const names = await readdir(folder, { recursive: true });
  await Promise.all(
    names
      .filter((name) => compressible.test(name))
      .map(async (name) => {
        const path = join(folder, name);
        const content = await readFile(path);
        const [br, gz] = await Promise.all([
          promisify(brotliCompress)(content),
          promisify(gzip)(content, { level: 9 }),
        ]);
        if (br.length < content.length) await writeFile(`${path}.br`, br);
        if (gz.length < content.length) await writeFile(`${path}.gz`, gz);
      }),
  );
}

/** Takes away earlier builds, and drafts of builds that were killed: not the youngest, which may be in use. */
async function forgetOld(folder: string, stamp: string): Promise<void> {
  for (const name of await readdir(folder)) {
    if (name === stamp || !/^([\da-f]{16}|\.draft-[\da-f-]{36})$/.test(name)) continue;
    const path = join(folder, name);
    const age = await stat(path).then(
      ({ mtimeMs }) => Date.now() - mtimeMs,
      () => 0,
    );
    if (age > keptMs) await rm(path, { recursive: true, force: true });
  }
}

function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}

/** What people can do something about, in words. */
function reasonOf(error: unknown, folder: string): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  switch (code) {
    case 'ERR_MODULE_NOT_FOUND':
      return 'Packages that build them are missing: run `npm ci`.';
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
    case 'ENOTDIR':
      return `${folder} can't be written to: allow this user to, or set PAGES_DIR to another folder.`;
    case 'ENOSPC':
      return `No space is left at ${folder}.`;
    default:
      return 'Their sources do not build: `npm run build` says where.';
  }
}

if (process.argv.includes('--help')) console.log(usage);
else {
  // React and Vite build for development where it says so
  process.env.NODE_ENV = 'production';
  // a build that a server began ends with it
  process.once('disconnect', () => process.exit(1));
  // whose end may have come before this line
  if (process.connected === false) process.exit(1);
  process.channel?.unref();
  const { PAGES_DIR } = readConfig();
  const folder = resolve(PAGES_DIR);
  try {
    if (PAGES_DIR === 'none') console.log('PAGES_DIR is none: no pages are built.');
    else console.log(`The pages are ${await buildPages(folder)}, in ${folder}.`);
  } catch (error) {
    console.error(messageOf(error));
    console.error(`build: ${reasonOf(error, folder)}`);
    process.exitCode = 1;
  }
}
