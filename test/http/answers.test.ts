import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { VitrineError } from '../../src/errors.ts';
import { openDoor, type TestDoor } from './door.ts';

let door: TestDoor;
let folder: string;
const known = createHash('sha256').update('a picture').digest();
const widths: number[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pictures-'));
  const path = join(folder, 'picture.webp');
  await writeFile(path, 'the bytes');
  const variant = async (hash: Buffer, width: number) => {
    widths.push(width);
    if (width === 13) throw new VitrineError('OVERLOADED', 'Busy.', { retryAfterSeconds: 2 });
    if (width === 14) throw new Error('the disk is on fire');
    if (!hash.equals(known)) throw new VitrineError('NOT_FOUND', 'No such picture.');
    return { path, bytes: 9 };
  };
  door = await openDoor({}, { media: { variant } });
});
afterAll(async () => {
  await door[Symbol.asyncDispose]();
  await rm(folder, { recursive: true });
});

describe('a picture', () => {
  const path = `/pictures/${known.toString('hex')}?w=320`;

  test('is served for ever, and to no script', async () => {
    const response = await fetch(door.url + path);
    expect(response.status).toBe(200);
    expect(await response.text()).toBe('the bytes');
    expect(widths.at(-1)).toBe(320);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': 'image/webp',
      'content-length': '9',
      'cache-control': 'public, max-age=31536000, immutable',
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; sandbox",
      'cross-origin-resource-policy': 'cross-origin',
      etag: expect.stringMatching(/^".+"$/),
    });
  });

  test('that is there already is not sent again', async () => {
    const first = await fetch(door.url + path);
    await first.arrayBuffer();
    const etag = first.headers.get('etag') ?? '';
    for (const tags of [etag, `W/${etag}`, `"other", ${etag}`]) {
      const again = await fetch(door.url + path, { headers: { 'if-none-match': tags } });
      expect(again.status).toBe(304);
    }
    const other = await fetch(`${door.url}${path}0`, { headers: { 'if-none-match': etag } });
    expect(other.status).toBe(200);
    await other.arrayBuffer();
  });

  test('tells its size alone to HEAD', async () => {
    const response = await fetch(door.url + path, { method: 'HEAD' });
    expect(response.headers.get('content-length')).toBe('9');
    expect(await response.text()).toBe('');
  });

  test.each([
    ['an unknown one', `/pictures/${'0'.repeat(64)}`, 404],
    ['no hash', '/pictures/../../etc/passwd', 404],
    ['a hash that is too short', '/pictures/abcd', 404],
    ['a width that is none', `/pictures/${known.toString('hex')}?w=wide`, 400],
    ['a width of millions', `/pictures/${known.toString('hex')}?w=1000000`, 400],
    ['a busy server', `/pictures/${known.toString('hex')}?w=13`, 503],
    ['a fault of ours', `/pictures/${known.toString('hex')}?w=14`, 500],
  ])('is told apart from %s', async (_what, wrong, status) => {
    const response = await fetch(door.url + wrong);
    expect(response.status).toBe(status);
    expect(await response.text()).not.toContain('fire');
    if (status === 503) expect(response.headers.get('retry-after')).toBe('2');
  });
});

describe('health', () => {
  test('tells a part a line, and ready while the database answers', async () => {
    expect((await fetch(`${door.url}/health/live`)).status).toBe(200);
    const response = await fetch(`${door.url}/health/ready`);
    expect(response.status).toBe(200);
    const text = await response.text();
    expect(JSON.parse(text)).toMatchObject({
      ready: true,
      model: { state: 'off' },
      database: { kind: 'embedded' },
    });
    expect(text.split('\n').filter((line) => line.startsWith('  "'))).toHaveLength(3);
  });

  test('is not ready where the database fails or is silent, and says no secrets', async () => {
    const failing = {
      kind: 'server',
      vectors: 'pgvector',
      query: () => Promise.reject(new Error('password=hunter2')),
    } as const;
    const silent = { ...failing, query: () => new Promise<never>(() => {}) };
    for (const database of [failing, silent]) {
      await using unready = await openDoor({}, { database });
      const response = await fetch(`${unready.url}/health/ready`);
      expect(response.status).toBe(503);
      expect(await response.text()).not.toContain('hunter2');
      expect((await fetch(`${unready.url}/health/live`)).status).toBe(200);
    }
  });
});

describe('GraphiQL', () => {
  test('may load from, and send to, no other host', async () => {
    const response = await fetch(`${door.url}/graphiql`);
    const page = await response.text();
    const policy = response.headers.get('content-security-policy') ?? '';
    expect(policy).toMatch(/^default-src 'none'; /);
    expect(policy).not.toMatch(/https?:|\*/);
    const script = /<script>([\s\S]*)<\/script>/.exec(page)?.[1] ?? '';
    expect(policy).toContain(`'sha256-${createHash('sha256').update(script).digest('base64')}'`);
    const outside = page.replace(script, '').replace(/<style>[\s\S]*?<\/style>/, '');
    expect(outside).not.toMatch(/(src|href)="?(https?:)?\/\//);
    expect(outside).toContain('href="/"');
    expect(page).toContain('query Words');
  });

  test('is asked for once', async () => {
    const first = await fetch(`${door.url}/graphiql`);
    await first.arrayBuffer();
    const again = await fetch(`${door.url}/graphiql`, {
      headers: { 'if-none-match': first.headers.get('etag') ?? '' },
    });
    expect(again.status).toBe(304);
  });
});

test.each([
  ['GET', '/nothing', 404],
  ['GET', '//', 400],
  ['POST', '/', 405],
  ['DELETE', '/graphql', 405],
])('%s %s is answered %i in words', async (method, path, status) => {
  const response = await fetch(door.url + path, { method });
  expect(response.status).toBe(status);
  expect((await response.text()).length).toBeGreaterThan(10);
});
