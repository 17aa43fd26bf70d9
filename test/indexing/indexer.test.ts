import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { Embedder } from '../../src/embedding/types.ts';
import { until } from '../helpers/program.ts';
import { picture, type Shop, startModel, startShop, watched } from './harness.ts';

let embedder: Embedder;
let shop: Shop;

beforeAll(async () => {
  embedder = await startModel();
  shop = await startShop(embedder);
});
afterEach(() => shop.reset());
afterAll(async () => {
  await shop.stop();
  await embedder.stop();
});

describe('a picture gets its vector', () => {
  test('from its address, and its bytes are kept', async () => {
    const bytes = await picture(1);
    const product = await shop.sell('A', shop.host.serve('/a.png', bytes));
    shop.index();
    await shop.done();

    const [image] = await shop.pictures('A');
    expect(image).toMatchObject({
      width: 24,
      height: 24,
      indexing: { state: 'INDEXED', error: null, attempts: 1, indexedAt: expect.any(Date) },
    });
    expect(await shop.media.read(image?.mediaHash ?? Buffer.of())).toEqual(bytes);
    expect([...(await shop.vectors())]).toEqual([[image?.id, product.id]]);
  });

  test('from its stored bytes, and from its address again where the file is gone', async () => {
    const bytes = await picture(2);
    const { hash } = await shop.media.store(bytes);
    await shop.catalog.createProduct({ externalId: 'A', title: 'A', images: [{ mediaHash: hash }] });
    shop.index();
    await shop.done();
    expect(await shop.pictures('A')).toMatchObject([{ indexing: { state: 'INDEXED' } }]);

    await shop.reset();
    await shop.media.store(bytes);
    await rm(join(shop.dataDir, 'pictures'), { recursive: true });
    const sourceUrl = shop.host.serve('/a.png', bytes);
    await shop.catalog.createProduct({
      externalId: 'A',
      title: 'A',
      images: [{ mediaHash: hash, sourceUrl }],
    });
    shop.index();
    await shop.done();
    expect(shop.host.requests).toEqual(['/a.png']);
    expect(await shop.media.read(hash)).toEqual(bytes);
  });

  test('when it comes while nothing else is going on', async () => {
    // only an announcement can be in time
    shop.index({ timing: { pollMs: 60_000 } });
    await shop.done();
    await shop.sell('A', shop.host.serve('/a.png', await picture(4)));
    await shop.done(5000);
    expect(await shop.pictures('A')).toMatchObject([{ indexing: { state: 'INDEXED' } }]);
  });

  test('once for equal bytes, whether they come together or later', async () => {
    const embedded: Buffer[] = [];
    const bytes = await picture(5);
    await shop.sell('A', shop.host.serve('/1', bytes), shop.host.serve('/2', bytes));
    await shop.sell('B', shop.host.serve('/3', bytes));
    shop.index({ embedder: watched(embedder, (picture) => void embedded.push(picture)) });
    await shop.done();
    const { hash } = await shop.media.store(bytes);
    await shop.catalog.createProduct({ externalId: 'C', title: 'C', images: [{ mediaHash: hash }] });
    await shop.sell('D', shop.host.serve('/4', bytes));
    expect(await shop.done()).toMatchObject({ productsWithVectors: 4, images: { indexed: 5 } });
    expect(embedded).toHaveLength(1);
    expect((await shop.vectors()).size).toBe(5);
  });
});

describe('the catalogue changes meanwhile', () => {
  /** A picture whose host answers when it is told to. */
  function held(path: string, bytes: Buffer) {
    const release = Promise.withResolvers<void>();
    const url = shop.host.serve(path, (response) => void release.promise.then(() => response.end(bytes)));
    const asked = () => until(() => shop.host.requests.includes(path), 5000, 'the picture is asked for');
    return { url, release: release.resolve, asked };
  }

  test('a deleted product leaves nothing behind', async () => {
    const slow = held('/a', await picture(10));
    await shop.sell('A', slow.url);
    shop.index();
    await slow.asked();
    await shop.catalog.deleteProduct({ externalId: 'A' });
    slow.release();
    await shop.sell('B', shop.host.serve('/b', await picture(11)));
    expect(await shop.done()).toMatchObject({ products: 1, images: { total: 1, indexed: 1, failed: 0 } });
    expect((await shop.vectors()).size).toBe(1);
  });

  test('a replaced picture never gives its vector to the new one', async () => {
    const slow = held('/old', await picture(12));
    await shop.sell('A', slow.url);
    shop.index();
    await slow.asked();
    const sourceUrl = shop.host.serve('/new', await picture(13));
    await shop.catalog.updateProduct({ externalId: 'A' }, { images: [{ sourceUrl }] });
    slow.release();
    await shop.done();
    const images = await shop.pictures('A');
    expect(images).toMatchObject([{ sourceUrl, position: 1 }]);
    expect([...(await shop.vectors()).keys()]).toEqual(images.map(({ id }) => id));
  });

  test('what is in work at a stop is given back, as if it had not been taken', async () => {
    const slow = held('/a', await picture(14));
    await shop.sell('A', slow.url);
    const indexer = shop.index();
    await slow.asked();
    const startedMs = performance.now();
    await indexer.stop();
    expect(performance.now() - startedMs).toBeLessThan(5000);
    const rows = await shop.database.kysely.selectFrom('image_indexing').selectAll().execute();
    expect(rows).toMatchObject([{ state: 'PENDING', attempts: 0, lease_holder: null, error_code: null }]);
  });
});

describe('the counts', () => {
  test('say how much is found, and what has no picture at all', async () => {
    const indexer = shop.index();
    expect(await indexer.status()).toMatchObject({ products: 0, coverage: 1, failures: [] });
    await shop.sell('none');
    await shop.sell('good', shop.host.serve('/1', await picture(20)), `${shop.host.url}/missing`);
    await shop.sell('bad', `${shop.host.url}/missing-too`);
    await shop.done();
    expect(await indexer.status()).toMatchObject({
      products: 3,
      productsWithoutImages: 1,
      productsWithVectors: 1,
      coverage: 0.5,
      images: { total: 3, indexed: 1, pending: 0, failed: 2 },
      failures: [{ code: 'NOT_FOUND', count: 2 }],
      activeModel: shop.model,
    });
    expect(await indexer.countImages(shop.model.id)).toEqual({ total: 3, indexed: 1, pending: 0, failed: 2 });
  });

  test('are those of after the question, counted once for many who ask together', async () => {
    const indexer = shop.index();
    await indexer.status();
    await shop.sell('A');
    const [first, ...others] = await Promise.all([1, 2, 3].map(() => indexer.status()));
    expect(first).toMatchObject({ products: 1 });
    for (const other of others) expect(other).toBe(first);
  });

  test('of a model that this process does not run say so', async () => {
    const here = await shop.index().models();
    expect(here).toMatchObject([{ id: shop.model.id, active: true, state: 'READY' }]);
    const elsewhere = await shop.index({ embedder: { ...embedder, model: undefined } }).models();
    expect(elsewhere).toMatchObject([
      { id: shop.model.id, active: true, state: 'NOT_INSTALLED', languages: [] },
    ]);
  });

  test('of a picture that no model has seen say that it is pending', async () => {
    const standing = await shop.index().standing([77n]);
    expect(standing.get(77n)).toEqual({ state: 'PENDING', error: null, attempts: 0, indexedAt: null });
  });
});
