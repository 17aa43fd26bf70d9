import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';

const script = fileURLToPath(new URL('../../bench/host.ts', import.meta.url));
const latencyMs = 120;
const stack = new AsyncDisposableStack();
let base = '';

beforeAll(async () => {
  const folder = await mkdtemp(join(tmpdir(), 'vitrine-host-'));
  stack.defer(() => rm(folder, { recursive: true }));
  for (const name of ['a.jpg', 'b.jpg']) await writeFile(join(folder, name), `bytes of ${name}`);
  const host = spawn(process.execPath, [script], {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: { ...process.env, HOST_PICTURES: folder, HOST_LATENCY_MS: String(latencyMs) },
  });
  stack.defer(async () => {
    const exited = once(host, 'exit');
    host.stdin.end();
    await exited;
  });
  const [line] = await once(createInterface(host.stdout), 'line');
  base = `http://127.0.0.1:${String(line).split(' ')[1]}`;
});
afterAll(() => stack.disposeAsync());

const askedFor = async () => await (await fetch(base, { method: 'POST' })).json();

test('the host sends its pictures by number, again and again, each no sooner than its latency, and counts them', async () => {
  expect(await askedFor()).toEqual({ requests: 0 });
  const started = performance.now();
  const answers = await Promise.all([0, 1, 2, 3].map((number) => fetch(`${base}/${number}.jpg`)));
  expect(performance.now() - started).toBeGreaterThanOrEqual(latencyMs - 1);
  expect(await Promise.all(answers.map((answer) => answer.text()))).toEqual([
    'bytes of a.jpg',
    'bytes of b.jpg',
    'bytes of a.jpg',
    'bytes of b.jpg',
  ]);
  expect(await askedFor()).toEqual({ requests: 4 });
  expect((await fetch(`${base}/none`)).status).toBe(404);
});
