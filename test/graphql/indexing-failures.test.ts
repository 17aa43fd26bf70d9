import type { ResultOf } from '@graphql-typed-document-node/core';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Answer, dataOf } from '../helpers/client.ts';
import { startServer, type TestServer } from '../helpers/server.ts';
import { type Host, startHost } from '../indexing/harness.ts';
import { indexingFailures, indexStatus } from '../operations.ts';

let server: TestServer;
let host: Host;

beforeAll(async () => {
  host = await startHost();
  server = await startServer({ FETCH_PRIVATE_NETWORKS: '127.0.0.0/8' });
});
afterAll(async () => {
  await server.stop();
  await host.stop();
});
beforeEach(async () => {
  await server.parts.database.kysely.deleteFrom('products').execute();
});

async function sell(externalId: string, ...sourceUrls: string[]): Promise<void> {
  const images = sourceUrls.map((sourceUrl) => ({ sourceUrl }));
  await server.parts.catalog.createProduct({ externalId, title: externalId, images });
}

/** Products of one picture each, which failed a second after the one before, by turns of these reasons. */
async function fail(count: number, ...codes: readonly string[]): Promise<void> {
  const { kysely } = server.parts.database;
  await kysely.transaction().execute(async (transaction) => {
    await sql`
      insert into products (external_id, title, words)
      select 'P' || n, 'P' || n, '' from generate_series(1, ${count}::integer) n`.execute(transaction);
    await sql`
      insert into product_images (product_id, position, source_url)
      select id, 1, 'https://pictures.example.com/' || external_id from products`.execute(transaction);
    await sql`
      update image_indexing i
      set state = 'FAILED', attempts = 1, error_message = 'It was refused.', error_retryable = false,
        error_code = (${codes}::text[])[1 + substr(p.external_id, 2)::integer % ${codes.length}::integer],
        failed_at = timestamptz '2026-01-01' + substr(p.external_id, 2)::integer * interval '1 second'
      from products p where p.id = i.product_id`.execute(transaction);
  });
}

/** The whole list, page by page. */
async function walk(first: number, code?: readonly ('CORRUPT' | 'NOT_FOUND' | 'TIMEOUT')[]) {
  const names: string[] = [];
  for (let after: string | null = null; ; ) {
    const answer: Answer<ResultOf<typeof indexingFailures>> = await server.graphql(indexingFailures, {
      first,
      after,
      code: code ? [...code] : null,
    });
    const { nodes, pageInfo } = dataOf(answer).indexingFailures;
    names.push(...nodes.map(({ product }) => product.externalId));
    if (!pageInfo.hasNextPage) return names;
    after = pageInfo.endCursor;
  }
}

describe('indexingFailures', () => {
  test('names what failed, why, how often it was tried and when', async () => {
    await sell('gone', `${host.url}/missing`);
    await sell('text', host.serve('/text', Buffer.from('no picture')));
    await server.indexed();
    const { indexingFailures: page } = dataOf(await server.graphql(indexingFailures));
    expect(page.totalCount).toBe(2);
    expect(page.nodes.map(({ product, error }) => [product.externalId, error.code]).sort()).toEqual([
      ['gone', 'NOT_FOUND'],
      ['text', 'UNSUPPORTED_FORMAT'],
    ]);
    expect(page.nodes.find(({ product }) => product.externalId === 'gone')).toEqual({
      attempts: 1,
      at: expect.stringMatching(/^\d{4}-.*Z$/),
      image: { id: expect.any(String), sourceUrl: `${host.url}/missing` },
      product: { externalId: 'gone' },
      error: { code: 'NOT_FOUND', message: expect.any(String), retryable: false },
    });
    expect(page.pageInfo).toMatchObject({ hasNextPage: false, hasPreviousPage: false });
  });

  test('gives each once, the newest first, whatever the reasons', async () => {
    await fail(50, 'NOT_FOUND', 'TIMEOUT', 'CORRUPT');
    const newest = Array.from({ length: 50 }, (_, i) => 50 - i);
    expect(await walk(7)).toEqual(newest.map((n) => `P${n}`));
    const two = newest.filter((n) => n % 3 !== 1);
    expect(await walk(10, ['NOT_FOUND', 'CORRUPT', 'CORRUPT'])).toEqual(two.map((n) => `P${n}`));
    const answer = await server.graphql(indexingFailures, { code: ['NOT_FOUND', 'CORRUPT', 'CORRUPT'] });
    expect(dataOf(answer).indexingFailures.totalCount).toBe(two.length);
    expect(dataOf(await server.graphql(indexingFailures, { code: [] })).indexingFailures).toMatchObject({
      totalCount: 0,
      nodes: [],
    });
  });

  test('leaves out what has been indexed or deleted since, and agrees with indexStatus', async () => {
    await sell('mended', host.serve('/mended', Buffer.from('no picture')));
    await sell('deleted', `${host.url}/missing`);
    await sell('stays', `${host.url}/missing`);
    await server.indexed();
    const { kysely } = server.parts.database;
    await kysely.deleteFrom('products').where('external_id', '=', 'deleted').execute();
    await kysely
      .updateTable('image_indexing')
      .set({ state: 'INDEXED', error_code: null })
      .where('error_code', '=', 'UNSUPPORTED_FORMAT')
      .execute();
    const { indexingFailures: page } = dataOf(await server.graphql(indexingFailures));
    expect(page).toMatchObject({ totalCount: 1, nodes: [{ product: { externalId: 'stays' } }] });
    const { indexStatus: status } = dataOf(await server.graphql(indexStatus));
    expect(status.failures).toEqual([{ code: 'NOT_FOUND', count: 1 }]);
  });

  test('is walked through to its end where it has 5,000, and to the rarest reason among them', async () => {
    await fail(5_000, ...Array.from({ length: 99 }, () => 'NOT_FOUND'), 'CORRUPT');
    expect(await walk(100, ['CORRUPT'])).toHaveLength(50);
    expect(new Set(await walk(100))).toHaveProperty('size', 5_000);
  });

  test.each([
    ['a page of none', { first: 0 }],
    ['a page too large', { first: 101 }],
    ['a cursor of nothing', { after: 'bm90aGluZw' }],
  ])('refuses %s', async (_what, variables) => {
    expect(await server.graphql(indexingFailures, variables)).toMatchObject({
      errors: [{ extensions: { code: 'BAD_USER_INPUT' } }],
    });
  });
});
