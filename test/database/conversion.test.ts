import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readConfig } from '../../src/config.ts';
import { connectDatabase } from '../../src/database/connect.ts';
import type { Database } from '../../src/database/database.ts';
import { type ActiveModel, registerModel } from '../../src/database/models.ts';
import {
  decodeVector,
  embeddingsTable,
  productEmbeddingsTable,
  upsertEmbeddings,
  upsertProductEmbeddings,
  vectorBytes,
} from '../../src/database/vectors.ts';
import { databaseUrl, emptyOnServer, onServer, serverUrl, silent } from '../helpers/database.ts';
import { addProduct, testModel } from './fixtures.ts';

const DIMENSIONS = 3;

describe.skipIf(serverUrl === undefined)('a server on which this user may not create pgvector', () => {
  const server = serverUrl ?? '';
  const role = `vitrine_test_${randomUUID().slice(0, 8)}`;
  let empty: Awaited<ReturnType<typeof emptyOnServer>>;
  let url: string;
  const open: Database[] = [];

  beforeEach(async () => {
    empty = await emptyOnServer(server);
    await onServer(server, `create role ${role} login`, `alter database ${empty.name} owner to ${role}`);
    const asRole = new URL(databaseUrl(server, empty.name));
    asRole.username = role;
    url = asRole.href;
  });
  afterEach(async () => {
    for (const database of open.splice(0)) await database.stop();
    await empty.drop();
    await onServer(server, `drop role ${role}`);
  });

  async function connect(): Promise<Database> {
    const database = await connectDatabase(readConfig({ DATABASE_URL: url }), silent);
    open.push(database);
    return database;
  }
  const disconnect = (database: Database) => {
    open.splice(open.indexOf(database), 1);
    return database.stop();
  };
  const createExtension = () => onServer(empty.url, 'create extension vector');

  async function fill(database: Database, count: number): Promise<ActiveModel> {
    const model = await registerModel(database, testModel({ dimensions: DIMENSIONS }));
    for (let n = 0; n < count; n++) {
      const vector = Float32Array.from([n, -n, 0.5]);
      const ids = await addProduct(database);
      await upsertEmbeddings(database.kysely, model, [{ ...ids, vector }]);
      await upsertProductEmbeddings(database.kysely, model, [{ ...ids, vector }]);
    }
    return model;
  }

  async function readTable(database: Database, table: string): Promise<number[][]> {
    const { rows } = await sql<{ v: Buffer }>`
      select ${vectorBytes(database.vectors, sql.ref('v'))} as v
      from ${sql.table(table)} order by product_id`.execute(database.kysely);
    return rows.map(({ v }) => [...decodeVector(v)]);
  }
  const read = (database: Database, { id }: ActiveModel) => readTable(database, embeddingsTable(id));
  const readTitles = (database: Database, { id }: ActiveModel) =>
    readTable(database, productEmbeddingsTable(id));
  const filled = (count: number) => Array.from({ length: count }, (_, n) => [n, -n, 0.5]);

  it('stores vectors as bytes, and says which line helps', async () => {
    const database = await connect();
    expect(database.vectors).toBe('bytes');
    expect(database.notices.join()).toContain('CREATE EXTENSION vector;');
    expect((await read(database, await fill(database, 3))).map(([n]) => n)).toEqual([0, 1, 2]);
  });

  it('has them converted by the next start once the extension is there', async () => {
    const before = await connect();
    const model = await fill(before, 5);
    const bytes = await read(before, model);
    await disconnect(before);
    await createExtension();
    const after = await connect();
    expect(after.vectors).toBe('pgvector');
    expect(await read(after, model)).toEqual(bytes);
    expect(await readTitles(after, model)).toEqual(bytes);
    const [pictures, titles] = [embeddingsTable(model.id), productEmbeddingsTable(model.id)];
    const { rows } = await sql`
      select a.attstorage as storage, format_type(a.atttypid, a.atttypmod) as type,
        (select array_agg(indexrelid::regclass::text order by 1) from pg_index where indrelid = a.attrelid) as indexes
      from pg_attribute a
      where a.attrelid in (${pictures}::regclass, ${titles}::regclass) and a.attname = 'v'
      order by a.attrelid::regclass::text`.execute(after.kysely);
    expect(rows).toEqual([
      { storage: 'p', type: 'vector(3)', indexes: [`${pictures}_pkey`, `${pictures}_product`] },
      { storage: 'p', type: 'vector(3)', indexes: [`${titles}_pkey`] },
    ]);
    // and it goes on as any other table of vectors
    await upsertEmbeddings(after.kysely, model, [
      { ...(await addProduct(after)), vector: Float32Array.from([1, 2, 3]) },
    ]);
    expect(await read(after, model)).toHaveLength(6);
  });

  it('has a conversion that was cut off finished by the next start', async () => {
    const before = await connect();
    const model = await fill(before, 4);
    await disconnect(before);
    await createExtension();
    const table = embeddingsTable(model.id);
    await onServer(
      url,
      `create table ${table}_converted (image_id bigint constraint ${table}_converted_pkey primary key references product_images on delete cascade, product_id bigint not null references products on delete cascade, v vector(3) not null)`,
      `insert into ${table}_converted select image_id, product_id, '[1,-1,0.5]' from ${table} order by image_id limit 1 offset 1`,
    );
    const after = await connect();
    expect(await read(after, model)).toEqual(filled(4));
  });

  it('keeps them as bytes while another process reads bytes', async () => {
    const first = await connect();
    const model = await fill(first, 2);
    await createExtension();
    const second = await connect();
    expect(second.vectors).toBe('bytes');
    expect(second.notices.join()).toContain('another process');
    expect(await read(second, model)).toEqual(filled(2));
    await disconnect(first);
    await disconnect(second);
    expect((await connect()).vectors).toBe('pgvector');
  });
});
