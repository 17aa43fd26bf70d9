import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { brotliCompressSync, gunzipSync, gzipSync } from 'node:zlib';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { stampOfSources } from '../../src/http/pages/stamp.ts';
import { openPages, type Pages } from '../../src/http/pages.ts';
import { silent } from '../helpers/database.ts';
import { openDoor, type TestDoor } from './door.ts';

const script = `console.log(${JSON.stringify('x'.repeat(500))})`;
let folder: string;
let pages: Pages;
let door: TestDoor;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pages-'));
  const built = join(folder, await stampOfSources());
  await mkdir(join(built, 'assets'), { recursive: true });
  await writeFile(join(folder, 'secret.json'), '"hunter2"');
  await writeFile(join(built, 'index.html'), '<h1>Search</h1>');
  await writeFile(join(built, 'admin.html'), '<h1>Admin</h1>');
  await writeFile(join(built, 'assets/a-1.js'), script);
  await writeFile(join(built, 'assets/a-1.js.br'), brotliCompressSync(script));
  await writeFile(join(built, 'assets/a-1.js.gz'), gzipSync(script));
  pages = await openPages({ config: { PAGES_DIR: folder }, log: silent });
  door = await openDoor({}, {}, pages);
});
afterAll(async () => {
  await door[Symbol.asyncDispose]();
  await pages.stop();
  await rm(folder, { recursive: true });
});

/** The answer as it is sent: nothing is decompressed, and no path put in order. */
function ask(path: string, headers: Record<string, string> = {}, method = 'GET') {
  return new Promise<{ status: number; headers: Record<string, unknown>; body: Buffer }>(
    (resolve, reject) => {
      request({ port: door.port, path, headers, method }, (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () =>
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers,
            body: Buffer.concat(chunks),
          }),
        );
      })
        .on('error', reject)
        .end();
    },
  );
}

test.each([
  ['/', '<h1>Search</h1>'],
  ['/s/U2VhcmNoOjE', '<h1>Search</h1>'],
  ['/s/U2VhcmNoOjE?match=strong', '<h1>Search</h1>'],
  ['/admin', '<h1>Admin</h1>'],
  ['/admin/products/SKU%2F1.html', '<h1>Admin</h1>'],
])('%s is a page of its own address', async (path, body) => {
  const answer = await ask(path);
  expect(answer.status).toBe(200);
  expect(answer.body.toString()).toBe(body);
  expect(answer.headers).toMatchObject({
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 'no-cache',
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
  });
});

test('a page may run and load what is its own, and nothing else', async () => {
  const { headers } = await ask('/');
  const policy = new Map(
    String(headers['content-security-policy'])
      .split('; ')
      .map((directive) => [directive.split(' ')[0], directive.split(' ').slice(1).join(' ')]),
  );
  expect(Object.fromEntries(policy)).toEqual({
    'default-src': "'none'",
    'script-src': "'self'",
    'style-src': "'self'",
    'img-src': "'self' blob: data:",
    'connect-src': "'self'",
    'font-src': "'self'",
    'base-uri': "'none'",
    'form-action': "'self'",
    'frame-ancestors': "'none'",
  });
});

test('an asset is kept for ever, a page asked for again', async () => {
  const asset = await ask('/assets/a-1.js');
  expect(asset.headers).toMatchObject({
    'content-type': 'text/javascript; charset=utf-8',
    'cache-control': 'public, max-age=31536000, immutable',
  });
  for (const path of ['/', '/assets/a-1.js']) {
    const { headers } = await ask(path);
    const etag = String(headers.etag);
    const again = await ask(path, { 'if-none-match': `W/"other", ${etag}` });
    expect(again.status).toBe(304);
    expect(again.body).toHaveLength(0);
    expect(again.headers.etag).toBe(etag);
    expect((await ask(path, { 'if-none-match': '"other"' })).status).toBe(200);
  }
});

describe('what is sent compressed', () => {
  test.each([
    ['gzip, deflate, br, zstd', 'br'],
    ['GZIP;q=0.8', 'gzip'],
    ['br;q=0, gzip;q=0.5', 'gzip'],
    ['br;q=0', undefined],
    ['identity', undefined],
    ['', undefined],
  ])('to a caller that takes %j is %s', async (accepted, coding) => {
    const { headers, body } = await ask('/assets/a-1.js', { 'accept-encoding': accepted });
    expect(headers['content-encoding']).toBe(coding);
    expect(headers.vary).toMatch(/Origin.*Accept-Encoding/);
    expect(Number(headers['content-length'])).toBe(body.length);
    if (coding === undefined) expect(body.toString()).toBe(script);
    else expect(body.length).toBeLessThan(script.length / 2);
    if (coding === 'gzip') expect(gunzipSync(body).toString()).toBe(script);
  });

  test('has a tag of its own', async () => {
    const codings = ['br', 'gzip', 'identity'];
    const answers = await Promise.all(
      codings.map((coding) => ask('/assets/a-1.js', { 'accept-encoding': coding })),
    );
    expect(new Set(answers.map(({ headers }) => headers.etag)).size).toBe(3);
  });
});

test('HEAD tells the size alone', async () => {
  const { status, headers, body } = await ask('/assets/a-1.js', {}, 'HEAD');
  expect(status).toBe(200);
  expect(headers['content-length']).toBe(String(script.length));
  expect(body).toHaveLength(0);
});

test.each([
  '/assets/a-2.js',
  '/assets/',
  '/assets/a-1.js.br',
  '/assets/../../secret.json',
  '/assets/..%2f..%2fsecret.json',
  '/assets/%2e%2e/%2e%2e/secret.json',
  '/assets/..\\..\\secret.json',
  '/assets//etc/passwd',
  '/index.html',
  '/secret.json',
  '/sx',
  '/administrator',
])('%s is nothing', async (path) => {
  const { status, body } = await ask(path);
  expect(status).toBe(404);
  expect(body.toString()).not.toMatch(/hunter2|root:/);
});

test('without pages the server says where the API is', async () => {
  const off = await openPages({ config: { PAGES_DIR: 'none' }, log: silent });
  await using without = await openDoor({}, {}, off);
  for (const path of ['/', '/admin']) {
    const response = await fetch(without.url + path);
    expect(response.status).toBe(404);
    expect(await response.text()).toContain('/graphiql');
  }
});

test('where they can not be built a page says why, and shows itself once somebody has built them', async () => {
  const file = join(folder, 'a-file');
  await writeFile(file, '');
  const logged: string[] = [];
  const sink = new Writable({
    write(line, _encoding, done) {
      logged.push(String(line));
      done();
    },
  });
  const failing = await openPages({
    config: { PAGES_DIR: join(file, 'web') },
    log: pino(sink),
  });
  await using waiting = await openDoor({}, {}, failing);
  const first = await fetch(waiting.url);
  expect(first.status).toBe(503);
  expect(first.headers.get('refresh')).toBe('2');
  expect(await first.text()).toContain('The pages are being built');
  await expect.poll(async () => (await fetch(waiting.url)).text()).toContain("can't be written to");
  expect(logged.join()).toContain('ENOTDIR');
  expect((await waiting.graphql('{ hello }')).body).toEqual({ data: { hello: 'hello' } });

  await rm(file);
  const built = join(file, 'web', await stampOfSources());
  await mkdir(built, { recursive: true });
  await writeFile(join(built, 'index.html'), '<h1>Search</h1>');
  await expect.poll(async () => (await fetch(waiting.url)).text()).toBe('<h1>Search</h1>');
  await failing.stop();
});
