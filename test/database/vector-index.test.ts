import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { connectDatabase } from '../../src/database/connect.ts';
import type { Database } from '../../src/database/database.ts';
import { type ActiveModel, registerModel } from '../../src/database/models.ts';
import { ensureVectorIndex, MIN_INDEXED_VECTORS, vectorIndexState } from '../../src/database/vector-index.ts';
import { embeddingsTable, productEmbeddingsTable, upsertEmbeddings } from '../../src/database/vectors.ts';
import { type FreshDatabase, freshDatabase, serverUrl, silent } from '../helpers/database.ts';
import { addProduct, testModel } from './fixtures.ts';

/** Enough products for an index to pay, each with a picture and a title that have vectors. */
async function addMany({ kysely }: Database, { id }: ActiveModel): Promise<void> {
  const vector = sql`array[random(), random(), random(), random()]::vector`;
  await sql`insert into products (external_id, title, words)
    select 'many-' || n, 'One of many', '' from generate_series(1, ${sql.lit(MIN_INDEXED_VECTORS)}) n`.execute(
    kysely,
  );
  await sql`insert into product_images (product_id, position, source_url)
    select id, 1, 'https://pictures.example/' || id from products where external_id like 'many-%'`.execute(
    kysely,
  );
  await sql`insert into ${sql.table(embeddingsTable(id))}
    select id, product_id, ${vector} from product_images on conflict do nothing`.execute(kysely);
  await sql`insert into ${sql.table(productEmbeddingsTable(id))} select id, ${vector} from products`.execute(
    kysely,
  );
}

describe('the vector index', () => {
  let fresh: FreshDatabase;
  let database: Database;
  let model: ActiveModel;
  beforeEach(async () => {
    fresh = await freshDatabase();
    database = await connectDatabase(fresh.config, silent);
    model = await registerModel(database, testModel({ dimensions: 4 }));
    await upsertEmbeddings(database.kysely, model, [
      { ...(await addProduct(database)), vector: Float32Array.from([1, 0, 0, 0]) },
    ]);
  });
  afterEach(async () => {
    await database.stop();
    await fresh.stop();
  });

  it.runIf(serverUrl === undefined)('is not built on the embedded database', async () => {
    await ensureVectorIndex(database, model, silent);
    expect(await vectorIndexState(database, model)).toBe('none');
  });

  it.skipIf(serverUrl === undefined)(
    'is not built before it pays: what comes first is indexed in bulk',
    async () => {
      await ensureVectorIndex(database, model, silent);
      expect(await vectorIndexState(database, model)).toBe('none');
      await addMany(database, model);
      await ensureVectorIndex(database, model, silent);
      expect(await vectorIndexState(database, model)).toBe('ready');
    },
  );

  it.skipIf(serverUrl === undefined)('is built once, however many processes ask for it at once', async () => {
    expect(await vectorIndexState(database, model)).toBe('none');
    await addMany(database, model);
    const other = await connectDatabase(fresh.config, silent);
    try {
      await Promise.all([
        ensureVectorIndex(database, model, silent),
        ensureVectorIndex(other, model, silent),
      ]);
    } finally {
      await other.stop();
    }
    expect(await vectorIndexState(database, model)).toBe('ready');
    const { rows } = await sql<{ definition: string }>`
      select indexdef as definition from pg_indexes
      where tablename = ${embeddingsTable(model.id)} and indexdef like '%hnsw%'`.execute(database.kysely);
    expect(rows.map(({ definition }) => definition)).toEqual([
      expect.stringMatching(
        /USING hnsw \(\(\(v\)::halfvec\(4\)\) halfvec_ip_ops\) WITH \(m='16', ef_construction='64'\)/,
      ),
    ]);
  });

  it.skipIf(serverUrl === undefined)('of titles is one of its own', async () => {
    await addMany(database, model);
    await ensureVectorIndex(database, model, silent, 'titles');
    expect(await vectorIndexState(database, model, 'titles')).toBe('ready');
    expect(await vectorIndexState(database, model)).toBe('none');
    const { rows } = await sql`
      select indexname from pg_indexes
      where tablename = ${productEmbeddingsTable(model.id)} and indexdef like '%hnsw%'`.execute(
      database.kysely,
    );
    expect(rows).toHaveLength(1);
  });

  it.skipIf(serverUrl === undefined)('is built anew where a build was cut off', async () => {
    await addMany(database, model);
    await ensureVectorIndex(database, model, silent);
    await sql`
      update pg_index set indisvalid = false
      where indexrelid = ${`${embeddingsTable(model.id)}_hnsw`}::regclass`.execute(database.kysely);
    expect(await vectorIndexState(database, model)).toBe('none');
    await ensureVectorIndex(database, model, silent);
    expect(await vectorIndexState(database, model)).toBe('ready');
  });
});
