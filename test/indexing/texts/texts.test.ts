import { sql } from 'kysely';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { productEmbeddingsTable } from '../../../src/database/vectors.ts';
import type { Embedder } from '../../../src/embedding/types.ts';
import { VitrineError } from '../../../src/errors.ts';
import { createTextClaims } from '../../../src/indexing/texts/claims.ts';
import { serverUrl } from '../../helpers/database.ts';
import { picture, type Shop, startModel, startShop } from '../harness.ts';

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

const table = () => sql.table(productEmbeddingsTable(shop.model.id));

/** Settles once every text has a vector or was given up; gives the titles of those that have one. */
async function embeddedTitles(): Promise<string[]> {
  await expect
    .poll(
      async () =>
        (await sql`select from text_indexing where not given_up limit 1`.execute(shop.database.kysely)).rows,
      { timeout: 20_000 },
    )
    .toEqual([]);
  const { rows } = await sql<{ title: string }>`
    select title from ${table()} e join products p on p.id = e.product_id order by title`.execute(
    shop.database.kysely,
  );
  return rows.map(({ title }) => title);
}

async function stock(count: number): Promise<void> {
  const inputs = Array.from({ length: count }, (_, at) => ({
    externalId: `P${at}`,
    title: `Thing ${String(at).padStart(4, '0')}`,
  }));
  await shop.catalog.upsertProducts(inputs);
}

/** The real model, with what a test wants to see or do before texts are embedded. */
function watchedTexts(before: (texts: readonly string[]) => void | Promise<void>): Embedder {
  return {
    ...embedder,
    model: embedder.model,
    async embedTexts(texts, options) {
      await before(texts);
      return await embedder.embedTexts(texts, options);
    },
  };
}

test('the texts of all products are embedded, with or without a picture, and again where they change', async () => {
  await shop.sell('pictured', shop.host.serve('/1', await picture(1)));
  await stock(150);
  shop.index();
  expect(await embeddedTitles()).toHaveLength(151);
  await shop.done();
  const vectorOf = async (externalId: string) => {
    const { rows } = await sql<{ v: string }>`
      select v::text from ${table()} e join products p on p.id = e.product_id
      where external_id = ${externalId}`.execute(shop.database.kysely);
    return rows[0]?.v;
  };
  const before = await vectorOf('P7');
  await shop.catalog.updateProduct({ externalId: 'P7' }, { title: 'Guitar' });
  expect(await embeddedTitles()).toHaveLength(151);
  expect(await vectorOf('P7')).not.toBe(before);
});

test('what a killed process held is embedded by another one', async () => {
  await stock(3);
  await createTextClaims(shop.database, shop.model.id, 300).take(9);
  shop.index();
  expect(await embeddedTitles()).toHaveLength(3);
});

test('one text that the model refuses is given up, and the others are embedded', async () => {
  await stock(70);
  let calls = 0;
  const refusing = watchedTexts((texts) => {
    calls += 1;
    if (texts.includes('Thing 0042')) throw new VitrineError('INTERNAL', 'The model failed on this input.');
  });
  shop.index({ embedder: refusing, timing: { retryBaseMs: 0.001 } });
  const titles = await embeddedTitles();
  expect(titles).toHaveLength(69);
  expect(titles).not.toContain('Thing 0042');
  // two batches, those of the first one by one, and this one until it was given up
  expect(calls).toBe(2 + 64 + 4);
});

test('a stop gives back what is in work, so that the next one has it at once', async () => {
  await stock(5);
  const reached = Promise.withResolvers<void>();
  const hanging: Embedder = {
    ...embedder,
    model: embedder.model,
    embedTexts: (_texts, options) =>
      new Promise((_resolve, reject) => {
        options?.signal?.addEventListener('abort', () => reject(options.signal?.reason));
        reached.resolve();
      }),
  };
  const indexer = shop.index({ embedder: hanging });
  await reached.promise;
  await indexer.stop();
  expect(await createTextClaims(shop.database, shop.model.id, 60_000).take(9)).toMatchObject(
    Array.from({ length: 5 }, () => ({ attempts: 1 })),
  );
});

describe.skipIf(serverUrl === undefined)('on a server', () => {
  test('two indexers share the texts, and embed none twice', async () => {
    await stock(400);
    const shares = [0, 0];
    for (const at of [0, 1]) {
      const counting = watchedTexts((texts) => {
        shares[at] = (shares[at] ?? 0) + texts.length;
      });
      shop.index({ embedder: counting });
    }
    expect(await embeddedTitles()).toHaveLength(400);
    expect(shares.reduce((sum, share) => sum + share)).toBe(400);
    expect(Math.min(...shares)).toBeGreaterThan(0);
  });
});
