import { sql } from 'kysely';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { Embedder } from '../../src/embedding/types.ts';
import { createClaims } from '../../src/indexing/claims.ts';
import { skipGone } from '../../src/indexing/jobs/gone.ts';
import { hasEnded } from '../../src/indexing/jobs/jobs.ts';
import { releaseEnded } from '../../src/indexing/jobs/state.ts';
import type { Jobs, ReindexJob } from '../../src/indexing/types.ts';
import { until } from '../helpers/program.ts';
import { picture, type Shop, startModel, startShop, watched } from './harness.ts';

let embedder: Embedder;
let shop: Shop;

beforeAll(async () => {
  embedder = await startModel();
  shop = await startShop(embedder);
});
afterEach(async () => {
  await shop.reset();
  await sql`delete from reindex_jobs`.execute(shop.database.kysely);
});
afterAll(async () => {
  await shop.stop();
  await embedder.stop();
});

/** A product a path, with a picture of its own. */
async function stock(paths: readonly string[]): Promise<void> {
  for (const [i, path] of paths.entries()) await shop.sell(path, shop.host.serve(path, await picture(i)));
}

/** The run once it has ended. */
async function ended(jobs: Jobs, id: bigint): Promise<ReindexJob> {
  let last: ReindexJob | undefined;
  for await (const job of jobs.watch(id)) last = job;
  if (last === undefined || !hasEnded(last)) throw new Error('it did not end');
  return last;
}

/** An indexer whose model is counted, and can be held. */
function countedIndexer() {
  let embedded = 0;
  let go: () => void = () => {};
  let waiting: Promise<void> | undefined;
  const indexer = shop.index({
    embedder: watched(embedder, async () => {
      embedded += 1;
      await waiting;
    }),
  });
  return {
    jobs: indexer.jobs,
    embedded: () => embedded,
    hold() {
      waiting = new Promise((resolve) => {
        go = resolve;
      });
    },
    release: () => go(),
  };
}

describe('a run', () => {
  test('of what is missing takes it from the background, counts it and ends', async () => {
    await stock(['/a', '/b', '/c']);
    const job = await shop.jobs.start('MISSING');
    expect(job).toMatchObject({ scope: 'MISSING', state: 'QUEUED', total: 3, succeeded: 0 });
    const { jobs } = countedIndexer();
    expect(await ended(jobs, job.id)).toMatchObject({
      state: 'SUCCEEDED',
      total: 3,
      succeeded: 3,
      failed: 0,
    });
    expect((await shop.vectors()).size).toBe(3);
  });

  test('of nothing has ended when it begins', async () => {
    expect(await shop.jobs.start('MISSING')).toMatchObject({ state: 'SUCCEEDED', total: 0 });
    expect(await shop.jobs.live()).toEqual([]);
  });

  test('of ALL asks hosts what is new, and embeds every picture again', async () => {
    await stock(['/a', '/b']);
    const { jobs, embedded } = countedIndexer();
    await shop.done();
    expect(embedded()).toBe(2);
    shop.host.requests.length = 0;
    const job = await jobs.start('ALL');
    expect(await ended(jobs, job.id)).toMatchObject({ state: 'SUCCEEDED', succeeded: 2 });
    expect(embedded()).toBe(4);
    expect(shop.host.requests.toSorted()).toEqual(['/a', '/b']);
  });

  test('of products finds what its host has replaced, and skips what is the same', async () => {
    await stock(['/a', '/b']);
    const { jobs, embedded } = countedIndexer();
    await shop.done();
    const before = await hashes();
    shop.host.serve('/b', await picture(77));
    const job = await jobs.start('PRODUCTS', [{ externalId: '/a' }, { externalId: '/b' }]);
    expect(await ended(jobs, job.id)).toMatchObject({ total: 2, succeeded: 1, skipped: 1 });
    expect(embedded()).toBe(3);
    const after = await hashes();
    expect(after.get('/a')).toEqual(before.get('/a'));
    expect(after.get('/b')).not.toEqual(before.get('/b'));
  });

  test('does not send for bytes that its host says are unchanged', async () => {
    const bytes = await picture(5);
    let sent = 0;
    const url = shop.host.serve('/tagged', (response, request) => {
      if (request.headers['if-none-match'] === '"v1"') return response.writeHead(304).end();
      sent += 1;
      response.writeHead(200, { etag: '"v1"' }).end(bytes);
    });
    await shop.sell('A', url);
    const { jobs, embedded } = countedIndexer();
    await shop.done();
    const all = await jobs.start('ALL');
    expect(await ended(jobs, all.id)).toMatchObject({ succeeded: 1 });
    const some = await jobs.start('PRODUCTS', [{ externalId: 'A' }]);
    expect(await ended(jobs, some.id)).toMatchObject({ skipped: 1 });
    expect({ sent, embedded: embedded() }).toEqual({ sent: 1, embedded: 2 });
  });

  test('that fails over a picture which has a vector leaves it searchable, and tells why', async () => {
    await stock(['/a']);
    const { jobs } = countedIndexer();
    await shop.done();
    shop.host.serve('/a', (response) => response.writeHead(404).end());
    const job = await jobs.start('ALL');
    expect(await ended(jobs, job.id)).toMatchObject({
      state: 'SUCCEEDED',
      failed: 1,
      failures: [{ code: 'NOT_FOUND', count: 1 }],
    });
    expect(await shop.pictures('/a')).toMatchObject([
      { indexing: { state: 'INDEXED', error: { code: 'NOT_FOUND' } } },
    ]);
    expect((await shop.vectors()).size).toBe(1);
    expect((await jobs.failures(job.id, { first: 5 })).entries).toMatchObject([
      { node: { error: { code: 'NOT_FOUND', retryable: false } } },
    ]);
  });

  test('counts a picture that is deleted meanwhile as skipped, and ends', async () => {
    await stock(['/a', '/b']);
    const job = await shop.jobs.start('MISSING');
    await shop.catalog.deleteProduct({ externalId: '/a' });
    const { jobs } = countedIndexer();
    expect(await ended(jobs, job.id)).toMatchObject({ total: 2, succeeded: 1, skipped: 1 });
  });

  test('whose last picture is deleted has ended', async () => {
    await stock(['/a']);
    const job = await shop.jobs.start('MISSING');
    await shop.catalog.deleteProduct({ externalId: '/a' });
    expect(await shop.jobs.find(job.id)).toMatchObject({ state: 'SUCCEEDED', skipped: 1, total: 1 });
  });

  test('ends also where a picture was deleted while the run was being made', async () => {
    await stock(['/a']);
    const job = await shop.jobs.start('MISSING');
    // what that deletion left: it could not see the run's items yet
    await sql`insert into reindex_items (job_id, image_id, rank) values (${job.id}, 999999999, 1)`.execute(
      shop.database.kysely,
    );
    await sql`update reindex_jobs set total = total + 1 where id = ${job.id}`.execute(shop.database.kysely);
    await skipGone(shop.database);
    const { jobs } = countedIndexer();
    expect(await ended(jobs, job.id)).toMatchObject({ total: 2, succeeded: 1, skipped: 1 });
  });

  test('of FAILED leaves to the background what may do better later', async () => {
    const url = shop.host.serve('/a', (response) => response.writeHead(404).end());
    await shop.sell('/a', url);
    const { jobs } = countedIndexer();
    await shop.done();
    shop.host.serve('/a', (response) => response.writeHead(503, { 'retry-after': '3600' }).end());
    const job = await jobs.start('FAILED');
    expect(await ended(jobs, job.id)).toMatchObject({ failed: 1 });
    expect((await jobs.failures(job.id, { first: 1 })).entries).toMatchObject([
      { node: { error: { code: 'UNREACHABLE', retryable: true } } },
    ]);
    expect(await shop.pictures('/a')).toMatchObject([
      { indexing: { state: 'PENDING', error: { code: 'UNREACHABLE', retryable: true } } },
    ]);
  });

  test('leaves to the background what is in hand there when it is made', async () => {
    await stock(['/a', '/b']);
    const [held] = await createClaims(shop.database, shop.model.id, 60_000).take(1);
    await shop.jobs.start('MISSING');
    const { rows } = await sql<{ image_id: bigint }>`
      select image_id from image_indexing where job_id is null`.execute(shop.database.kysely);
    expect(rows).toEqual([{ image_id: held?.imageId }]);
  });

  test('that is gone ends for those who watch it', async () => {
    await stock(['/a']);
    const { id } = await shop.jobs.start('MISSING');
    const watching = shop.jobs.watch(id);
    expect(await watching.next()).toMatchObject({ value: { id } });
    await sql`delete from reindex_jobs`.execute(shop.database.kysely);
    shop.database.events.publish('index');
    await expect(watching.next()).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  test('over the same pictures as another one counts them too, and they are embedded once', async () => {
    await stock(['/a', '/b', '/c']);
    const missing = await shop.jobs.start('MISSING');
    const all = await shop.jobs.start('ALL');
    const one = await shop.jobs.start('PRODUCTS', [{ externalId: '/b' }]);
    const { jobs, embedded } = countedIndexer();
    expect(await ended(jobs, one.id)).toMatchObject({ total: 1, succeeded: 1 });
    expect(await ended(jobs, missing.id)).toMatchObject({ total: 3, succeeded: 3 });
    expect(await ended(jobs, all.id)).toMatchObject({ total: 3, succeeded: 3 });
    expect(embedded()).toBe(3);
  });

  test('of a scope that is going on is that run', async () => {
    await stock(['/a']);
    const [first, second] = await Promise.all([shop.jobs.start('MISSING'), shop.jobs.start('MISSING')]);
    expect(second.id).toBe(first.id);
  });

  test('of products is refused where there are a hundred runs, and the others still start', async () => {
    await stock(['/a']);
    await sql`insert into reindex_jobs (model_id, scope, state)
      select ${shop.model.id}, 'PRODUCTS', 'PAUSED' from generate_series(1, 100)`.execute(
      shop.database.kysely,
    );
    const more = shop.jobs.start('PRODUCTS', [{ externalId: '/a' }]);
    await expect(more).rejects.toMatchObject({ code: 'OVERLOADED' });
    expect(await shop.jobs.start('ALL')).toMatchObject({ state: 'QUEUED', total: 1 });
  });

  test('is not told about a product that is not there, or too many of them', async () => {
    await stock(['/a']);
    const missing = shop.jobs.start('PRODUCTS', [{ externalId: '/a' }, { externalId: 'nobody' }]);
    await expect(missing).rejects.toMatchObject({ code: 'NOT_FOUND', inputPath: ['products', '1'] });
    await expect(shop.jobs.start('PRODUCTS')).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
    await expect(shop.jobs.start('ALL', [{ id: 1n }])).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
    expect((await shop.jobs.list({ first: 5 })).entries).toEqual([]);
  });
});

describe('a person', () => {
  test('pauses, resumes and cancels, and does each twice without harm', async () => {
    await stock(['/a', '/b', '/c']);
    const { id } = await shop.jobs.start('MISSING');
    expect(await shop.jobs.pause(id)).toMatchObject({ state: 'PAUSED' });
    expect(await shop.jobs.pause(id)).toMatchObject({ state: 'PAUSED' });
    const { jobs, embedded } = countedIndexer();
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(embedded()).toBe(0);
    expect(await jobs.resume(id)).toMatchObject({ id });
    expect(await ended(jobs, id)).toMatchObject({ succeeded: 3 });
    await expect(jobs.cancel(id)).rejects.toMatchObject({ code: 'CONFLICT' });
    await expect(jobs.pause(id)).rejects.toMatchObject({ code: 'CONFLICT' });
    await expect(jobs.resume(999_999n)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  test('cancels, and what lacks a vector is indexed unasked again', async () => {
    await stock(['/a', '/b']);
    const { id } = await shop.jobs.start('MISSING');
    expect(await shop.jobs.cancel(id)).toMatchObject({ state: 'CANCELLED' });
    expect(await shop.jobs.cancel(id)).toMatchObject({ state: 'CANCELLED' });
    shop.index();
    await shop.done(5000);
    expect(await shop.jobs.find(id)).toMatchObject({ state: 'CANCELLED', succeeded: 0 });
  });

  test("'s change goes before a bulk run", async () => {
    await stock(Array.from({ length: 300 }, (_, i) => `/${i}`));
    const { id } = await shop.jobs.start('MISSING');
    const counted = countedIndexer();
    counted.hold();
    // the indexer has its hands full of the run
    await until(() => counted.embedded() > 0, 30_000, 'it begins');
    await shop.sell('mine', shop.host.serve('/mine', await picture(400)));
    counted.release();
    await until(
      async () => (await shop.pictures('mine'))[0]?.indexing.state === 'INDEXED',
      60_000,
      'mine is indexed',
    );
    const { succeeded = 0 } = (await counted.jobs.find(id)) ?? {};
    expect(succeeded).toBeLessThan(300);
    expect(await ended(counted.jobs, id)).toMatchObject({ succeeded: 300, total: 300 });
  });
});

test('pictures that a run leaves behind go back to the background', async () => {
  await stock(['/a']);
  const { id } = await shop.jobs.start('MISSING');
  // as where the process ended between the two
  await sql`update reindex_jobs set state = 'CANCELLED', finished_at = now() where id = ${id}`.execute(
    shop.database.kysely,
  );
  await releaseEnded(shop.database);
  shop.index();
  await shop.done(5000);
});

describe('lists', () => {
  test('of runs go newest first, page by page', async () => {
    for (let i = 0; i < 5; i++) await shop.jobs.start('MISSING');
    const first = await shop.jobs.list({ first: 3 });
    const after = first.entries[2]?.cursor ?? '';
    const rest = await shop.jobs.list({ first: 3, after });
    const ids = [...first.entries, ...rest.entries].map(({ node }) => node.id);
    expect(ids).toEqual(ids.toSorted((a, b) => Number(b - a)));
    expect(ids).toHaveLength(5);
    expect([first.hasNextPage, rest.hasNextPage]).toEqual([true, false]);
    await expect(shop.jobs.list({ first: 3, after: 'nonsense' })).rejects.toMatchObject({
      code: 'BAD_USER_INPUT',
    });
  });

  test('of failures page without losing those of one moment', async () => {
    const urls = Array.from({ length: 7 }, (_, i) => `${shop.host.url}/none/${i}`);
    await shop.sell('A', ...urls);
    const { id } = await shop.jobs.start('MISSING');
    const { jobs } = countedIndexer();
    expect(await ended(jobs, id)).toMatchObject({ failed: 7 });
    const seen: bigint[] = [];
    for (let after: string | undefined; ; ) {
      const page = await jobs.failures(id, after === undefined ? { first: 2 } : { first: 2, after });
      seen.push(...page.entries.map(({ node }) => node.imageId));
      after = page.entries.at(-1)?.cursor;
      if (!page.hasNextPage) break;
    }
    expect(new Set(seen).size).toBe(7);
    expect(seen).toHaveLength(7);
  });
});

/** sha256 of the stored picture, by product. */
async function hashes(): Promise<Map<string, string | undefined>> {
  const found = new Map<string, string | undefined>();
  for (const path of ['/a', '/b']) {
    const [image] = await shop.pictures(path);
    found.set(path, image?.mediaHash?.toString('hex'));
  }
  return found;
}
