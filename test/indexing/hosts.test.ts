import type { ServerResponse } from 'node:http';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createGate } from '../../src/indexing/gate.ts';
import { createHosts, HostRestingError } from '../../src/indexing/hosts.ts';
import { createFetch } from '../../src/media/fetch.ts';
import { FetchError } from '../../src/media/fetch-error.ts';
import { type Host, startHost } from './harness.ts';

const never = new AbortController().signal;
const picture = Buffer.from('the bytes of a picture');
const minuteMs = 60_000;

let shop: Host;
let other: Host;
/** Requests that the shop's host has at once, now and at most. */
let atOnce: number;
let mostAtOnce: number;

beforeEach(async () => {
  [shop, other] = await Promise.all([startHost(), startHost()]);
  atOnce = 0;
  mostAtOnce = 0;
});
afterEach(async () => {
  await Promise.all([shop.stop(), other.stop()]);
});

/** Downloads as the indexer does: the host's turn, then one of the places that all hosts share. */
function downloader({ total = 32, maxPerHost = 24, restMs = minuteMs, timeoutMs = 20_000 } = {}) {
  const hosts = createHosts({ maxPerHost, restMs });
  const places = createGate(total);
  const { fetch } = createFetch({
    MAX_UPLOAD_MB: 1,
    FETCH_TIMEOUT_MS: timeoutMs,
    FETCH_CONCURRENCY_PER_HOST: maxPerHost,
    FETCH_PRIVATE_NETWORKS: ['127.0.0.0/8'],
  });
  return (url: string, signal: AbortSignal = never) =>
    hosts.download(
      url,
      async () => {
        const place = await places.enter(1, signal);
        return await fetch(url, signal).finally(place.release);
      },
      signal,
    );
}

/** Counts how many there are at once, and answers with a picture after a while. */
function slowly(latencyMs: number, answer = (response: ServerResponse) => response.end(picture)) {
  return (response: ServerResponse) => {
    atOnce += 1;
    mostAtOnce = Math.max(mostAtOnce, atOnce);
    setTimeout(() => {
      atOnce -= 1;
      answer(response);
    }, latencyMs);
  };
}

/** What a download fails with. */
async function failure(downloading: Promise<unknown>): Promise<Error> {
  const error = await downloading.then(
    () => new Error('it was downloaded'),
    (thrown: unknown) => thrown,
  );
  if (error instanceof Error) return error;
  throw error;
}

describe('a host that answers, though slowly', () => {
  test('is asked for more and more at once, up to the limit', async () => {
    const download = downloader({ maxPerHost: 20 });
    const url = shop.serve('/slow', slowly(50));
    const startedMs = performance.now();
    await Promise.all(Array.from({ length: 400 }, () => download(url)));
    expect(mostAtOnce).toBe(20);
    // four at once would take 5 s, twenty take 1 s
    expect(performance.now() - startedMs).toBeLessThan(3000);
  });

  test('and then cannot bear it is asked for fewer, and none is lost', async () => {
    const download = downloader();
    const bears = 10;
    let refusals = 0;
    const url = shop.serve('/limited', (response) => {
      if (atOnce < bears) return slowly(20)(response);
      refusals += 1;
      response.writeHead(429).end();
    });
    const persist = async () => {
      for (;;) {
        const error = await failure(download(url));
        if (error.message === 'it was downloaded') return;
        expect(error).toBeInstanceOf(FetchError);
      }
    };
    await Promise.all(Array.from({ length: 300 }, persist));
    expect(mostAtOnce).toBe(bears);
    expect(refusals).toBeGreaterThan(0);
    // a fixed 24 at once would be refused more often than not
    expect(refusals).toBeLessThan(60);
  });
});

test('pictures that hang do not slow down the others of their host', async () => {
  const download = downloader({ maxPerHost: 12, timeoutMs: 800 });
  const good = shop.serve('/good', slowly(20));
  const hangs = shop.serve('/hangs', () => {});
  const startedMs = performance.now();
  // one in twenty: were each a sign of a host that bears less, one place would be left for all
  const failures = await Promise.all(
    Array.from({ length: 400 }, (_, i) => failure(download(i % 20 === 19 ? hangs : good))),
  );
  expect(failures.filter(({ message }) => message === 'it was downloaded')).toHaveLength(380);
  expect(failures.filter((error) => error instanceof HostRestingError)).toHaveLength(0);
  expect(performance.now() - startedMs).toBeLessThan(6000);
});

describe('a host that asks to be left alone', () => {
  test.each([429, 503])('by HTTP %i and Retry-After is not asked for its other pictures', async (status) => {
    const download = downloader();
    const url = shop.serve('/busy', (response) => response.writeHead(status, { 'retry-after': '120' }).end());
    const first = await failure(download(url));
    expect(first).toMatchObject({ retryAfterMs: 120_000 });
    const second = await failure(download(`${shop.url}/another`));
    expect(second).toBeInstanceOf(HostRestingError);
    expect(second).toMatchObject({ retryAfterMs: expect.closeTo(120_000, -4) });
    expect(shop.requests).toEqual(['/busy']);
    expect(await download(other.serve('/picture', picture))).toEqual(picture);
  });

  test('also for those that wait their turn already', async () => {
    const download = downloader();
    const url = shop.serve('/busy', (response) => response.writeHead(429, { 'retry-after': '120' }).end());
    const failures = await Promise.all(Array.from({ length: 50 }, () => failure(download(url))));
    expect(failures.filter((error) => error instanceof HostRestingError)).toHaveLength(46);
    expect(shop.requests).toHaveLength(4);
  });

  test('is asked again after that', async () => {
    const download = downloader();
    let busy = true;
    const url = shop.serve('/busy', (response) => {
      if (busy) response.writeHead(429, { 'retry-after': '1' }).end();
      else response.end(picture);
      busy = false;
    });
    await failure(download(url));
    const resting = await failure(download(url));
    if (!(resting instanceof HostRestingError)) throw resting;
    expect(resting.retryAfterMs).toBeLessThanOrEqual(1000);
    await new Promise((resolve) => setTimeout(resolve, resting.retryAfterMs + 5));
    expect(await download(url)).toEqual(picture);
  });

  test('for hours does not keep its other pictures waiting for more than five minutes', async () => {
    const download = downloader();
    const url = shop.serve('/busy', (response) => response.writeHead(503, { 'retry-after': '36000' }).end());
    expect(await failure(download(url))).toMatchObject({ retryAfterMs: 36_000_000 });
    const resting = await failure(download(url));
    if (!(resting instanceof HostRestingError)) throw resting;
    expect(resting.retryAfterMs).toBeLessThanOrEqual(5 * minuteMs);
    expect(resting.retryAfterMs).toBeGreaterThan(4 * minuteMs);
  });
});

describe('a host that fails', () => {
  test('six times in a row is left alone for a while, and then tried with one', async () => {
    const restMs = 200;
    const download = downloader({ restMs });
    const url = shop.serve(
      '/broken',
      slowly(10, (response) => response.writeHead(500).end()),
    );
    for (let i = 0; i < 6; i += 1) expect(await failure(download(url))).toBeInstanceOf(FetchError);
    expect(await failure(download(url))).toBeInstanceOf(HostRestingError);
    expect(shop.requests).toHaveLength(6);
    await new Promise((resolve) => setTimeout(resolve, restMs + 5));
    mostAtOnce = 0;
    const failures = await Promise.all(Array.from({ length: 20 }, () => failure(download(url))));
    // the first one's failure makes it rest again, for all that wait
    expect(failures.filter((error) => error instanceof HostRestingError)).toHaveLength(19);
    expect(mostAtOnce).toBe(1);
  });

  test('all at once, after it had answered many at once, is left alone after that one round', async () => {
    const download = downloader();
    const url = shop.serve('/good', slowly(20));
    await Promise.all(Array.from({ length: 200 }, () => download(url)));
    expect(mostAtOnce).toBe(24);
    const asked = shop.requests.length;
    shop.serve(
      '/good',
      slowly(20, (response) => response.writeHead(500).end()),
    );
    const failures = await Promise.all(Array.from({ length: 200 }, () => failure(download(url))));
    expect(failures.filter((error) => error instanceof HostRestingError).length).toBeGreaterThan(160);
    expect(shop.requests.length - asked).toBeLessThan(40);
  });

  test('with a picture that is not there is no failing host', async () => {
    const download = downloader();
    for (let i = 0; i < 10; i += 1) {
      expect(await failure(download(`${shop.url}/missing`))).toMatchObject({ reason: 'NOT_FOUND' });
    }
    expect(await download(shop.serve('/picture', picture))).toEqual(picture);
  });

  test('by hanging does not hold up the pictures of another', async () => {
    const download = downloader({ total: 8, timeoutMs: 1500 });
    const hanging = shop.serve('/hangs', () => {});
    const good = other.serve('/picture', picture);
    let hasHangingEnded = false;
    const stuck = Promise.all(
      Array.from({ length: 100 }, () =>
        failure(download(hanging)).finally(() => {
          hasHangingEnded = true;
        }),
      ),
    );
    const pictures = await Promise.all(Array.from({ length: 200 }, () => download(good)));
    expect(pictures).toHaveLength(200);
    expect(hasHangingEnded).toBe(false);
    expect(shop.requests).toHaveLength(4);
    const failures = await stuck;
    // four at first, two of the half that is left, and that is enough
    expect(shop.requests).toHaveLength(6);
    expect(failures.filter((error) => error instanceof HostRestingError)).toHaveLength(94);
  });
});

test('who gives up waiting takes nobody else with it', async () => {
  const download = downloader({ maxPerHost: 1 });
  const caller = new AbortController();
  const url = shop.serve('/slow', slowly(100));
  const first = download(url);
  const second = download(url, caller.signal);
  const third = download(url);
  caller.abort(new Error('gone'));
  await expect(second).rejects.toThrow('gone');
  expect(await Promise.all([first, third])).toEqual([picture, picture]);
  expect(shop.requests).toHaveLength(2);
});
