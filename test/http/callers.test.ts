import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openDoor, type TestDoor } from './door.ts';

let door: TestDoor;
beforeAll(async () => {
  door = await openDoor({
    CORS_ORIGINS: 'https://shop.example.com,http://localhost:3000',
    PUBLIC_URL: 'https://search.example.com',
  });
});
afterAll(() => door[Symbol.asyncDispose]());

const json = { 'content-type': 'application/json' };
const hello = '{"query":"{ hello }"}';

/** Sends what fetch refuses to: a Host and an Origin of the test's choice. */
function send(path: string, method: string, headers: Record<string, string>, body = '') {
  return new Promise<{ status: number; headers: Record<string, unknown>; text: string }>(
    (resolve, reject) => {
      const sent = request({ port: door.port, path, method, headers }, async (response) => {
        const chunks = await response.toArray();
        const text = Buffer.concat(chunks).toString();
        resolve({ status: response.statusCode ?? 0, headers: response.headers, text });
      });
      sent.on('error', reject).end(body);
    },
  );
}

describe('a page of another origin', () => {
  test.each([
    ['JSON', json, hello],
    ['what a form sends', { 'content-type': 'multipart/form-data; boundary=x' }, '--x--'],
    ['plain text', { 'content-type': 'text/plain' }, hello],
  ])('may not call with %s', async (_what, headers, body) => {
    const { status, text } = await send(
      '/graphql',
      'POST',
      { ...headers, origin: 'https://evil.example' },
      body,
    );
    expect(status).toBe(403);
    expect(text).toContain('CORS_ORIGINS');
  });

  test.each([
    'null',
    'https://shop.example.com.evil.example',
    'http://shop.example.com',
    'file://',
    'nonsense',
  ])('is refused as %s', async (origin) => {
    const { status, headers } = await send('/graphql', 'POST', { ...json, origin }, hello);
    expect(status).toBe(403);
    expect(headers['access-control-allow-origin']).toBeUndefined();
  });

  test('may not open a stream', async () => {
    const headers = { ...json, accept: 'text/event-stream', origin: 'https://evil.example' };
    expect((await send('/graphql', 'POST', headers, '{"query":"subscription { ticks }"}')).status).toBe(403);
  });

  test.each(['cross-site', 'same-site'])('may not ask as an image or a link does, %s', async (site) => {
    const answer = await send('/graphql?query={hello}', 'GET', { 'sec-fetch-site': site });
    expect(answer.status).toBe(403);
  });

  test('may not ask beforehand', async () => {
    const headers = { origin: 'https://evil.example', 'access-control-request-method': 'POST' };
    expect((await send('/graphql', 'OPTIONS', headers)).status).toBe(403);
  });

  test('of the same machine but another port is another origin', async () => {
    const headers = { ...json, host: `localhost:${door.port}`, origin: 'http://localhost:8080' };
    expect((await send('/graphql', 'POST', headers, hello)).status).toBe(403);
  });
});

describe('allowed', () => {
  test('is an origin of CORS_ORIGINS, without credentials', async () => {
    const headers = { ...json, origin: 'https://shop.example.com' };
    const answer = await send('/graphql', 'POST', headers, hello);
    expect(answer.status).toBe(200);
    expect(answer.headers['access-control-allow-origin']).toBe('https://shop.example.com');
    expect(answer.headers['access-control-allow-credentials']).toBeUndefined();
    expect(answer.headers.vary).toContain('Origin');
  });

  test('its preflight', async () => {
    const headers = {
      origin: 'https://shop.example.com',
      'access-control-request-method': 'POST',
      'access-control-request-headers': 'content-type',
    };
    const answer = await send('/graphql', 'OPTIONS', headers);
    expect(answer.status).toBe(204);
    expect(answer.headers['access-control-allow-headers']).toBe('content-type');
    expect(answer.headers['access-control-allow-origin']).toBe('https://shop.example.com');
  });

  test.each([
    ['no origin at all, as from a server', {}],
    [
      'its own by IP address',
      (port: number) => ({ host: `127.0.0.1:${port}`, origin: `http://127.0.0.1:${port}` }),
    ],
    [
      'its own by name',
      (port: number) => ({ host: `localhost:${port}`, origin: `http://localhost:${port}` }),
    ],
    ['PUBLIC_URL, whatever Host the proxy sends', { origin: 'https://search.example.com' }],
    [
      'its own behind a proxy that speaks TLS',
      { host: 'search.example.com', origin: 'https://search.example.com' },
    ],
  ])('is %s', async (_what, extra) => {
    const more = typeof extra === 'function' ? extra(door.port) : extra;
    const answer = await send('/graphql', 'POST', { ...json, ...more }, hello);
    expect(answer.status).toBe(200);
    expect(JSON.parse(answer.text)).toEqual({ data: { hello: 'hello' } });
  });
});

describe('the name in Host', () => {
  test.each([
    'evil.example',
    'localhost.evil.example',
    '127.0.0.1.nip.io',
    '2130706433',
    'search.example.com@evil',
    '127.0.0.1:99999',
  ])('is refused as %j, naming the setting', async (host) => {
    const { status, text } = await send('/graphql', 'POST', { ...json, host }, hello);
    expect(status).toBe(421);
    expect(text).toContain('PUBLIC_URL');
  });

  test.each(['localhost', 'LOCALHOST:80', '[::1]:4000', '10.1.2.3', 'search.example.com'])(
    'is taken as %s',
    async (host) => {
      expect((await send('/health/live', 'GET', { host })).status).toBe(200);
    },
  );
});

test('a client that offers HTTP/2 is answered', async () => {
  const headers = {
    ...json,
    connection: 'Upgrade, HTTP2-Settings',
    upgrade: 'h2c',
    'http2-settings': 'AAMAAABk',
  };
  expect((await send('/graphql', 'POST', headers, hello)).status).toBe(200);
});

test('URLs in answers are under PUBLIC_URL, or under the name the caller used', async () => {
  const query = '{"query":"{ publicUrl }"}';
  expect((await send('/graphql', 'POST', json, query)).text).toContain('"https://search.example.com"');
  await using plain = await openDoor();
  const { body } = await plain.graphql('{ publicUrl }');
  expect(body).toEqual({ data: { publicUrl: plain.url } });
});
