import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeDataFolder } from '../src/data-folder.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'data-folder-'));
});
afterAll(() => rm(folder, { recursive: true }));

test('is made with the folders above it, and taken as it is the next time', () => {
  const path = join(folder, 'a', 'b', 'c');
  makeDataFolder(path);
  makeDataFolder(path);
  expect(existsSync(path)).toBe(true);
});

test('one that is a file, or lies under one, or is a link to nothing, is named with what to do', async () => {
  const file = join(folder, 'file');
  const link = join(folder, 'link');
  await writeFile(file, '');
  await symlink(join(folder, 'gone'), link);
  for (const path of [file, join(file, 'below'), link]) {
    const make = () => makeDataFolder(path);
    expect(make).toThrow(`DATA_DIR ${path} can't be used`);
    expect(make).toThrow('Set it to a folder');
  }
});

test.runIf(process.platform === 'linux')(
  'where no folder can be made, the start ends with one line and exit code 2',
  async () => {
    const main = resolve(import.meta.dirname, '../src/main.ts');
    const start = promisify(execFile)(process.execPath, [main], {
      env: { ...process.env, PORT: '0', DATA_DIR: '/proc/vitrine' },
      timeout: 30_000,
      killSignal: 'SIGKILL',
    });
    await expect(start).rejects.toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/^vitrine: DATA_DIR \/proc\/vitrine can't be used: .*\n$/),
    });
  },
);
