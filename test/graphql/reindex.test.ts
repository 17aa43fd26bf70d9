import type { ResultOf, TypedDocumentNode } from '@graphql-typed-document-node/core';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { dataOf, subscribe, subscribeBySocket } from '../helpers/client.ts';
import { startServer, type TestServer } from '../helpers/server.ts';
import { type Host, picture, startHost } from '../indexing/harness.ts';
import {
  cancelReindex,
  indexStatus,
  liveRuns,
  node,
  pauseReindex,
  reindex,
  reindexJob,
  reindexJobs,
  reindexProgress,
  resumeReindex,
} from '../operations.ts';

let server: TestServer;
let host: Host;
/** Who listens for changes of the index. */
let listeners = 0;

beforeAll(async () => {
  host = await startHost();
  server = await startServer({ FETCH_PRIVATE_NETWORKS: '127.0.0.0/8' });
  const { events } = server.parts.database;
  const { subscribe: listen } = events;
  events.subscribe = (topic, listener) => {
    const end = listen(topic, listener);
    // the indexer listens for work all the time
    const counted = topic === 'index' ? 1 : 0;
    listeners += counted;
    return () => {
      listeners -= counted;
      end();
    };
  };
});
afterAll(async () => {
  await server.stop();
  await host.stop();
});
beforeEach(async () => {
  const { kysely } = server.parts.database;
  await kysely.deleteFrom('products').execute();
  await kysely.deleteFrom('reindex_jobs').execute();
});

/** A product a picture of its own, indexed. */
async function stock(count: number): Promise<void> {
  for (let i = 0; i < count; i++) {
    const sourceUrl = host.serve(`/${i}`, await picture(i));
    await server.parts.catalog.createProduct({
      externalId: `P${i}`,
      title: `Product ${i}`,
      images: [{ sourceUrl }],
    });
  }
  await server.indexed();
}

/** Makes the host of a stocked picture wait with its answer. */
async function hold(number: number): Promise<() => void> {
  const bytes = await picture(number);
  const released = Promise.withResolvers<void>();
  host.serve(`/${number}`, (response) => void released.promise.then(() => response.end(bytes)));
  return released.resolve;
}

type Job = ResultOf<typeof reindexProgress>['reindexProgress'];
type Scope = 'MISSING' | 'FAILED' | 'ALL' | 'PRODUCTS';

/** Starts a run that must start. */
async function start(scope: Scope, externalIds?: readonly string[]) {
  const products = externalIds?.map((externalId) => ({ externalId })) ?? null;
  const { reindex: result } = dataOf(await server.graphql(reindex, { scope, products }));
  if (result.__typename !== 'ReindexSuccess') throw new Error(JSON.stringify(result));
  return result.job;
}

/** The run once it has ended. */
async function ended(jobId: string) {
  let last: { readonly state: string; readonly failed: number } | undefined;
  for await (const answer of subscribe(server.url, reindexProgress, { jobId }))
    last = dataOf(answer).reindexProgress;
  return last;
}

const until = (check: () => boolean) => vi.waitUntil(check, { timeout: 20_000, interval: 10 });

const unknownJob = Buffer.from('ReindexJob:999999999').toString('base64url');

describe('reindex', () => {
  test('answers at once with a run, which is found again by its id', async () => {
    await stock(2);
    const release = await hold(0);
    const job = await start('ALL');
    expect(job).toMatchObject({
      scope: 'ALL',
      total: 2,
      failed: 0,
      skipped: 0,
      finishedAt: null,
      error: null,
    });
    const { reindexJob: found } = dataOf(await server.graphql(reindexJob, { id: job.id }));
    expect(found).toMatchObject({
      id: job.id,
      createdAt: job.createdAt,
      model: { name: server.parts.embedder.model?.name, state: 'READY' },
      failures: { totalCount: 0, nodes: [] },
    });
    const { node: again } = dataOf(await server.graphql(node, { id: job.id }));
    expect(again).toMatchObject({ __typename: 'ReindexJob', id: job.id, scope: 'ALL' });
    release();
    expect(await ended(job.id)).toMatchObject({ state: 'SUCCEEDED', succeeded: 2, progress: 1 });
  });

  test('takes what is missing where nothing is said, and has ended where that is nothing', async () => {
    await stock(1);
    const { reindex: result } = dataOf(await server.graphql(reindex));
    expect(result).toMatchObject({
      job: { scope: 'MISSING', state: 'SUCCEEDED', total: 0, progress: 1, finishedAt: expect.any(String) },
    });
  });

  test('joins a run of its scope that goes on or is paused; runs of products stand each for itself', async () => {
    await stock(1);
    const release = await hold(0);
    const first = await start('ALL');
    await server.graphql(pauseReindex, { jobId: first.id });
    expect(await start('ALL')).toMatchObject({ id: first.id, state: 'PAUSED' });
    const [one, other] = [await start('PRODUCTS', ['P0']), await start('PRODUCTS', ['P0'])];
    expect(new Set([first.id, one.id, other.id]).size).toBe(3);
    release();
    for (const { id } of [one, other]) expect(await ended(id)).toMatchObject({ state: 'SUCCEEDED' });
  });

  test.each<[string, Scope, unknown, object]>([
    ['PRODUCTS without any', 'PRODUCTS', null, { __typename: 'InvalidInput', path: ['products'] }],
    ['products of another scope', 'ALL', [{ externalId: 'P0' }], { __typename: 'InvalidInput' }],
    [
      'more than 1,000',
      'PRODUCTS',
      Array.from({ length: 1_001 }, (_, i) => ({ externalId: `P${i}` })),
      { __typename: 'InvalidInput', path: ['products'] },
    ],
    [
      'a product that is not there',
      'PRODUCTS',
      [{ externalId: 'P0' }, { externalId: 'none' }],
      { __typename: 'NotFound', path: ['products', '1'] },
    ],
    [
      'what is no product',
      'PRODUCTS',
      [{ id: unknownJob }],
      { __typename: 'InvalidInput', path: ['products', '0', 'id'] },
    ],
    [
      'what no product can be called',
      'PRODUCTS',
      [{ externalId: 'P\0' }],
      { __typename: 'InvalidInput', path: ['products', '0', 'externalId'] },
    ],
  ])('%s is refused, and no run is made', async (_what, scope, products, failure) => {
    await stock(1);
    const answer = await server.graphql<{ reindex: unknown }>(reindex as never, { scope, products });
    expect(dataOf(answer).reindex).toMatchObject(failure);
    expect(dataOf(await server.graphql(reindexJobs)).reindexJobs.totalCount).toBe(0);
  });
});

describe('a run', () => {
  test('is paused, resumed and cancelled, each of them as often as one likes', async () => {
    await stock(2);
    const release = await hold(0);
    const { id: jobId } = await start('ALL');
    const state = async (operation: TypedDocumentNode<Record<string, unknown>, { jobId: string }>) =>
      Object.values(dataOf(await server.graphql(operation, { jobId })))[0];
    const paused = { job: { id: jobId, state: 'PAUSED', imagesPerSecond: null, remainingSeconds: null } };
    expect(await state(pauseReindex)).toMatchObject(paused);
    expect(await state(pauseReindex)).toMatchObject(paused);
    const goesOn = { job: { state: expect.stringMatching(/QUEUED|RUNNING/) } };
    expect(await state(resumeReindex)).toMatchObject(goesOn);
    expect(await state(resumeReindex)).toMatchObject(goesOn);
    const cancelled = { job: { state: 'CANCELLED', finishedAt: expect.any(String) } };
    expect(await state(cancelReindex)).toMatchObject(cancelled);
    expect(await state(cancelReindex)).toMatchObject(cancelled);
    for (const operation of [pauseReindex, resumeReindex]) {
      expect(await state(operation)).toMatchObject({
        __typename: 'Conflict',
        message: expect.stringMatching(/ended/),
        path: ['jobId'],
      });
    }
    release();
  });

  test.each([
    ['pause', pauseReindex],
    ['resume', resumeReindex],
    ['cancel', cancelReindex],
  ] as const)('%s says which run it can not change', async (_verb, operation) => {
    const change = async (jobId: string) =>
      Object.values(dataOf(await server.graphql(operation as never, { jobId })))[0];
    const finished = await start('MISSING');
    expect(finished.state).toBe('SUCCEEDED');
    expect(await change(finished.id)).toMatchObject({ __typename: 'Conflict', code: 'CONFLICT' });
    expect(await change(unknownJob)).toMatchObject({ __typename: 'NotFound', path: ['jobId'] });
    const foreign = Buffer.from('Product:1').toString('base64url');
    for (const id of [foreign, 'no id', ''])
      expect(await change(id)).toMatchObject({ __typename: 'InvalidInput', code: 'BAD_USER_INPUT' });
  });

  test('names the pictures that it could not index, newest first, in pages', async () => {
    await stock(4);
    for (const i of [1, 2, 3]) host.serve(`/${i}`, (response) => response.writeHead(404).end());
    const { id } = await start('ALL');
    await ended(id);
    const pageOf = async (first: number, after?: string | null) => {
      const { reindexJob: job } = dataOf(
        await server.graphql(reindexJob, { id, first, ...(after && { after }) }),
      );
      if (!job) throw new Error('the run is gone');
      return job;
    };
    const { failures, ...job } = await pageOf(2);
    expect(job).toMatchObject({
      state: 'SUCCEEDED',
      succeeded: 1,
      failed: 3,
      failureCounts: [{ code: 'NOT_FOUND', count: 3 }],
    });
    const rest = (await pageOf(2, failures.pageInfo.endCursor)).failures;
    expect(failures.pageInfo).toMatchObject({ hasNextPage: true, hasPreviousPage: false });
    expect(rest.pageInfo).toMatchObject({ hasNextPage: false, hasPreviousPage: true });
    expect(failures.totalCount).toBe(3);
    const all = [...failures.nodes, ...rest.nodes];
    expect(all.map(({ product }) => product.title).toSorted()).toEqual([1, 2, 3].map((i) => `Product ${i}`));
    for (const { product, image, error } of all) {
      expect(image.sourceUrl).toBe(`${host.url}/${product.externalId.slice(1)}`);
      expect(error).toEqual({
        code: 'NOT_FOUND',
        message: expect.stringMatching(/404/),
        retryable: false,
      });
    }
    const moments = [...failures.edges, ...rest.edges].map(({ node: { at } }) => at);
    expect(moments).toEqual(moments.toSorted().reverse());
    await server.parts.catalog.deleteProduct({ externalId: 'P1' });
    expect((await pageOf(10)).failures).toMatchObject({ totalCount: 2, nodes: { length: 2 } });
  });
});

test('runs are listed newest first, in pages', async () => {
  const ids = [];
  for (let i = 0; i < 5; i++) ids.push((await start('MISSING')).id);
  const pageOf = async (after: string | null) =>
    dataOf(await server.graphql(reindexJobs, { first: 2, after })).reindexJobs;
  const seen = [];
  for (let after: string | null = null; ; ) {
    const page = await pageOf(after);
    seen.push(...page.nodes.map(({ id }) => id));
    expect(page.totalCount).toBe(5);
    if (!page.pageInfo.hasNextPage) break;
    after = page.pageInfo.endCursor ?? null;
  }
  expect(seen).toEqual(ids.toReversed());
  const bad = await server.graphql(reindexJobs, { after: 'nonsense' });
  expect(bad.errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT' });
});

test('a run is asked for by its id: none is null, another thing is a mistake', async () => {
  const { reindexJob: none } = dataOf(await server.graphql(reindexJob, { id: unknownJob }));
  expect(none).toBeNull();
  const foreign = await server.graphql(reindexJob, { id: Buffer.from('Product:1').toString('base64url') });
  expect(foreign.errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT' });
});

describe.each([
  ['server-sent events', subscribe],
  ['WebSocket', subscribeBySocket],
])('reindexProgress over %s', (_transport, watch) => {
  test('tells how the run stands at once, each change, its failures, and completes after its last state', async () => {
    await stock(3);
    const release = await hold(0);
    host.serve('/1', (response) => response.writeHead(404).end());
    const { id: jobId } = await start('ALL');
    const seen: string[] = [];
    const atMs: number[] = [];
    let failures: unknown;
    for await (const answer of watch(server.url, reindexProgress, { jobId })) {
      const { reindexProgress: job } = dataOf(answer);
      seen.push(`${job.state} ${job.succeeded}+${job.failed} of ${job.total}`);
      atMs.push(performance.now());
      failures = job.failures.nodes;
      if (job.succeeded === 1) release();
    }
    expect(seen[0]).toMatch(/ of 3$/);
    expect(seen).toContain('RUNNING 1+1 of 3');
    expect(seen.at(-1)).toBe('SUCCEEDED 2+1 of 3');
    expect(seen.filter((line) => line.startsWith('SUCCEEDED'))).toHaveLength(1);
    const lastedMs = (atMs.at(-1) ?? 0) - (atMs[0] ?? 0);
    expect(seen.length - 2).toBeLessThanOrEqual(Math.ceil(lastedMs / 250));
    expect(failures).toMatchObject([{ product: { externalId: 'P1' }, error: { code: 'NOT_FOUND' } }]);
    await until(() => listeners === 0);
  });

  test('tells two subscribers the same', async () => {
    await stock(1);
    const release = await hold(0);
    const { id: jobId } = await start('ALL');
    const jobs: Job[][] = [[], []];
    const following = jobs.map(async (seen) => {
      for await (const answer of watch(server.url, reindexProgress, { jobId }))
        seen.push(dataOf(answer).reindexProgress);
    });
    const both = (state: string) => until(() => jobs.every((seen) => seen.at(-1)?.state === state));
    await both('RUNNING');
    expect(listeners).toBe(1);
    await server.graphql(pauseReindex, { jobId });
    await both('PAUSED');
    release();
    await server.graphql(cancelReindex, { jobId });
    await Promise.all(following);
    const [one = [], other = []] = jobs;
    expect(one.at(-1)?.state).toBe('CANCELLED');
    expect(one.slice(-2)).toEqual(other.slice(-2));
  });

  test('ends with a client that leaves, and tells one that comes back how it stands by then', async () => {
    await stock(1);
    const release = await hold(0);
    const { id: jobId } = await start('ALL');
    for await (const answer of watch(server.url, reindexProgress, { jobId })) {
      expect(dataOf(answer).reindexProgress.state).toMatch(/QUEUED|RUNNING/);
      break;
    }
    await until(() => listeners === 0);
    await server.graphql(pauseReindex, { jobId });
    for await (const answer of watch(server.url, reindexProgress, { jobId })) {
      expect(dataOf(answer).reindexProgress.state).toBe('PAUSED');
      break;
    }
    release();
    await server.graphql(cancelReindex, { jobId });
    await until(() => listeners === 0);
  });

  test('tells one that has ended once', async () => {
    const { id: jobId } = await start('MISSING');
    const seen = [];
    for await (const answer of watch(server.url, reindexProgress, { jobId }))
      seen.push(dataOf(answer).reindexProgress.state);
    expect(seen).toEqual(['SUCCEEDED']);
  });

  test.each([
    ['unknown', unknownJob, 'NOT_FOUND'],
    ["another thing's", Buffer.from('Product:1').toString('base64url'), 'BAD_USER_INPUT'],
    ['no id', 'nonsense', 'BAD_USER_INPUT'],
  ])('an id that is %s is answered with an error, and that is all', async (_what, jobId, code) => {
    expect(await errorsOf(watch(server.url, reindexProgress, { jobId }))).toEqual([code]);
    expect(listeners).toBe(0);
  });
});

/** The codes of the errors that a subscription ends with: a WebSocket's client throws them. */
async function errorsOf(answers: ReturnType<typeof subscribe>): Promise<unknown[]> {
  const codes: unknown[] = [];
  const note = (errors: unknown) => {
    if (!Array.isArray(errors)) throw errors;
    codes.push(...errors.map(({ extensions }) => extensions?.code));
  };
  try {
    for await (const { errors } of answers) note(errors);
  } catch (errors) {
    note(errors);
  }
  return codes;
}

test('indexStatus tells of runs that go on, also where nothing but a run changes', async () => {
  await stock(1);
  const release = await hold(0);
  const seen: string[] = [];
  const told = (async () => {
    for await (const answer of subscribe(server.url, liveRuns)) {
      const { jobs, activeModel } = dataOf(answer).indexStatus;
      seen.push(jobs.map(({ scope, state }) => `${scope} ${state}`).join());
      expect(activeModel?.images.indexed).toBe(1);
      if (seen.length > 1 && jobs.length === 0) break;
    }
  })();
  await until(() => seen.length === 1);
  const { id: jobId } = await start('ALL');
  await until(() => seen.at(-1) === 'ALL RUNNING');
  await server.graphql(pauseReindex, { jobId });
  await until(() => seen.at(-1) === 'ALL PAUSED');
  release();
  await server.graphql(cancelReindex, { jobId });
  await told;
  expect(dataOf(await server.graphql(indexStatus)).indexStatus.images.indexed).toBe(1);
});
