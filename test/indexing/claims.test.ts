import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { Embedder } from '../../src/embedding/types.ts';
import { type Claim, createClaims, takeForJobStatement, takeStatement } from '../../src/indexing/claims.ts';
import { judge } from '../../src/indexing/judge.ts';
import type { Outcome } from '../../src/indexing/outcome.ts';
import { writeResults } from '../../src/indexing/results.ts';
import { FetchError } from '../../src/media/fetch-error.ts';
import { serverUrl } from '../helpers/database.ts';
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

const claimsOf = (leaseMs = 60_000) => createClaims(shop.database, shop.model.id, leaseMs);
const paths = (claims: readonly Claim[]) => claims.map(({ sourceUrl }) => new URL(sourceUrl ?? '').pathname);
const missing: Outcome = {
  kind: 'failed',
  reason: { code: 'NOT_FOUND', message: 'There is no picture.' },
  retryable: false,
};

async function settle(claims: readonly Claim[], outcomeOf: (claim: Claim) => Outcome): Promise<void> {
  const results = claims.map((claim) => ({ claim, outcome: outcomeOf(claim) }));
  await writeResults(shop.database.kysely, shop.model, results);
}

/** Products with pictures /A1, /A2 … */
async function stock(counts: Readonly<Record<string, number>>): Promise<void> {
  for (const [name, count] of Object.entries(counts)) {
    const urls = Array.from({ length: count }, (_, i) => `https://shop.example/${name}${i + 1}`);
    await shop.sell(name, ...urls);
  }
}

const indexed = (value: number): Outcome => {
  const vector = new Float32Array(shop.model.dimensions);
  vector[value % vector.length] = 1;
  return { kind: 'indexed', vector, stored: null };
};

describe('the order of work', () => {
  test('main pictures of all products come first, then the second ones', async () => {
    await stock({ A: 3, B: 1, C: 2 });
    const claims = claimsOf();
    expect(paths(await claims.take(4))).toEqual(['/A1', '/B1', '/C1', '/A2']);
    expect(paths(await claims.take(4))).toEqual(['/C2', '/A3']);
    expect(await claims.take(4)).toEqual([]);
  });

  test('where a main picture fails for good, the next one goes before other second ones', async () => {
    await stock({ A: 2, B: 3, C: 2 });
    const claims = claimsOf();
    const mains = await claims.take(3);
    await settle(mains, (claim) => (paths([claim])[0] === '/B1' ? missing : indexed(1)));
    expect(paths(await claims.take(9))).toEqual(['/B2', '/A2', '/C2', '/B3']);
  });

  test('what is to be tried again later is not taken before', async () => {
    await stock({ A: 1 });
    const claims = claimsOf();
    const reason = { code: 'TIMEOUT', message: 'It took too long.' } as const;
    await settle(await claims.take(1), () => ({ kind: 'retry', reason, delayMs: 1000 }));
    expect(await claims.take(1)).toEqual([]);
    await sleep(1100);
    expect(await claims.take(1)).toMatchObject([{ attempts: 2 }]);
  });

  test('a model that is no longer kept up gets no more work', async () => {
    await stock({ A: 1 });
    await shop.database.kysely.updateTable('models').set({ kept: false }).execute();
    expect(await claimsOf().take(1)).toEqual([]);
    await shop.database.kysely.updateTable('models').set({ kept: true }).execute();
  });
});

describe('leases', () => {
  test('keep others away until they run out, and then the result of the first holder no longer counts', async () => {
    await stock({ A: 1 });
    const [slow] = await claimsOf(1000).take(1);
    expect(await claimsOf().take(1)).toEqual([]);
    await sleep(1100);
    const [quick] = await claimsOf().take(1);
    expect(quick).toMatchObject({ imageId: slow?.imageId });
    if (slow === undefined || quick === undefined) throw new Error('it was taken by both');

    await settle([slow], () => missing);
    expect(await shop.pictures('A')).toMatchObject([{ indexing: { state: 'PENDING', error: null } }]);
    await settle([quick], () => indexed(1));
    await settle([slow], () => missing);
    expect(await shop.pictures('A')).toMatchObject([{ indexing: { state: 'INDEXED', error: null } }]);
  });

  test('last while they are renewed', async () => {
    await stock({ A: 1 });
    const held = await claimsOf(1000).take(1);
    await claimsOf(60_000).renew(held);
    await sleep(1100);
    expect(await claimsOf().take(1)).toEqual([]);
  });

  test('of a process beside this one are left to it', async () => {
    await stock({ A: 1 });
    const [held] = await claimsOf().take(1);
    await claimsOf().endOutlived();
    expect(await claimsOf().take(1)).toEqual([]);
    if (held === undefined) throw new Error('nothing was taken');
    await settle([held], () => indexed(1));
    expect(await shop.pictures('A')).toMatchObject([{ indexing: { state: 'INDEXED' } }]);
  });

  test('from before the database was started end with a start', async () => {
    await stock({ A: 1 });
    await claimsOf().take(1);
    await sql`update image_indexing set lease_until = pg_postmaster_start_time() + interval '29 seconds'`.execute(
      shop.database.kysely,
    );
    await claimsOf().endOutlived();
    expect(await claimsOf().take(1)).toMatchObject([{ attempts: 1 }]);
  });

  test('of holders that died count as no attempt, so that a picture’s own failure is soon tried again', async () => {
    await stock({ A: 1 });
    for (let death = 0; death < 6; death += 1) {
      expect(await claimsOf(50).take(1)).toHaveLength(1);
      await sleep(100);
    }
    const [held] = await claimsOf().take(1);
    expect(held).toMatchObject({ attempts: 1 });
    if (held === undefined) throw new Error('nothing was taken');
    await settle([held], (claim) =>
      judge(new FetchError('UNREACHABLE', 'Not now.', { retryable: true }), claim, 1000),
    );
    const { rows } = await sql<{ ms: number }>`
      select extract(epoch from due_at - now())::float8 * 1000 as ms from image_indexing`.execute(
      shop.database.kysely,
    );
    expect(rows[0]?.ms).toBeLessThan(1500);
  });

  test('of a killed process run out, and its pictures are indexed', async () => {
    await shop.sell('A', shop.host.serve('/a', await picture(1)));
    expect(await claimsOf(400).take(9)).toHaveLength(1);
    shop.index();
    await shop.done();
    expect(await shop.pictures('A')).toMatchObject([{ indexing: { state: 'INDEXED' } }]);
  });
});

describe('results', () => {
  test('of a picture that was deleted are left out, the others are kept', async () => {
    await stock({ A: 1, B: 1 });
    const claims = await claimsOf().take(2);
    await shop.catalog.deleteProduct({ externalId: 'A' });
    await settle(claims, () => indexed(1));
    expect([...(await shop.vectors()).values()]).toEqual([claims[1]?.productId]);
  });

  test('that copy the vector of a picture which was deleted become work again', async () => {
    await stock({ A: 1 });
    await settle(await claimsOf().take(1), () => ({
      kind: 'indexed',
      vector: { ofImage: 77n, hash: Buffer.alloc(32) },
      stored: null,
    }));
    expect(await shop.pictures('A')).toMatchObject([
      { indexing: { state: 'PENDING', attempts: 0, indexedAt: null } },
    ]);
    expect(await claimsOf().take(1)).toHaveLength(1);
  });
});

describe.skipIf(serverUrl === undefined)('on a server', () => {
  test('two indexers share the work and do no picture twice', async () => {
    const bytes = await Promise.all(Array.from({ length: 90 }, (_, i) => picture(i)));
    for (const [i, png] of bytes.entries()) await shop.sell(`P${i}`, shop.host.serve(`/${i}`, png));
    const shares = [0, 0];
    const both = Promise.withResolvers<void>();
    for (const me of [0, 1]) {
      // the first waits for the other, which may start later
      const counting = watched(embedder, async () => {
        shares[me] = (shares[me] ?? 0) + 1;
        if (Math.min(...shares) > 0) both.resolve();
        await Promise.race([both.promise, sleep(20_000)]);
      });
      shop.index({ embedder: counting });
    }
    expect(await shop.done(40_000)).toMatchObject({ images: { indexed: 90, failed: 0 } });
    expect(shop.host.requests.toSorted()).toEqual(bytes.map((_, i) => `/${i}`).toSorted());
    expect(Math.min(...shares)).toBeGreaterThan(0);
  });

  test('cut connections fail no picture', async () => {
    for (let i = 0; i < 60; i += 1) await shop.sell(`P${i}`, shop.host.serve(`/${i}`, await picture(i)));
    let cuts = 0;
    const cutting = watched(embedder, async () => {
      cuts += 1;
      if (cuts % 20 !== 0) return;
      await sql`
        select pg_terminate_backend(pid) from pg_stat_activity
        where datname = current_database() and pid <> pg_backend_pid()`
        .execute(shop.database.kysely)
        .catch(() => {});
    });
    shop.index({ embedder: cutting });
    // the one who watches is cut off too
    const status = async (): Promise<unknown> => await shop.done().catch(() => status());
    expect(await status()).toMatchObject({ images: { indexed: 60, failed: 0 } });
    expect(cuts).toBeGreaterThanOrEqual(60);
  });

  test('taking work walks the index of what is pending, or the items of a run, however many there are', async () => {
    await sql`
      insert into products (external_id, title, words)
      select 'p' || n, 't', '' from generate_series(1, 20000) n`.execute(shop.database.kysely);
    await sql`
      insert into product_images (product_id, position, source_url)
      select id, 1, 'https://shop.example/' || id from products`.execute(shop.database.kysely);
    await sql`analyze image_indexing, product_images, products`.execute(shop.database.kysely);
    const plan = await genericPlan(
      'integer, uuid, integer',
      takeStatement(64),
      `${shop.model.id}, '00000000-0000-0000-0000-000000000000', 60000`,
    );
    expect(plan).toContain('Index Scan using image_indexing_pending on image_indexing');
    expect(plan).not.toMatch(/Seq Scan on (image_indexing|product_images)/);

    const { id } = await shop.jobs.start('ALL');
    await sql`analyze reindex_items, reindex_jobs`.execute(shop.database.kysely);
    const ofRun = await genericPlan(
      'integer, uuid, integer, bigint',
      takeForJobStatement(64),
      `${shop.model.id}, '00000000-0000-0000-0000-000000000000', 60000, ${id}`,
    );
    expect(ofRun).toContain('Index Scan using reindex_items_waiting on reindex_items');
    expect(ofRun).not.toMatch(/Seq Scan on (image_indexing|product_images|reindex_items)/);
    await sql`delete from reindex_jobs`.execute(shop.database.kysely);
  });
});

/** How a statement is run for whatever values it gets, as a prepared one is after a while. */
async function genericPlan(types: string, statement: string, values: string): Promise<string> {
  return await shop.database.kysely.transaction().execute(async (transaction) => {
    await sql`set local plan_cache_mode = force_generic_plan`.execute(transaction);
    await sql.raw(`prepare take (${types}) as ${statement}`).execute(transaction);
    const { rows } = await sql
      .raw<{ 'QUERY PLAN': string }>(`explain execute take (${values})`)
      .execute(transaction);
    await sql`deallocate take`.execute(transaction);
    return rows.map((row) => row['QUERY PLAN']).join('\n');
  });
}
