import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { registerModel } from '../../../src/database/models.ts';
import { productEmbeddingsTable } from '../../../src/database/vectors.ts';
import type { Embedder } from '../../../src/embedding/types.ts';
import { createTextClaims, type TextClaim } from '../../../src/indexing/texts/claims.ts';
import { type TextOutcome, writeTextResults } from '../../../src/indexing/texts/results.ts';
import { type Shop, startModel, startShop } from '../harness.ts';

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

const claimsOf = (leaseMs = 60_000) => createTextClaims(shop.database, shop.model.id, leaseMs);
const texts = (claims: readonly TextClaim[]) => claims.map(({ text }) => text).toSorted();

async function settle(claims: readonly TextClaim[], outcome: TextOutcome): Promise<void> {
  const results = claims.map((claim) => ({ claim, outcome }));
  await writeTextResults(shop.database.kysely, shop.model, results);
}

const embedded = (value = 0): TextOutcome => {
  const vector = new Float32Array(shop.model.dimensions);
  vector[value] = 1;
  return { kind: 'embedded', vector };
};

/** Products by the place of the 1 in their vectors. */
async function stored(): Promise<Map<string, number>> {
  const { rows } = await sql<{ title: string; v: string }>`
    select p.title, e.v::text from ${sql.table(productEmbeddingsTable(shop.model.id))} e
    join products p on p.id = e.product_id`.execute(shop.database.kysely);
  return new Map(rows.map(({ title, v }) => [title, JSON.parse(v).indexOf(1)]));
}

const update = (externalId: string, title: string) => shop.catalog.updateProduct({ externalId }, { title });

describe('work', () => {
  test('is every new product, and every one whose texts change, but no other change', async () => {
    await shop.sell('A');
    await shop.sell('B');
    const taken = await claimsOf().take(9);
    expect(texts(taken)).toEqual(['A', 'B']);
    await settle(taken, embedded());
    expect(await claimsOf().take(9)).toEqual([]);

    await shop.catalog.updateProduct({ externalId: 'A' }, { inStock: false });
    await shop.catalog.updateProduct({ externalId: 'A' }, { price: { amount: '3', currency: 'EUR' } });
    expect(await claimsOf().take(9)).toEqual([]);

    await shop.catalog.updateProduct({ externalId: 'A' }, { brand: 'Acme' });
    await shop.catalog.updateProduct({ externalId: 'B' }, { description: 'Big' });
    expect(texts(await claimsOf().take(9))).toEqual(['A. Acme', 'B. Big']);
  });

  test('is all there is for a model that is new, or comes back', async () => {
    await shop.sell('A');
    await settle(await claimsOf().take(9), embedded());
    const other = await registerModel(shop.database, { ...shop.model, fingerprint: 'another' });
    await update('A', 'A2');
    expect(await claimsOf().take(9)).toEqual([]);
    expect(texts(await createTextClaims(shop.database, other.id, 60_000).take(9))).toEqual(['A2']);
    await registerModel(shop.database, shop.model);
    expect(texts(await claimsOf().take(9))).toEqual(['A2']);
  });

  test('is taken in the limit’s number, and by one alone', async () => {
    for (const name of ['A', 'B', 'C']) await shop.sell(name);
    const taken = [await claimsOf().take(2), await claimsOf().take(2), await claimsOf().take(2)];
    expect(taken.map((claims) => texts(claims))).toEqual([['A', 'B'], ['C'], []]);
  });
});

describe('a result', () => {
  test('of a text that changed meanwhile does not count, and the new text is work at once', async () => {
    await shop.sell('A');
    const old = await claimsOf().take(1);
    await update('A', 'A2');
    const fresh = await claimsOf().take(1);
    expect(texts(fresh)).toEqual(['A2']);
    await settle(fresh, embedded(2));
    await settle(old, embedded(1));
    expect(await stored()).toEqual(new Map([['A2', 2]]));
    expect(await claimsOf().take(1)).toEqual([]);
  });

  test('of a holder that was slow does not count', async () => {
    await shop.sell('A');
    const slow = await claimsOf(500).take(1);
    expect(await claimsOf().take(1)).toEqual([]);
    await sleep(600);
    const quick = await claimsOf().take(1);
    expect(quick).toMatchObject([{ text: 'A', attempts: 1 }]);
    await settle(slow, { kind: 'givenUp' });
    await settle(quick, embedded(2));
    await settle(slow, embedded(1));
    expect(await stored()).toEqual(new Map([['A', 2]]));
  });

  test('of a product that was deleted is left out, the others are kept', async () => {
    await shop.sell('A');
    await shop.sell('B');
    const claims = await claimsOf().take(2);
    await shop.catalog.deleteProduct({ externalId: 'A' });
    await settle(claims, embedded());
    expect([...(await stored()).keys()]).toEqual(['B']);
  });

  test('that gives a text up takes away what it meant before, until it changes', async () => {
    await shop.sell('A');
    await settle(await claimsOf().take(1), embedded());
    await update('A', 'A2');
    await settle(await claimsOf().take(1), { kind: 'givenUp' });
    expect(await stored()).toEqual(new Map());
    expect(await claimsOf().take(1)).toEqual([]);
    await update('A', 'A3');
    expect(await claimsOf().take(1)).toMatchObject([{ text: 'A3', attempts: 1 }]);
  });

  test('that puts a text back, or has it tried again, says from when on', async () => {
    await shop.sell('A');
    await settle(await claimsOf().take(1), { kind: 'putBack', delayMs: 0 });
    const again = await claimsOf().take(1);
    expect(again).toMatchObject([{ attempts: 1 }]);
    await settle(again, { kind: 'retry', delayMs: 500 });
    expect(await claimsOf().take(1)).toEqual([]);
    await sleep(600);
    expect(await claimsOf().take(1)).toMatchObject([{ attempts: 2 }]);
  });
});

describe('leases', () => {
  test('last while they are renewed', async () => {
    await shop.sell('A');
    const held = await claimsOf(500).take(1);
    await claimsOf().renew(held);
    await sleep(600);
    expect(await claimsOf().take(1)).toEqual([]);
  });

  test('of a process beside this one are left to it, those from before the database was started end', async () => {
    await shop.sell('A');
    await claimsOf().take(1);
    await claimsOf().endOutlived();
    expect(await claimsOf().take(1)).toEqual([]);
    await sql`update text_indexing set lease_until = pg_postmaster_start_time() + interval '29 seconds'`.execute(
      shop.database.kysely,
    );
    await claimsOf().endOutlived();
    expect(await claimsOf().take(1)).toMatchObject([{ text: 'A', attempts: 1 }]);
  });
});
