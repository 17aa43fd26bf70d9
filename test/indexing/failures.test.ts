import { readFileSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { Embedder } from '../../src/embedding/types.ts';
import { descendants, freePort, until } from '../helpers/program.ts';
import { picture, type Shop, startModel, startShop } from './harness.ts';

let embedder: Embedder;
let shop: Shop;

beforeAll(async () => {
  embedder = await startModel();
  shop = await startShop(embedder, { MAX_UPLOAD_MB: '1' });
});
afterEach(() => shop.reset());
afterAll(async () => {
  await shop.stop();
  await embedder.stop();
});

/** The code, attempts and retryability of a product's pictures, main one first. */
async function failures(externalId: string) {
  return (await shop.pictures(externalId)).map(({ indexing: { state, error, attempts } }) =>
    error === null ? state : { code: error.code, retryable: error.retryable, attempts },
  );
}

test('each failure keeps its reason, and one bad picture never stops the others', async () => {
  const { host } = shop;
  const status = (code: number) => host.serve(`/${code}`, (response) => response.writeHead(code).end());
  const png = await picture(1);
  await shop.sell(
    'A',
    `${host.url}/missing`,
    status(403),
    status(500),
    host.serve('/hangs', () => {}),
    `http://127.0.0.1:${await freePort()}/nobody`,
    host.serve('/large', Buffer.alloc(1_100_000)),
    host.serve('/svg', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>')),
    host.serve('/cut', (await picture(2)).subarray(0, 60)),
    'http://10.0.0.1/inside.png',
    host.serve('/good', png),
  );
  shop.index();
  await shop.done();
  expect(await failures('A')).toEqual([
    { code: 'NOT_FOUND', retryable: false, attempts: 1 },
    { code: 'FORBIDDEN', retryable: false, attempts: 1 },
    { code: 'UNREACHABLE', retryable: true, attempts: 6 },
    { code: 'TIMEOUT', retryable: true, attempts: 6 },
    { code: 'UNREACHABLE', retryable: true, attempts: 6 },
    { code: 'TOO_LARGE', retryable: false, attempts: 1 },
    { code: 'UNSUPPORTED_FORMAT', retryable: false, attempts: 1 },
    { code: 'CORRUPT', retryable: false, attempts: 1 },
    { code: 'BLOCKED_ADDRESS', retryable: false, attempts: 1 },
    'INDEXED',
  ]);
});

describe('what may pass is tried again', () => {
  test('not before its host asks for it, and then it is indexed', async () => {
    const bytes = await picture(3);
    const askedAtMs: number[] = [];
    const url = shop.host.serve('/busy', (response) => {
      askedAtMs.push(performance.now());
      if (askedAtMs.length === 1) response.writeHead(503, { 'retry-after': '1' }).end();
      else response.end(bytes);
    });
    await shop.sell('A', url);
    shop.index();
    await shop.done();
    const [first = 0, second = 0] = askedAtMs;
    expect(second - first).toBeGreaterThan(990);
    expect(await failures('A')).toEqual(['INDEXED']);
    expect(await shop.pictures('A')).toMatchObject([{ indexing: { error: null, attempts: 2 } }]);
  });

  test('when a person asks for it, without forgetting why meanwhile', async () => {
    let there = false;
    const bytes = await picture(4);
    const url = shop.host.serve('/later', (response) =>
      there ? response.end(bytes) : response.writeHead(404).end(),
    );
    await shop.sell('A', url);
    const indexer = shop.index();
    await shop.done();
    expect(await failures('A')).toMatchObject([{ code: 'NOT_FOUND' }]);
    there = true;
    expect(await indexer.jobs.start('FAILED')).toMatchObject({ total: 1 });
    await until(async () => (await indexer.jobs.live()).length === 0, 5000, 'the run ends');
    expect(await failures('A')).toEqual(['INDEXED']);
    expect(await indexer.jobs.start('FAILED')).toMatchObject({ total: 0, state: 'SUCCEEDED' });
  });

  test('a dead host does not keep the others waiting for its timeouts', async () => {
    const dead = Array.from({ length: 30 }, (_, i) => shop.host.serve(`/dead/${i}`, () => {}));
    for (const [i, url] of dead.entries()) await shop.sell(`dead ${i}`, url);
    const other = shop.host.serve('/good', await picture(5)).replace('127.0.0.1', 'localhost');
    await shop.sell('good', other);
    // of 30 timeouts of 1 s, 4 at once, only the first few are waited for
    shop.index({ timing: { retryBaseMs: 60_000, hostRestMs: 60_000 } });
    const startedMs = performance.now();
    for (;;) {
      const [image] = await shop.pictures('good');
      const all = await Promise.all(dead.map((_, i) => shop.pictures(`dead ${i}`)));
      const tried = all.filter(([one]) => one?.indexing.error !== null).length;
      if (image?.indexing.state === 'INDEXED' && tried === dead.length) break;
      if (performance.now() - startedMs > 60_000) throw new Error(`only ${tried} were tried`);
    }
    expect(shop.host.requests.filter((path) => path.startsWith('/dead')).length).toBeLessThan(15);
    expect((await shop.pictures('dead 29'))[0]?.indexing).toMatchObject({
      state: 'PENDING',
      attempts: 1,
      error: { code: 'UNREACHABLE', retryable: true },
    });
  });
});

describe('the process that opens pictures ends', () => {
  /** Ends it, as a picture that makes it crash would. */
  function crash(): void {
    for (const pid of descendants(process.pid)) {
      if (commandOf(pid).includes('embedding/child/main.ts')) process.kill(pid, 'SIGKILL');
    }
  }

  test('over one picture: that one fails, the batch around it is indexed', async () => {
    const poison = await picture(66);
    const urls = await Promise.all(
      Array.from({ length: 12 }, async (_, i) =>
        shop.host.serve(`/${i}`, i === 6 ? poison : await picture(100 + i)),
      ),
    );
    for (const [i, url] of urls.entries()) await shop.sell(`P${i}`, url);
    let crashes = 0;
    const cursed: Embedder = {
      ...embedder,
      model: embedder.model,
      async embedImage(bytes, options) {
        const answer = embedder.embedImage(bytes, options);
        if (bytes.equals(poison)) {
          crashes += 1;
          crash();
        }
        return await answer;
      },
    };
    shop.index({ embedder: cursed });
    expect(await shop.done(30_000)).toMatchObject({
      images: { indexed: 11, failed: 1 },
      failures: [{ code: 'MODEL_FAILED', count: 1 }],
    });
    expect(await failures('P6')).toEqual([{ code: 'MODEL_FAILED', retryable: false, attempts: 2 }]);
    expect(crashes).toBe(2);
  });
});

function commandOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
  } catch {
    return '';
  }
}
