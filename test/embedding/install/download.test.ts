import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { type DownloadLimits, downloadFile } from '../../../src/embedding/install/download.ts';
import { createHub } from '../../../src/embedding/install/hub.ts';
import type { KnownFile } from '../../../src/embedding/registry.ts';
import { failureOf } from './failure-of.ts';
import { etagOf, startHub, startProxy, type TestHub } from './hub-server.ts';
import { freshFolder, sha256 } from './registry.ts';

const limits: DownloadLimits = {
  pausesMs: [5, 5, 5],
  minBytesPerSecond: 1000,
  slowMs: 60_000,
  silenceMs: 5000,
  maxBytes: 1e6,
};
const bytes = Buffer.from(Array.from({ length: 200_000 }, (_, at) => (at * 7 + (at >> 8)) % 251));
const known: KnownFile = { path: 'onnx/a.onnx', name: 'a.onnx', bytes: bytes.length, sha256: sha256(bytes) };
const unknown: KnownFile = { ...known, bytes: null, sha256: null };
const where = '/shop/model/resolve/rev/onnx/a.onnx';
const model = { model: 'mine', repository: 'shop/model', revision: 'rev' };

let hub: TestHub;
let folder: string;
beforeEach(async () => {
  hub = await startHub({ [where]: bytes });
  folder = await freshFolder();
});

interface Altered {
  readonly file?: KnownFile;
  readonly limits?: Partial<DownloadLimits>;
  readonly signal?: AbortSignal;
  readonly token?: string;
  readonly address?: string;
  readonly freeBytes?: number;
  readonly onBytes?: (bytes: number, total: number | null) => void;
}

async function download(altered: Altered = {}): Promise<string> {
  const patience = { ...limits, ...altered.limits };
  const { address = hub.url, token } = altered;
  const client = createHub({ address, token, silenceMs: patience.silenceMs });
  onTestFinished(() => client.close());
  return await downloadFile(client, model, altered.file ?? known, folder, {
    limits: patience,
    signal: altered.signal,
    onBytes: altered.onBytes ?? (() => {}),
    freeBytes: async () => altered.freeBytes ?? 1e12,
  });
}

const ranges = () => hub.asked.map(({ headers }) => headers.range);
const isWhole = () => expect(readFileSync(join(folder, 'a.onnx')).equals(bytes)).toBe(true);

test('a file comes whole, under its name, and its hash is told', async () => {
  const told: [number, number | null][] = [];
  expect(await download({ onBytes: (...now) => told.push(now) })).toBe(known.sha256);
  isWhole();
  expect(readdirSync(folder)).toEqual(['a.onnx']);
  expect(told.at(-1)).toEqual([bytes.length, bytes.length]);
  expect(hub.asked).toHaveLength(1);
});

test('one that is there already is not fetched', async () => {
  await download();
  await download();
  expect(hub.asked).toHaveLength(1);
});

test('one whose size and hash nobody published is taken as it comes', async () => {
  expect(await download({ file: unknown })).toBe(known.sha256);
});

describe('a connection that is cut', () => {
  const cutAt = (at: number, until: number) =>
    hub.behave((request, response, { nth, etag }) => {
      if (nth > until) return false;
      const from = Number(/\d+/.exec(request.headers.range ?? 'bytes=0-')?.[0]);
      const rest = bytes.subarray(from);
      response.writeHead(from > 0 ? 206 : 200, {
        etag,
        'content-length': rest.length,
        ...(from > 0 ? { 'content-range': `bytes ${from}-${bytes.length - 1}/${bytes.length}` } : {}),
      });
      response.write(rest.subarray(0, at), () => setTimeout(() => response.destroy(), 100));
      return true;
    });

  test('is gone on with from where it was', async () => {
    cutAt(60_000, 2);
    await download();
    isWhole();
    expect(ranges()).toEqual([undefined, ...Array(2).fill(expect.stringMatching(/^bytes=[1-9]\d*-$/))]);
    expect(hub.asked[1]?.headers['if-range']).toBe(etagOf(bytes));
  });

  test('of which nothing vouches for the beginning is begun anew', async () => {
    hub.behave((_, response, { nth }) => {
      if (nth > 1) return false;
      response.writeHead(200, { 'content-length': bytes.length });
      response.write(bytes.subarray(0, 60_000), () => setTimeout(() => response.destroy(), 100));
      return true;
    });
    await download({ file: unknown });
    isWhole();
    expect(ranges()).toEqual([undefined, undefined]);
  });

  test('again and again is given up, and what came is kept', async () => {
    cutAt(1000, 1000);
    const error = await failureOf(download());
    expect(error.failure).toBe('HUB_UNREACHABLE');
    expect(error.message).toMatch(/did not give a\.onnx whole/);
    expect(hub.asked).toHaveLength(4);
    // what comes in the moment it is cut may get lost
    expect(readFileSync(join(folder, 'a.onnx.part')).length).toBeGreaterThanOrEqual(1000);
    expect(existsSync(join(folder, 'a.onnx'))).toBe(false);
  });

  test('that ends early without saying how much there is', async () => {
    hub.behave((_, response, { nth }) => {
      if (nth > 1) return false;
      response.writeHead(200, { 'transfer-encoding': 'chunked' });
      response.end(bytes.subarray(0, 500));
      return true;
    });
    await download();
    isWhole();
  });
});

describe('a later call', () => {
  const partly = (part: Buffer) => {
    writeFileSync(join(folder, 'a.onnx.part'), part);
    writeFileSync(
      join(folder, 'a.onnx.part.json'),
      JSON.stringify({ url: `${hub.url}${where}`, etag: etagOf(bytes) }),
    );
  };

  test('goes on', async () => {
    partly(bytes.subarray(0, 150_000));
    await download({ file: unknown });
    isWhole();
    expect(ranges()).toEqual(['bytes=150000-']);
  });

  test('starts anew where the file has changed meanwhile', async () => {
    partly(Buffer.alloc(150_000, 9));
    writeFileSync(
      join(folder, 'a.onnx.part.json'),
      JSON.stringify({ url: `${hub.url}${where}`, etag: '"old"' }),
    );
    await download({ file: unknown });
    isWhole();
  });

  test('starts anew where its beginning turns out another file’s', async () => {
    partly(Buffer.alloc(150_000, 9));
    await download();
    isWhole();
    expect(ranges()).toEqual(['bytes=150000-', undefined]);
  });

  test('asks for nothing where only the last step lacked', async () => {
    partly(bytes);
    await download();
    isWhole();
    expect(hub.asked).toHaveLength(0);
  });

  test('starts anew where there is more than there should be', async () => {
    partly(Buffer.concat([bytes, bytes]));
    await download();
    isWhole();
  });

  test.each<[string, Record<string, string>]>([
    ['another range', { 'content-range': `bytes 0-${bytes.length - 1}/${bytes.length}` }],
    ['a range of another file', { 'content-range': 'bytes 150000-299999/300000' }],
    ['no range', {}],
  ])('starts anew where the hub gives %s', async (_, headers) => {
    partly(bytes.subarray(0, 150_000));
    hub.behave((_request, response, { nth }) => {
      if (nth > 1) return false;
      response.writeHead(206, headers).end(bytes.subarray(0, 50_000));
      return true;
    });
    await download({ file: unknown });
    isWhole();
  });

  test('takes the whole where the hub ignores what was asked for', async () => {
    partly(bytes.subarray(0, 150_000));
    hub.behave((_, response) => {
      response.writeHead(200, { 'content-length': bytes.length }).end(bytes);
      return true;
    });
    await download();
    isWhole();
  });
});

describe('a hub that lies', () => {
  test('with another file of the same size', async () => {
    hub.behave((_, response) => {
      response.end(Buffer.alloc(bytes.length, 7));
      return true;
    });
    const error = await failureOf(download());
    expect(error.failure).toBe('WRONG_FILE');
    expect(error.message).toMatch(/gave a\.onnx with sha256 [0-9a-f]{64}, [0-9a-f]{64} is known/);
    expect(readdirSync(folder)).toEqual([]);
  });

  test('with a shorter one', async () => {
    hub.behave((_, response) => {
      response.writeHead(200, { 'content-length': 10 }).end(bytes.subarray(0, 10));
      return true;
    });
    const error = await failureOf(download());
    expect(error.message).toMatch(/a\.onnx with 10 bytes, 200000 are known/);
    expect(hub.asked).toHaveLength(1);
  });

  test.each([
    ['that has no end', known],
    ['that has no end, of unknown size', { ...unknown, sha256: null }],
  ])('with one %s', async (_, file) => {
    let sent = 0;
    hub.behave((_request, response) => {
      const more = () => {
        sent += 65_536;
        if (!response.destroyed) response.write(Buffer.alloc(65_536, 1), more);
      };
      more();
      return true;
    });
    const error = await failureOf(download({ file, limits: { maxBytes: 400_000 } }));
    expect(error.failure).toBe('WRONG_FILE');
    expect(error.message).toMatch(/goes on past the \d+ bytes/);
    expect(sent).toBeLessThan(20e6);
  });

  test('with a page that says it is one', async () => {
    hub.behave((_, response) => {
      response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end('<html>Log in</html>');
      return true;
    });
    const error = await failureOf(download());
    expect(error.failure).toBe('HUB_REFUSED');
    expect(error.message).toMatch(/a web page in place of a\.onnx, such as a login/);
  });

  test('with a page that does not', async () => {
    hub.behave((_, response) => {
      response.end('<!DOCTYPE html><title>Sign in</title>');
      return true;
    });
    expect((await failureOf(download({ file: unknown }))).message).toMatch(/a web page in place of/);
  });

  test('with a pointer in place of the file', async () => {
    hub.behave((_, response) => {
      response.end('version https://git-lfs.github.com/spec/v1\noid sha256:1234\nsize 200000\n');
      return true;
    });
    expect((await failureOf(download({ file: unknown }))).message).toMatch(
      /Git LFS pointer in place of a\.onnx/,
    );
  });
});

describe('a hub that refuses', () => {
  test.each([
    [401, /answers 401 for onnx\/a\.onnx of shop\/model@rev: set MODEL_HUB_TOKEN/],
    [403, /accept the terms/],
    [404, /it is not there; check MODEL_HUB/],
  ])('with %i is asked once', async (status, message) => {
    hub.behave((_, response) => {
      response.writeHead(status).end();
      return true;
    });
    const error = await failureOf(download());
    expect(error.failure).toBe('HUB_REFUSED');
    expect(error.message).toMatch(message);
    expect(hub.asked).toHaveLength(1);
  });

  test.each([429, 500, 503])('with %i is asked again', async (status) => {
    hub.behave((_, response, { nth }) => {
      if (nth > 2) return false;
      response.writeHead(status).end('busy');
      return true;
    });
    await download();
    isWhole();
    expect(hub.asked).toHaveLength(3);
  });
});

test('a hub that can not be reached is told as such', async () => {
  const error = await failureOf(download({ address: 'http://127.0.0.1:1' }));
  expect(error.failure).toBe('HUB_UNREACHABLE');
  expect(error.message).toMatch(/^http:\/\/127\.0\.0\.1:1 can't be reached \(.*ECONNREFUSED/);
});

test('one that drips is cut and gone on with', async () => {
  hub.behave((_, response, { nth, etag }) => {
    if (nth > 1) return false;
    response.writeHead(200, { etag, 'content-length': bytes.length });
    response.write(bytes.subarray(0, 1000));
    const drip = setInterval(() => response.write(bytes.subarray(0, 1)), 20);
    response.on('close', () => clearInterval(drip));
    return true;
  });
  await download({ limits: { minBytesPerSecond: 5000, slowMs: 150 } });
  isWhole();
  expect(hub.asked.length).toBeGreaterThan(1);
});

test('one that falls silent is cut and gone on with', async () => {
  hub.behave((_, response, { nth, etag }) => {
    if (nth > 1) return false;
    response.writeHead(200, { etag, 'content-length': bytes.length });
    response.write(bytes.subarray(0, 1000));
    return true;
  });
  await download({ limits: { silenceMs: 300 } });
  isWhole();
});

describe('the token', () => {
  const authorised = () => hub.asked.map(({ headers }) => headers.authorization);

  test('goes to the hub', async () => {
    await download({ token: 'hf_secret' });
    expect(authorised()).toEqual(['Bearer hf_secret']);
  });

  test('and not to where it sends on', async () => {
    const elsewhere = await startHub({ '/cdn/a': bytes });
    hub.behave((_, response) => {
      response.writeHead(302, { location: `${elsewhere.url}/cdn/a?signature=1` }).end();
      return true;
    });
    await download({ token: 'hf_secret' });
    isWhole();
    expect(authorised()).toEqual(['Bearer hf_secret']);
    expect(elsewhere.asked.map(({ headers }) => headers.authorization)).toEqual([undefined]);
  });

  test('that could break out of its header is refused untold', async () => {
    const error = await failureOf(download({ token: 'a\r\nx-evil: 1' }));
    expect(error.message).toMatch(/^MODEL_HUB_TOKEN holds a character/);
    expect(error.message).not.toMatch(/evil/);
  });
});

describe('being sent on', () => {
  test('in a circle ends', async () => {
    hub.behave((request, response) => {
      response.writeHead(302, { location: request.url }).end();
      return true;
    });
    expect((await failureOf(download())).message).toMatch(/sends on more than 5 times/);
  });

  test.each(['file:///etc/passwd', 'ftp://127.0.0.1/a', 'http://['])(
    'to %s is not followed',
    async (location) => {
      hub.behave((_, response) => {
        response.writeHead(302, { location }).end();
        return true;
      });
      expect((await failureOf(download())).failure).toBe('HUB_REFUSED');
    },
  );
});

test('a web server of another layout is asked by its template', async () => {
  const plain = await startHub({ '/files/mine/a.onnx': bytes });
  await download({ address: `${plain.url}/files/{name}/{file}` });
  isWhole();
});

describe('a proxy', () => {
  const inEnvironment = (settings: Record<string, string>) => {
    for (const [name, value] of Object.entries(settings)) vi.stubEnv(name, value);
    onTestFinished(() => {
      vi.unstubAllEnvs();
    });
  };

  test('is asked where the environment names one', async () => {
    const proxy = await startProxy(Number(new URL(hub.url).port));
    inEnvironment({ HTTP_PROXY: proxy.url });
    await download({ address: 'http://hub.example.com' });
    isWhole();
    expect(proxy.asked).toEqual(['hub.example.com:80']);
  });

  test('is not asked for what NO_PROXY names', async () => {
    inEnvironment({ HTTP_PROXY: 'http://127.0.0.1:1', NO_PROXY: '127.0.0.1' });
    await download();
    isWhole();
  });

  test('that does not answer is told as such', async () => {
    const silent = await startProxy(undefined);
    inEnvironment({ HTTP_PROXY: silent.url });
    const error = await failureOf(download({ limits: { silenceMs: 200, pausesMs: [5] } }));
    expect(error.message).toMatch(/can't be reached \(it does not answer\)/);
  });
});

test('a disk without room is known before anything is fetched', async () => {
  const error = await failureOf(download({ freeBytes: 1000 }));
  expect(error.failure).toBe('NO_ROOM');
  expect(error.message).toMatch(/has 1 kB free and 67 MB are needed/);
  expect(existsSync(join(folder, 'a.onnx.part'))).toBe(false);
});

test('stopping leaves what came, and the next call goes on', async () => {
  const stopping = new AbortController();
  hub.behave((_, response, { nth, etag }) => {
    if (nth > 1) return false;
    response.writeHead(200, { etag, 'content-length': bytes.length });
    response.write(bytes.subarray(0, 80_000));
    return true;
  });
  const stopped = download({
    signal: stopping.signal,
    onBytes: (now) => now >= 80_000 && stopping.abort(new Error('stopped by hand')),
  });
  await expect(stopped).rejects.toThrow('stopped by hand');
  await download();
  isWhole();
  expect(ranges()).toEqual([undefined, 'bytes=80000-']);
});
