import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdir, readdir, readlink, stat, utimes, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { dataOf, subscribe, subscribeBySocket } from '../helpers/client.ts';
import { until } from '../helpers/program.ts';
import { startServer, type TestServer } from '../helpers/server.ts';
import {
  cancelImport,
  createProduct,
  importJob,
  importJobs,
  importProducts,
  importProgress,
  imports,
  node,
} from '../operations.ts';

let server: TestServer;
let folder: string;

beforeAll(async () => {
  server = await startServer({ MODEL: 'none', MAX_UPLOAD_MB: '1', IMPORT_MAX_MB: '3' });
  folder = join(server.config.DATA_DIR, 'imports');
});
afterAll(() => server.stop());
beforeEach(async () => {
  const { kysely } = server.parts.database;
  await kysely.deleteFrom('import_jobs').execute();
  await kysely.deleteFrom('products').execute();
});

const file = (name: string, ...content: BlobPart[]) => new File(content, name);
/** Lines of NDJSON, a product each. */
const many = (count: number, title = 'Product') =>
  Array.from({ length: count }, (_, i) =>
    JSON.stringify({ externalId: `P${i}`, title: `${title} ${i}` }),
  ).join('\n');

interface Options {
  readonly format?: 'NDJSON' | 'CSV';
  readonly imagesBase?: string;
}

async function send(sent: File, options: Options = {}) {
  const answer = await server.graphql(importProducts, { file: null, ...options }, { file: sent });
  return dataOf(answer).importProducts;
}

/** Starts an import that must be accepted. */
async function start(sent: File, options?: Options) {
  const result = await send(sent, options);
  if (result.__typename !== 'ImportProductsSuccess') throw new Error(JSON.stringify(result));
  return result.job;
}

/** The import once it has ended. */
async function ended(jobId: string) {
  let last: Awaited<ReturnType<typeof start>> | undefined;
  for await (const answer of subscribe(server.url, importProgress, { jobId })) {
    last = dataOf(answer).importProgress;
  }
  if (last === undefined) throw new Error('nothing was told');
  return last;
}

async function failuresOf(id: string, first = 100, after?: string | null) {
  const { importJob: job } = dataOf(await server.graphql(importJob, { id, first, after: after ?? null }));
  if (!job) throw new Error('it is gone');
  return job.failures;
}

const countProducts = () => server.parts.catalog.countProducts();
const files = () => readdir(folder).catch(() => []);

/** Uploads that lie in their folder or are held open, nameless. */
async function heldUploads(): Promise<readonly string[]> {
  const uploads = join(server.config.DATA_DIR, 'uploads');
  const handles = await readdir('/proc/self/fd').catch(() => []);
  const targets = await Promise.all(
    handles.map((handle) => readlink(`/proc/self/fd/${handle}`).catch(() => '')),
  );
  return [...(await readdir(uploads)), ...targets.filter((target) => target.startsWith(uploads))];
}

test('a CSV is imported, and followed to its end', async () => {
  const rows = [
    'externalId,title,price,currency,images',
    'A1,Red shoe,12.90,EUR,a.jpg',
    'A2,Blue shoe,cheap,EUR,',
    'A3,Green shoe,,,https://shop.example/c.jpg',
  ];
  const job = await start(file('../../shop\\list.csv', rows.join('\n')), {
    imagesBase: 'https://cdn.example/p',
  });
  expect(job).toMatchObject({ fileName: 'list.csv', format: 'CSV', error: null });
  expect(job.bytes).toBe(rows.join('\n').length);

  expect(await ended(job.id)).toMatchObject({
    state: 'SUCCEEDED',
    lines: 3,
    created: 2,
    updated: 0,
    unchanged: 0,
    failed: 1,
    progress: 1,
    bytesRead: job.bytes,
    remainingSeconds: null,
  });
  expect((await failuresOf(job.id)).nodes).toEqual([
    { line: 3, externalId: 'A2', message: expect.stringMatching(/^price.amount: /) },
  ]);
  const product = await server.parts.catalog.productBy({ externalId: 'A1' });
  const images = await server.parts.catalog.imagesOfProducts([product?.id ?? 0n]);
  expect([...images.values()].flat()).toMatchObject([{ sourceUrl: 'https://cdn.example/p/a.jpg' }]);
  await expect.poll(files).toEqual([]);

  const again = await start(file('again.csv', rows.join('\n').replace('Red', 'Crimson')), {
    imagesBase: 'https://cdn.example/p',
  });
  expect(await ended(again.id)).toMatchObject({ created: 0, updated: 1, unchanged: 1, failed: 1 });
  expect(dataOf(await server.graphql(node, { id: again.id })).node).toMatchObject({ id: again.id });
});

test('progress comes at once, then as it goes, to all who watch, over either transport', async () => {
  const job = await start(file('many.ndjson', many(3000)));
  const watch = async (follow: typeof subscribe) => {
    const told = [];
    for await (const answer of follow(server.url, importProgress, { jobId: job.id })) {
      told.push(dataOf(answer).importProgress);
    }
    return told;
  };
  for (const told of await Promise.all([watch(subscribe), watch(subscribeBySocket)])) {
    expect(told[0]?.lines).toBeLessThan(3000);
    expect(told.at(-1)).toMatchObject({ state: 'SUCCEEDED', created: 3000 });
    const lines = told.map((state) => state.lines);
    expect(lines).toEqual(lines.toSorted((a, b) => a - b));
    expect(told.slice(0, -1).every(({ state }) => state === 'QUEUED' || state === 'RUNNING')).toBe(true);
  }
});

test.each([
  ['server-sent events', subscribe],
  ['a WebSocket', subscribeBySocket],
])('those that have not ended are told, oldest first, over %s', async (_transport, follow) => {
  // in the hands of another process, so that the next ones wait
  await server.parts.database.kysely
    .insertInto('import_jobs')
    .values({
      file: randomUUID(),
      file_name: 'held.csv',
      format: 'csv',
      images_base: null,
      bytes: 1,
      state: 'RUNNING',
      lease_holder: randomUUID(),
      lease_until: new Date(Date.now() + 3_600_000),
    })
    .execute();
  const first = await start(file('first.ndjson', many(1)));
  const told: string[] = [];
  for await (const answer of follow(server.url, imports)) {
    const jobs = dataOf(answer).imports;
    const names = jobs.map(({ fileName, state }) => `${fileName} ${state}`).join();
    if (names === told.at(-1)) continue;
    told.push(names);
    if (told.length === 1) await start(file('second.ndjson', many(1)));
    if (told.length === 2) await server.graphql(cancelImport, { jobId: first.id });
    if (told.length < 3) continue;
    if (jobs.length === 0) break;
    // the one that is held last, so that none begins
    await server.graphql(cancelImport, { jobId: jobs.at(-1)?.id ?? '' });
  }
  expect(told).toEqual([
    'held.csv RUNNING,first.ndjson QUEUED',
    'held.csv RUNNING,first.ndjson QUEUED,second.ndjson QUEUED',
    'held.csv RUNNING,second.ndjson QUEUED',
    'held.csv RUNNING',
    '',
  ]);
});

test('files are imported one after the other, and listed newest first', async () => {
  const first = await start(file('first.ndjson', many(1000, 'First')));
  const second = await start(file('second.ndjson', many(1000, 'Second')));
  const told = [];
  for await (const answer of subscribe(server.url, importProgress, { jobId: second.id })) {
    const { importProgress: state } = dataOf(answer);
    told.push(state);
    const { importJob: before } = dataOf(await server.graphql(importJob, { id: first.id }));
    if (state.startedAt !== null) expect(before?.state).toBe('SUCCEEDED');
  }
  expect(told.at(-1)).toMatchObject({ updated: 1000 });

  const page = dataOf(await server.graphql(importJobs, { first: 1 })).importJobs;
  expect(page).toMatchObject({ totalCount: 2, nodes: [{ id: second.id }], pageInfo: { hasNextPage: true } });
  const rest = dataOf(await server.graphql(importJobs, { after: page.pageInfo.endCursor })).importJobs;
  expect(rest).toMatchObject({ nodes: [{ id: first.id }], pageInfo: { hasNextPage: false } });
});

describe('lines that can not be imported', () => {
  test('are paged in the order of the file', async () => {
    const lines = Array.from({ length: 450 }, (_, i) =>
      i % 2 === 0 ? `{"externalId": "A${i}", "title": ""}` : `{"externalId": "A${i}", "title": "good"}`,
    );
    const job = await start(file('half.jsonl', lines.join('\n')));
    expect(await ended(job.id)).toMatchObject({ lines: 450, created: 225, failed: 225 });
    const seen: { line: number; externalId?: string | null }[] = [];
    let after: string | null | undefined = null;
    do {
      const page: Awaited<ReturnType<typeof failuresOf>> = await failuresOf(job.id, 100, after);
      expect(page.totalCount).toBe(225);
      expect(page.edges.at(-1)?.cursor).toBe(page.pageInfo.endCursor);
      seen.push(...page.nodes);
      after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
    } while (after);
    expect(seen.map(({ line, externalId }) => `${line} ${externalId}`)).toEqual(
      Array.from({ length: 225 }, (_, i) => `${2 * i + 1} A${2 * i}`),
    );
  });

  test('are counted beyond those that are kept', async () => {
    const job = await start(file('bad.ndjson', 'x\n'.repeat(10_250)));
    expect(await ended(job.id)).toMatchObject({ state: 'SUCCEEDED', lines: 10_250, failed: 10_250 });
    expect((await failuresOf(job.id, 1)).totalCount).toBe(10_000);
    const { kysely } = server.parts.database;
    const { kept } = await kysely
      .selectFrom('import_failures')
      .select(({ fn }) => fn.max('line').as('kept'))
      .executeTakeFirstOrThrow();
    expect(kept).toBe(10_000);
  });

  test('say no more than a person reads, whatever is in them', async () => {
    const keys = Object.fromEntries(Array.from({ length: 5000 }, (_, i) => [`field${i}`, 1]));
    const lines = [
      JSON.stringify({ externalId: 'A1', title: 'x', ...keys }),
      '{"externalId": "A\\u00002", "title": "x"}',
      '{"externalId": "\\ud800", "title": "\\udc00"}',
      `{"externalId": "A4", "title": "${'x'.repeat(1_500_000)}"}`,
      '{"externalId": "A5", "title": "good"}',
    ];
    const job = await start(file('odd.ndjson', lines.join('\n')));
    expect(await ended(job.id)).toMatchObject({ state: 'SUCCEEDED', created: 1, failed: 4 });
    const { nodes } = await failuresOf(job.id);
    expect(nodes.map(({ line }) => line)).toEqual([1, 2, 3, 4]);
    for (const { message } of nodes) expect(message.length).toBeLessThanOrEqual(500);
    expect(nodes[3]?.message).toBe('longer than 1 MB');
  });
});

describe('a file that can not be used is refused at once', () => {
  test.each<[string, File, RegExp]>([
    ['empty', file('a.csv'), /empty/],
    ['a zip', file('a.csv', new Uint8Array([0x50, 0x4b, 3, 4, 20, 0, 0, 0])), /zip archive.*CSV in UTF-8/],
    ['gzip', file('a.ndjson', gzipSync(many(10))), /gzip/],
    ['UTF-16 with its mark', file('a.csv', Buffer.from('\uFEFFexternalId,title\nA1,x', 'utf16le')), /UTF-16/],
    ['UTF-16 without', file('a.csv', Buffer.from('externalId,title\nA1,x', 'utf16le')), /UTF-16/],
    [
      'no text',
      file(
        'a.ndjson',
        new Uint8Array(5000).map((_, i) => (i * 7919) % 256),
      ),
      /no text/,
    ],
    ['of no known name', file('a.txt', many(1)), /format: .*a\.txt.*NDJSON or CSV/],
  ])('%s', async (_what, sent, reason) => {
    expect(await send(sent)).toMatchObject({
      __typename: 'InvalidInput',
      message: expect.stringMatching(reason),
    });
    await expect.poll(files).toEqual([]);
    expect(dataOf(await server.graphql(importJobs)).importJobs.totalCount).toBe(0);
  });

  test.each<[string, File, RegExp]>([
    ['a header that is wrong', file('a.csv', 'id,title\nA1,x'), /unknown column "id"/],
    ['a JSON list', file('a.ndjson', `[\n${many(3).replaceAll('\n', ',\n')}\n]`), /one JSON list/],
  ])('or fails with words: %s', async (_what, sent, reason) => {
    const { id } = await start(sent);
    const job = await ended(id);
    expect(job).toMatchObject({ state: 'FAILED', lines: 0, error: expect.stringMatching(reason) });
    expect(job.finishedAt).not.toBeNull();
    await expect.poll(files).toEqual([]);
  });
});

describe('how large a file may be', () => {
  const ofMegabytes = (mb: number) => {
    const line = `${JSON.stringify({ externalId: 'A1', title: 'x', description: 'y'.repeat(10_000) })}\n`;
    return file('large.ndjson', line.repeat(Math.ceil((mb * 1_000_000) / line.length)));
  };

  test('an import: IMPORT_MAX_MB, whatever holds for pictures', async () => {
    const { id } = await start(ofMegabytes(2.5));
    expect(await ended(id)).toMatchObject({ state: 'SUCCEEDED', created: 1 });
    const { data, errors } = await server.graphql(importProducts, { file: null }, { file: ofMegabytes(3.5) });
    expect(data).toBeUndefined();
    expect(errors?.[0]).toMatchObject({
      message: expect.stringContaining('3000000 bytes'),
      extensions: { code: 'PAYLOAD_TOO_LARGE' },
    });
    await expect.poll(files).toEqual([]);
  });

  test('a picture: MAX_UPLOAD_MB, whatever holds for imports', async () => {
    const input = { externalId: 'A1', title: 'x', images: [{ upload: null }] };
    const { errors } = await server.graphql(
      createProduct,
      { input },
      { 'input.images.0.upload': ofMegabytes(1.5) },
    );
    expect(errors?.[0]?.extensions?.code).toBe('PAYLOAD_TOO_LARGE');
  });

  test('a file beside other fields: MAX_UPLOAD_MB', async () => {
    const together = `mutation ($file: Upload!) {
      importProducts(file: $file) { __typename }
      cancelImport(jobId: "x") { __typename }
    }`;
    const { errors } = await server.graphql(together, { file: null }, { file: ofMegabytes(1.5) });
    expect(errors?.[0]?.extensions?.code).toBe('PAYLOAD_TOO_LARGE');
  });
});

describe('cancelled', () => {
  test('an import ends, and nothing more of it is stored', async () => {
    const job = await start(file('long.ndjson', many(20_000)));
    for await (const answer of subscribe(server.url, importProgress, { jobId: job.id })) {
      if (dataOf(answer).importProgress.lines > 0) break;
    }
    const { cancelImport: result } = dataOf(await server.graphql(cancelImport, { jobId: job.id }));
    expect(result).toMatchObject({ __typename: 'CancelImportSuccess', job: { state: 'CANCELLED' } });
    const stored = await countProducts();
    await expect.poll(files).toEqual([]);

    // the next one is not begun before this one has let go
    const next = await start(file('next.ndjson', '{"externalId": "next", "title": "x"}'));
    expect(await ended(next.id)).toMatchObject({ state: 'SUCCEEDED' });
    expect(await countProducts()).toBe(stored + 1);
    expect(stored).toBeLessThan(20_000);

    const again = dataOf(await server.graphql(cancelImport, { jobId: job.id })).cancelImport;
    expect(again).toMatchObject({ __typename: 'CancelImportSuccess', job: { state: 'CANCELLED' } });
    const late = dataOf(await server.graphql(cancelImport, { jobId: next.id })).cancelImport;
    expect(late).toMatchObject({ __typename: 'Conflict', message: expect.stringContaining('succeeded') });
    await server.parts.database.kysely.deleteFrom('import_jobs').execute();
    const gone = dataOf(await server.graphql(cancelImport, { jobId: next.id })).cancelImport;
    expect(gone).toMatchObject({ __typename: 'NotFound', path: ['jobId'] });
  });
});

test('a sender who goes away leaves nothing behind', async () => {
  const { port } = new URL(server.url);
  const socket = connect(Number(port), '127.0.0.1');
  const query = 'mutation ($file: Upload!) { importProducts(file: $file, format: NDJSON) { __typename } }';
  const part = (name: string, value: string) =>
    `--b\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`;
  socket.write(
    'POST /graphql HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2000000\r\n' +
      'Content-Type: multipart/form-data; boundary=b\r\n\r\n' +
      part('operations', JSON.stringify({ query, variables: { file: null } })) +
      part('map', '{"0": ["variables.file"]}') +
      `--b\r\nContent-Disposition: form-data; name="0"; filename="a.ndjson"\r\n\r\n${many(10_000)}`,
  );
  // elsewhere it can't be seen what a process holds open
  if (process.platform === 'linux')
    await until(async () => (await heldUploads()).length > 0, 20_000, 'it arrives');
  socket.destroy();
  await once(socket, 'close');
  await until(async () => (await heldUploads()).length === 0, 20_000, 'the upload is gone');
  await expect.poll(files).toEqual([]);
  expect(dataOf(await server.graphql(importJobs)).importJobs.totalCount).toBe(0);
  expect(await countProducts()).toBe(0);
});

test('what ended 30 days ago is forgotten, and a file that no import needs', async () => {
  const { kysely } = server.parts.database;
  const old = await start(file('old.ndjson', 'nonsense'));
  const young = await start(file('young.ndjson', many(1)));
  await ended(old.id);
  await ended(young.id);
  await kysely
    .updateTable('import_jobs')
    .set({ finished_at: new Date(Date.now() - 31 * 86_400_000) })
    .where('file_name', '=', 'old.ndjson')
    .execute();
  await mkdir(folder, { recursive: true });
  const left = join(folder, 'b3c1f6a0-8d52-4a55-9a53-1f0c5a8f0c11');
  const arriving = join(folder, 'b3c1f6a0-8d52-4a55-9a53-1f0c5a8f0c12');
  await writeFile(left, 'x');
  await writeFile(arriving, 'x');
  const hoursAgo = new Date(Date.now() - 2 * 3_600_000);
  await utimes(left, hoursAgo, hoursAgo);

  await server.parts.imports.tidy();
  const { importJobs: kept } = dataOf(await server.graphql(importJobs));
  expect(kept.nodes.map(({ id }) => id)).toEqual([young.id]);
  await expect(stat(left)).rejects.toThrow(/ENOENT/);
  expect(await files()).toEqual(['b3c1f6a0-8d52-4a55-9a53-1f0c5a8f0c12']);
});
