import fc from 'fast-check';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connectDatabase } from '../../src/database/connect.ts';
import type { Database } from '../../src/database/database.ts';
import { type ActiveModel, activeModel, registerModel } from '../../src/database/models.ts';
import {
  decodeVector,
  embeddingsTable,
  encodeVector,
  upsertEmbeddings,
  vectorBytes,
} from '../../src/database/vectors.ts';
import { type FreshDatabase, freshDatabase, serverUrl, silent } from '../helpers/database.ts';
import { addProduct, testModel } from './fixtures.ts';

const floats = fc.array(fc.float({ noNaN: true, noDefaultInfinity: true }), { minLength: 1, maxLength: 300 });

describe('the vector codec', () => {
  it('gives back every vector it encodes', () => {
    fc.assert(
      fc.property(floats, (values) => {
        const vector = Float32Array.from(values);
        expect(decodeVector(encodeVector(vector))).toEqual(vector);
      }),
    );
  });

  it('encodes a part of a larger array', () => {
    const whole = Float32Array.from([9, 1, 2, 9]);
    expect(decodeVector(encodeVector(whole.subarray(1, 3)))).toEqual(Float32Array.from([1, 2]));
  });

  it('refuses bytes that are cut short or of another form', () => {
    const whole = encodeVector(Float32Array.from([1, 2, 3]));
    for (const length of [0, 3, 4, whole.length - 1]) {
      expect(() => decodeVector(whole.subarray(0, length))).toThrow(RangeError);
    }
    expect(() => decodeVector(Buffer.concat([whole, Buffer.alloc(4)]))).toThrow(RangeError);
  });
});

describe('stored vectors', () => {
  let fresh: FreshDatabase;
  let database: Database;
  beforeAll(async () => {
    fresh = await freshDatabase();
    database = await connectDatabase(fresh.config, silent);
  });
  afterAll(async () => {
    await database.stop();
    await fresh.stop();
  });

  it('come back bit by bit, and mean the same to pgvector', async () => {
    const model = await registerModel(database, testModel({ dimensions: 3 }));
    const { productId, imageId } = await addProduct(database);
    const vector = Float32Array.from([0.1, -0.2, 1e-20]);
    await upsertEmbeddings(database.kysely, model, [{ imageId, productId, vector }]);
    const [row] = await database.query<{ bytes: Buffer; text: string }>({
      name: 'stored',
      text: `select vector_send(v) as bytes, v::text as text from ${embeddingsTable(model.id)}`,
      values: [],
    });
    expect(row && decodeVector(row.bytes)).toEqual(vector);
    expect(row && Float32Array.from(JSON.parse(row.text))).toEqual(vector);
  });

  it('are replaced, many in one statement, and go with their product', async () => {
    const model = await registerModel(database, testModel({ dimensions: 2 }));
    const added: Awaited<ReturnType<typeof addProduct>>[] = [];
    for (let i = 0; i < 5; i++) added.push(await addProduct(database));
    const store = (vector: Float32Array) =>
      upsertEmbeddings(
        database.kysely,
        model,
        added.map((one) => ({ ...one, vector })),
      );
    await store(Float32Array.from([1, 0]));
    await store(Float32Array.from([0, 1]));
    const stored = async () => {
      const { rows } = await sql<{ v: Buffer }>`
        select ${vectorBytes(database.vectors, sql.ref('v'))} as v from ${sql.table(embeddingsTable(model.id))}`.execute(
        database.kysely,
      );
      return rows.map(({ v }) => [...decodeVector(v)]);
    };
    expect(await stored()).toEqual(Array(5).fill([0, 1]));
    await database.kysely
      .deleteFrom('products')
      .where('id', '=', added[0]?.productId ?? 0n)
      .execute();
    expect(await stored()).toHaveLength(4);
  });

  it('lie in their rows, not beside them, where a scan would be slow', async () => {
    const model = await registerModel(database, testModel({ dimensions: 512 }));
    const { rows } = await sql<{ storage: string }>`
      select attstorage as storage from pg_attribute
      where attrelid = ${embeddingsTable(model.id)}::regclass and attname = 'v'`.execute(database.kysely);
    expect(rows).toEqual([{ storage: 'p' }]);
  });
});

describe('models', () => {
  let fresh: FreshDatabase;
  let database: Database;
  beforeAll(async () => {
    fresh = await freshDatabase();
    database = await connectDatabase(fresh.config, silent);
  });
  afterAll(async () => {
    await database.stop();
    await fresh.stop();
  });

  it('are registered once by their fingerprint, however many processes do so at once', async () => {
    expect(await activeModel(database)).toBeNull();
    const model = testModel();
    const registered = await Promise.all([registerModel(database, model), registerModel(database, model)]);
    expect(registered[0]).toEqual(registered[1]);
    expect(await activeModel(database)).toEqual(registered[0]);
    expect(await database.kysely.selectFrom('models').selectAll().execute()).toHaveLength(1);
  });

  it('take on the pictures that were added while another one was active', async () => {
    const first = await registerModel(database, testModel());
    await registerModel(database, testModel());
    const { imageId } = await addProduct(database);
    const work = () =>
      database.kysely
        .selectFrom('image_indexing')
        .select('image_id')
        .where('model_id', '=', first.id)
        .execute();
    expect(await work()).toEqual([]);
    await registerModel(database, first);
    expect(await work()).toEqual([{ image_id: imageId }]);
    expect((await activeModel(database))?.id).toBe(first.id);
  });

  it.skipIf(serverUrl === undefined)(
    'do not miss a picture that is being added, nor deadlock with whoever adds it',
    async () => {
      let registering: Promise<ActiveModel> | undefined;
      const imageId = await database.kysely.transaction().execute(async (transaction) => {
        const { rows } = await sql<{ id: bigint }>`
          insert into products (external_id, title, words) values ('late', 'Late', '')
          returning id`.execute(transaction);
        const id = rows[0]?.id ?? 0n;
        registering = registerModel(database, testModel());
        // time for it to come as far as it can
        await sql`select pg_sleep(0.3)`.execute(transaction);
        const image = await transaction
          .insertInto('product_images')
          .values({
            product_id: id,
            position: 1,
            source_url: 'https://shop.example/late.jpg',
            media_hash: null,
          })
          .returning('id')
          .executeTakeFirstOrThrow();
        return image.id;
      });
      const model = await registering;
      const work = await database.kysely
        .selectFrom('image_indexing')
        .select('model_id')
        .where('image_id', '=', imageId)
        .where('model_id', '=', model?.id ?? 0)
        .execute();
      expect(work).toHaveLength(1);
    },
  );

  it('of more than 2,000 dimensions are refused', async () => {
    await expect(registerModel(database, testModel({ dimensions: 2_001 }))).rejects.toMatchObject({
      code: 'MODEL_UNAVAILABLE',
    });
  });
});
