import type { IncomingMessage, ServerResponse } from 'node:http';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createFetch, type FetchConfig } from '../../src/media/fetch.ts';
import type { Validators } from '../../src/media/types.ts';
import { type PictureHost, startPictureHost } from './picture-host.ts';

const config: FetchConfig = {
  MAX_UPLOAD_MB: 1,
  FETCH_TIMEOUT_MS: 20_000,
  FETCH_CONCURRENCY_PER_HOST: 4,
  FETCH_PRIVATE_NETWORKS: ['127.0.0.0/8'],
};
const { fetch, fetchIfChanged } = createFetch(config);
const { fetchIfChanged: fetchPublicIfChanged } = createFetch({ ...config, FETCH_PRIVATE_NETWORKS: [] });
const { fetchIfChanged: fetchImpatientlyIfChanged } = createFetch({ ...config, FETCH_TIMEOUT_MS: 300 });

const bytes = Buffer.from('the bytes of a picture');
const etag = '"v1"';
const lastModified = 'Sat, 21 Nov 2026 10:00:00 GMT';
const known: Validators = { etag, lastModified };
const none: Validators = { etag: null, lastModified: null };

let host: PictureHost;
/** The conditions that the last request to each path had. */
const asked = new Map<string, { readonly match: string | undefined; readonly since: string | undefined }>();

function note({ url = '', headers }: IncomingMessage): void {
  asked.set(url, { match: headers['if-none-match'], since: headers['if-modified-since'] });
}

/** Answers as RFC 9110, 13.2.2 orders: the entity tag counts, and the date only without one. */
function conditional(request: IncomingMessage, response: ServerResponse): void {
  note(request);
  const { 'if-none-match': match, 'if-modified-since': since } = request.headers;
  const isUnchanged = match === undefined ? since === lastModified : match === etag;
  if (isUnchanged) response.writeHead(304, { etag }).end();
  else response.writeHead(200, { etag, 'last-modified': lastModified }).end(bytes);
}

/** A picture whose answer has these headers. */
const saying =
  (headers: Record<string, string | string[]>) => (_: IncomingMessage, response: ServerResponse) =>
    response.writeHead(200, headers).end(bytes);

function moved(location: string) {
  return (request: IncomingMessage, response: ServerResponse) => {
    note(request);
    response.writeHead(302, { location }).end();
  };
}

beforeAll(async () => {
  host = await startPictureHost({
    '/picture': conditional,
    '/moved': moved('/picture'),
    '/moved-and-unchanged': moved('/always-unchanged'),
    '/always-unchanged': (request, response) => {
      note(request);
      response.writeHead(304).end();
    },
    '/plain': saying({}),
    '/weak': saying({ etag: 'W/"v1"' }),
    '/any': saying({ etag: '*' }),
    '/unquoted': saying({ etag: 'v1' }),
    '/long': saying({ etag: `"${'x'.repeat(299)}"`, 'last-modified': 'x'.repeat(301) }),
    '/longest': saying({ etag: `"${'x'.repeat(298)}"` }),
    '/binary': saying({ etag: '"\u00e9"', 'last-modified': '\u00e9' }),
    '/twice': saying({ etag: ['"a"', '"b"'] }),
    '/large': (_, response) => response.end(Buffer.alloc(1024 * 1024 + 1)),
    '/loop': (_, response) => response.writeHead(302, { location: '/loop' }).end(),
    '/hang': () => {},
  });
});
beforeEach(() => asked.clear());
afterAll(() => host.stop());

describe('a picture whose host is asked again', () => {
  test('comes with what the host can tell it by, which is shown to it the next time', async () => {
    const first = await fetchIfChanged(`${host.url}/picture`, none);
    expect(first).toEqual({ bytes, validators: known });
    expect(asked.get('/picture')).toEqual({ match: undefined, since: undefined });
    expect(await fetchIfChanged(`${host.url}/picture`, first?.validators ?? none)).toBeNull();
    expect(asked.get('/picture')).toEqual({ match: etag, since: lastModified });
  });

  test.each([
    { etag, lastModified: null },
    { etag: null, lastModified },
  ])('is not sent again where either of them is known and the same (%o)', async (one) => {
    expect(await fetchIfChanged(`${host.url}/picture`, one)).toBeNull();
  });

  test('is sent where it has changed', async () => {
    const before = { etag: '"v0"', lastModified };
    expect(await fetchIfChanged(`${host.url}/picture`, before)).toEqual({ bytes, validators: known });
  });

  test('without a condition is sent, by `fetch` too', async () => {
    expect(await fetch(`${host.url}/picture`)).toEqual(bytes);
    expect(asked.get('/picture')).toEqual({ match: undefined, since: undefined });
  });
});

describe('a redirect', () => {
  test('gets the conditions and does not pass them on; what comes after it is not told apart later', async () => {
    expect(await fetchIfChanged(`${host.url}/moved`, known)).toEqual({ bytes, validators: none });
    expect(asked.get('/moved')).toEqual({ match: etag, since: lastModified });
    expect(asked.get('/picture')).toEqual({ match: undefined, since: undefined });
  });

  test('to a host that calls everything unchanged is a failure', async () => {
    await expect(fetchIfChanged(`${host.url}/moved-and-unchanged`, known)).rejects.toMatchObject({
      reason: 'UNREACHABLE',
      retryable: false,
    });
  });
});

test('an "unchanged" that nobody asked for is a failure', async () => {
  const failure = { reason: 'UNREACHABLE', retryable: false };
  await expect(fetchIfChanged(`${host.url}/always-unchanged`, none)).rejects.toMatchObject(failure);
  await expect(fetch(`${host.url}/always-unchanged`)).rejects.toMatchObject(failure);
});

test.each([
  ['/plain', none],
  ['/weak', { etag: 'W/"v1"', lastModified: null }],
  ['/longest', { etag: `"${'x'.repeat(298)}"`, lastModified: null }],
  ['/long', none],
  ['/any', none],
  ['/unquoted', none],
  ['/binary', none],
  ['/twice', none],
])('of what a host says, no more is kept than can be sent back to it: %s', async (path, validators) => {
  expect(await fetchIfChanged(host.url + path, none)).toEqual({ bytes, validators });
});

test('the limits hold with a condition too: address, size, hops, time, and whether the caller is there', async () => {
  await expect(fetchPublicIfChanged(`${host.url}/picture`, known)).rejects.toMatchObject({
    reason: 'BLOCKED_ADDRESS',
  });
  expect(asked.size).toBe(0);
  await expect(fetchIfChanged(`${host.url}/large`, known)).rejects.toMatchObject({ reason: 'TOO_LARGE' });
  await expect(fetchIfChanged(`${host.url}/loop`, known)).rejects.toMatchObject({ reason: 'UNREACHABLE' });
  await expect(fetchImpatientlyIfChanged(`${host.url}/hang`, known)).rejects.toMatchObject({
    reason: 'TIMEOUT',
  });
  const caller = new AbortController();
  const fetching = fetchIfChanged(`${host.url}/hang`, known, caller.signal);
  caller.abort(new Error('gone'));
  await expect(fetching).rejects.toThrow('gone');
});
