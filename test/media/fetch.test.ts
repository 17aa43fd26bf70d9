import { once } from 'node:events';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createFetch, type FetchConfig } from '../../src/media/fetch.ts';
import { FetchError } from '../../src/media/fetch-error.ts';
import { type PictureHost, startPictureHost } from './picture-host.ts';

const MB = 1024 * 1024;
const config: FetchConfig = {
  MAX_UPLOAD_MB: 1,
  FETCH_TIMEOUT_MS: 20_000,
  FETCH_CONCURRENCY_PER_HOST: 4,
  FETCH_PRIVATE_NETWORKS: ['127.0.0.0/8'],
};
const { fetch: fetchPicture } = createFetch(config);
const { fetch: fetchImpatiently } = createFetch({ ...config, FETCH_TIMEOUT_MS: 300 });
const { fetch: fetchPublic } = createFetch({ ...config, FETCH_PRIVATE_NETWORKS: [] });
const bomb = gzipSync(Buffer.alloc(50 * MB));

const picture = Buffer.from('the bytes of a picture');
let host: PictureHost;
let endlessClosed: Promise<unknown>;

beforeAll(async () => {
  host = await startPictureHost({
    '/ok': (_, response) => response.end(picture),
    '/slash%20path?w=1&h=2': (_, response) => response.end(picture),
    '/exactly': (_, response) => response.end(Buffer.alloc(MB)),
    '/one-more': (_, response) => response.end(Buffer.alloc(MB + 1)),
    '/redirect': (_, response) => response.writeHead(302, { location: '/ok' }).end('moved'),
    '/loop': (_, response) => response.writeHead(302, { location: '/loop' }).end(),
    '/to-loopback': (_, response) =>
      response.writeHead(302, { location: `http://127.0.0.2:${host.port}/secret` }).end(),
    '/to-loopback-by-name': (_, response) =>
      response.writeHead(302, { location: `http://inside.example:${host.port}/secret` }).end(),
    '/to-ipv6-loopback': (_, response) =>
      response.writeHead(302, { location: `http://[::1]:${host.port}/secret` }).end(),
    '/to-file': (_, response) => response.writeHead(302, { location: 'file:///etc/passwd' }).end(),
    '/to-login': (_, response) => response.writeHead(302, { location: 'http://user:word@127.0.0.1/' }).end(),
    '/secret': (_, response) => response.end('secret'),
    '/gone': (_, response) => response.writeHead(410).end(),
    '/forbidden': (_, response) => response.writeHead(403).end(),
    '/busy': (_, response) => response.writeHead(429, { 'retry-after': '7' }).end(),
    '/busy-until': (_, response) =>
      response.writeHead(503, { 'retry-after': new Date(Date.now() + 60_000).toUTCString() }).end(),
    '/broken': (_, response) => response.writeHead(500).end(),
    '/hang': () => {},
    '/hang-in-body': (_, response) => {
      response.writeHead(200, { 'content-length': 100 });
      response.write('x');
    },
    '/drip': (_, response) => {
      const timer = setInterval(() => response.write('x'), 50);
      response.on('close', () => clearInterval(timer));
    },
    '/claims-too-much': (_, response) => {
      response.writeHead(200, { 'content-length': 5 * MB });
      response.write('x');
    },
    '/claims-too-little': (request, response) => {
      request.socket.end(
        Buffer.concat([
          Buffer.from('HTTP/1.1 200 OK\r\ncontent-length: 3\r\n\r\n'),
          Buffer.alloc(3 * MB, 'x'),
        ]),
      );
      response.on('error', () => {});
    },
    '/cut': (request, response) => {
      response.writeHead(200, { 'content-length': 1000 });
      response.write('half', () => request.socket.destroy());
    },
    '/endless': (_, response) => {
      endlessClosed = once(response, 'close');
      const more = () => {
        while (!response.destroyed && response.write(Buffer.alloc(65_536))) {}
      };
      response.on('drain', more);
      more();
    },
    '/bomb': (_, response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end(bomb),
    '/garbage': (request) => request.socket.end('this is not HTTP\r\n\r\n'),
  });
});
afterAll(() => host.stop());

/** What the fetch fails with. */
async function failure(fetching: Promise<Buffer>): Promise<FetchError> {
  const error = await fetching.then(
    () => new Error('it was fetched'),
    (thrown: unknown) => thrown,
  );
  if (error instanceof FetchError) return error;
  throw error;
}

describe('a picture is fetched', () => {
  test.each(['/ok', '/redirect', '/slash%20path?w=1&h=2#part'])('from %s', async (path) => {
    expect(await fetchPicture(host.url + path)).toEqual(picture);
  });

  test('through a host name whose address is allowed', async () => {
    expect(await fetchPicture(`http://localhost:${host.port}/ok`)).toEqual(picture);
  });

  test('up to the last byte that is allowed', async () => {
    expect(await fetchPicture(`${host.url}/exactly`)).toHaveLength(MB);
  });
});

describe('a host that answers with a failure', () => {
  test.each([
    ['/missing', 'NOT_FOUND', false],
    ['/gone', 'NOT_FOUND', false],
    ['/forbidden', 'FORBIDDEN', false],
    ['/busy', 'UNREACHABLE', true],
    ['/broken', 'UNREACHABLE', true],
    ['/cut', 'UNREACHABLE', true],
    ['/garbage', 'UNREACHABLE', true],
    ['/loop', 'UNREACHABLE', false],
    ['/bomb', 'UNREACHABLE', false],
    ['/one-more', 'TOO_LARGE', false],
    ['/claims-too-much', 'TOO_LARGE', false],
  ])('%s is %s', async (path, reason, retryable) => {
    expect(await failure(fetchPicture(host.url + path))).toMatchObject({ reason, retryable });
  });

  test('is left alone for as long as it asks, given in seconds or as a date', async () => {
    expect((await failure(fetchPicture(`${host.url}/busy`))).retryAfterMs).toBe(7000);
    const until = (await failure(fetchPicture(`${host.url}/busy-until`))).retryAfterMs;
    expect(until).toBeGreaterThan(50_000);
    expect(until).toBeLessThanOrEqual(60_000);
  });
});

describe('a host that lies', () => {
  test('about its length gives no more than it announced', async () => {
    expect(await fetchPicture(`${host.url}/claims-too-little`)).toEqual(Buffer.from('xxx'));
  });

  test('with an endless body is cut off at the limit', async () => {
    expect((await failure(fetchPicture(`${host.url}/endless`))).reason).toBe('TOO_LARGE');
    await endlessClosed;
  });

  test.each(['/hang', '/hang-in-body', '/drip'])('by never ending (%s) is given up in time', async (path) => {
    const started = performance.now();
    expect(await failure(fetchImpatiently(host.url + path))).toMatchObject({
      reason: 'TIMEOUT',
      retryable: true,
    });
    expect(performance.now() - started).toBeLessThan(5000);
  });

  test('is not waited for once the caller has gone', async () => {
    const caller = new AbortController();
    const fetching = fetchPicture(`${host.url}/hang`, caller.signal);
    caller.abort(new Error('gone'));
    await expect(fetching).rejects.toThrow('gone');
  });
});

describe('an address that is not allowed', () => {
  const secret = (hostname: string) => `http://${hostname}:${host.port}/secret`;

  test.each([
    '127.0.0.1',
    '127.1',
    '2130706433',
    '0x7f.0.0.1',
    '0177.0.0.1',
    '127.0.0.1.',
    '0.0.0.0',
    '[::1]',
    '[::]',
    '[::ffff:127.0.0.1]',
    '[::ffff:7f00:1]',
    'localhost',
  ])('%s is not connected to', async (hostname) => {
    expect(await failure(fetchPublic(secret(hostname)))).toMatchObject({
      reason: 'BLOCKED_ADDRESS',
      code: 'BLOCKED_ADDRESS',
      retryable: false,
    });
    expect(host.requests).not.toContain('/secret');
  });

  test('tells nothing about what is there: an open and a closed port read the same', async () => {
    const open = await failure(fetchPublic(secret('localhost')));
    const closed = await failure(fetchPublic('http://localhost:1/secret'));
    expect(open.message).toBe(closed.message);
    expect(open.message).not.toMatch(/127|::1|ECONN/);
  });

  test.each([
    ['/to-loopback', 'BLOCKED_ADDRESS'],
    ['/to-loopback-by-name', 'BLOCKED_ADDRESS'],
    ['/to-ipv6-loopback', 'BLOCKED_ADDRESS'],
    ['/to-file', 'UNREACHABLE'],
    ['/to-login', 'UNREACHABLE'],
  ])('is refused as the target of a redirect (%s)', async (path, reason) => {
    // 127.0.0.1 stands for the world outside, the rest of loopback for what is inside
    const { fetch: outside } = createFetch(
      { ...config, FETCH_PRIVATE_NETWORKS: ['127.0.0.1/32'] },
      (_name, _options, done) => done(null, [{ address: '127.0.0.2', family: 4 }]),
    );
    expect(await failure(outside(host.url + path))).toMatchObject({ reason, retryable: false });
    expect(host.requests).not.toContain('/secret');
  });

  test('is refused for a name that was public when it was looked up before', async () => {
    let lookups = 0;
    const { fetch: rebound } = createFetch(config, (_name, _options, done) => {
      lookups += 1;
      done(null, [{ address: lookups === 1 ? '127.0.0.1' : '10.0.0.1', family: 4 }]);
    });
    expect(await rebound(`http://shop.example:${host.port}/claims-too-little`)).toHaveLength(3);
    expect((await failure(rebound(`http://shop.example:${host.port}/ok`))).reason).toBe('BLOCKED_ADDRESS');
    expect(lookups).toBe(2);
  });

  test('is looked up once for all who ask for the same name at the same time', async () => {
    let lookups = 0;
    const { fetch: slow } = createFetch(config, (_name, _options, done) => {
      lookups += 1;
      setTimeout(() => done(null, [{ address: '127.0.0.1', family: 4 }]), 50);
    });
    await Promise.all(Array.from({ length: 4 }, () => slow(`http://shop.example:${host.port}/ok`)));
    expect(lookups).toBe(1);
  });

  test('is passed over where a name has others', async () => {
    const { fetch: mixed } = createFetch(config, (_name, _options, done) =>
      done(null, [
        { address: '10.0.0.1', family: 4 },
        { address: '127.0.0.1', family: 4 },
      ]),
    );
    expect(await mixed(`http://shop.example:${host.port}/ok`)).toEqual(picture);
  });
});

describe('an address that is not a picture address', () => {
  test.each([
    '',
    'shoe.jpg',
    'file:///etc/passwd',
    'ftp://example.com/a.jpg',
    'data:image/png;base64,AA',
    'http://',
  ])('%j is refused', async (url) => {
    expect((await failure(fetchPicture(url))).message).toMatch(/http or https URL/);
  });

  test('one with a password is refused', async () => {
    expect((await failure(fetchPicture(`http://user:word@127.0.0.1:${host.port}/ok`))).message).toMatch(
      /password/,
    );
  });

  test('an unknown host and a closed port read the same', async () => {
    const unknown = await failure(fetchPicture('http://no-such-host.invalid/a.jpg'));
    const closed = await failure(fetchPicture('http://127.0.0.1:1/a.jpg'));
    expect(unknown.reason).toBe('UNREACHABLE');
    expect(unknown.message).toBe(closed.message);
  });
});
