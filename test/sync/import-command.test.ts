import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { connectDatabase } from '../../src/database/connect.ts';
import type { Database } from '../../src/database/database.ts';
import { type FreshDatabase, freshDatabase, silent } from '../helpers/database.ts';
import { run } from '../helpers/program.ts';
import { png } from '../media/workshop.ts';

let fresh: FreshDatabase;
let database: Database;
let folder: string;

beforeAll(async () => {
  fresh = await freshDatabase();
  // held open throughout, as by a server that runs beside the command
  database = await connectDatabase(fresh.config, silent);
  folder = await mkdtemp(join(tmpdir(), 'vitrine-import-'));
  await writeFile(join(folder, 'red.png'), await png(20, 10));
  await writeFile(join(folder, 'good.csv'), 'externalId,title,images\nA1,Shoe,red.png\nA2,Boot,\n');
  await writeFile(
    join(folder, 'bad.ndjson'),
    '{"externalId": "A3", "title": "Sock"}\n{"externalId": "A4"}\n',
  );
});
afterAll(async () => {
  await database.stop();
  await fresh.stop();
  await rm(folder, { recursive: true });
});

const command = (...args: string[]) => run('scripts/import.ts', fresh.environment, args);
const products = async () => (await database.kysely.selectFrom('products').select('id').execute()).length;

describe('npm run import', () => {
  test('stores a file beside a running server, and again without a change', async () => {
    const args = [join(folder, 'good.csv'), '--images-base', folder];
    const checked = command(...args, '--dry-run');
    expect(await checked.ended()).toBe(0);
    expect(checked.output()).toContain('2 lines: 2 good, 0 bad; nothing was stored');
    expect(await products()).toBe(0);

    const first = command(...args);
    expect([await first.ended(), first.output()]).toEqual([0, expect.stringContaining('2 created')]);
    const second = command(...args);
    expect([await second.ended(), second.output()]).toEqual([0, expect.stringContaining('2 unchanged')]);
    expect(await database.kysely.selectFrom('media').select(['width', 'height']).execute()).toEqual([
      { width: 20, height: 10 },
    ]);
  });

  test('ends with 1 where a line was bad, having stored the others', async () => {
    const program = command(join(folder, 'bad.ndjson'));
    expect(await program.ended()).toBe(1);
    expect(program.output()).toContain('line 2: title: text is expected');
    expect(program.output()).toContain('2 lines: 1 created, 0 updated, 0 unchanged, 1 failed');
  });

  test('shows what a bad line says, and lets it do nothing to the terminal', async () => {
    const file = join(folder, 'hostile.ndjson');
    await writeFile(file, '{"externalId": "A5", "title": "Hat", "\\u001b[2J": 1}\n');
    const program = command(file, '--dry-run');
    expect(await program.ended()).toBe(1);
    expect(program.output()).toContain('line 1: unknown field \uFFFD[2J');
    expect(program.output()).not.toContain('\u001b[2J');
  });

  test.each([
    [[], /name the file/],
    [['missing.csv'], /missing.csv is not there/],
    [['-'], /say --format/],
    [['a.csv', '--speed'], /--speed/],
  ])('called with %j ends with 2 and says how', async (args, reason) => {
    const program = command(...args);
    expect(await program.ended()).toBe(2);
    expect(program.output()).toMatch(reason);
  });

  test('explains itself', async () => {
    const program = command('--help');
    expect(await program.ended()).toBe(0);
    for (const field of ['externalId', 'inStock', 'attribute:NAME', '--dry-run']) {
      expect(program.output()).toContain(field);
    }
  });

  test('reads standard input, and stops after its batch on Ctrl-C', async () => {
    const child = spawn(
      process.execPath,
      ['scripts/run.mjs', 'scripts/import.ts', '-', '--format', 'ndjson'],
      {
        env: { PATH: process.env.PATH ?? '', ...fresh.environment },
        stdio: ['pipe', 'pipe', 'pipe'],
      },
    );
    let output = '';
    child.stdout.on('data', (text) => (output += text));
    child.stderr.on('data', (text) => (output += text));
    const before = await products();
    for (let i = 0; i < 250; i += 1) child.stdin.write(`{"externalId": "S${i}", "title": "Streamed"}\n`);
    // the first batch is stored, the rest waits for lines that never come
    while ((await products()) < before + 200) await new Promise((resolve) => setTimeout(resolve, 50));
    child.kill('SIGINT');
    const [code] = await once(child, 'close');
    expect([code, output]).toEqual([130, expect.stringContaining('Stopped before the end')]);
    expect(await products()).toBe(before + 200);
  });
});
