import { sql } from 'kysely';
import { createCatalog } from '../../src/catalog/catalog.ts';
import type { Catalog } from '../../src/catalog/types.ts';
import { connectDatabase } from '../../src/database/connect.ts';
import type { Database } from '../../src/database/database.ts';
import { type ActiveModel, registerModel } from '../../src/database/models.ts';
import { upsertEmbeddings } from '../../src/database/vectors.ts';
import { createSearch, type SearchNeeds } from '../../src/search/search.ts';
import type { Search } from '../../src/search/types.ts';
import { freshDatabase, silent } from '../helpers/database.ts';

/** A product with the vectors of its pictures, main one first. */
export interface Thing {
  readonly externalId: string;
  readonly category?: string;
  readonly price?: number;
  readonly vectors: readonly Float32Array[];
}

/** A catalogue of made-up vectors, searched without a model: by product, or by a picture of the catalogue. */
export interface World {
  readonly database: Database;
  readonly catalog: Catalog;
  readonly search: Search;
  readonly model: ActiveModel;
  /** Adds products, their pictures indexed; returns their ids in order. */
  add(things: readonly Thing[]): Promise<bigint[]>;
  /** A search of its own over the same database. */
  searchWith(needs: Partial<SearchNeeds>): Search;
  stop(): Promise<void>;
}

/** No model: what is stored can be searched, nothing new embedded. */
const noModel: SearchNeeds['embedder'] = {
  model: undefined,
  state: () => ({ state: 'off', reason: 'MODEL is none.' }),
  embedText: () => Promise.reject(new Error('there is no model')),
  embedImage: () => Promise.reject(new Error('there is no model')),
};

export async function createWorld(
  dimensions: number,
  storage: (database: Database) => Database = (database) => database,
): Promise<World> {
  const fresh = await freshDatabase();
  const database = storage(await connectDatabase(fresh.config, silent));
  const identity = { name: 'made-up', version: '1', dimensions, fingerprint: `made-up ${dimensions}` };
  const model = await registerModel(database, identity);
  const files = { removeUnreferenced: async () => {} };
  const catalog = createCatalog({ config: fresh.config, database, files });
  await catalog.prepare();
  const media = {
    fetch: () => Promise.reject(new Error('nothing is fetched here')),
    read: () => Promise.reject(new Error('nothing is read here')),
  };
  const unopened = () => Promise.reject(new Error('no picture is opened here'));
  const pictures = { resize: unopened, embedViews: unopened };
  const needs: SearchNeeds = {
    config: fresh.config,
    database,
    embedder: noModel,
    media,
    pictures,
    log: silent,
  };

  return {
    database,
    catalog,
    model,
    search: createSearch(needs),
    searchWith: (others) => createSearch({ ...needs, ...others }),
    async add(things) {
      const ids: bigint[] = [];
      for (let at = 0; at < things.length; at += 500) {
        ids.push(...(await addBatch(database, model, things.slice(at, at + 500))));
      }
      return ids;
    },
    async stop() {
      await database.stop();
      await fresh.stop();
    },
  };
}

async function addBatch(database: Database, model: ActiveModel, things: readonly Thing[]): Promise<bigint[]> {
  const given = things.map(({ externalId, category, price, vectors }) => ({
    external_id: externalId,
    category: category ?? null,
    price: price ?? null,
    pictures: vectors.length,
  }));
  const { rows } = await sql<{ product_id: bigint; image_ids: bigint[] | null; external_id: string }>`
    with given as (
      select * from jsonb_to_recordset(${JSON.stringify(given)}::jsonb)
        as given(external_id text, category text, price numeric, pictures integer)
    ), product as (
      insert into products (external_id, title, category, price_amount, price_currency, words)
      select external_id, external_id, category, price, case when price is not null then 'EUR' end,
        to_tsvector('simple', external_id)
      from given returning id, external_id
    ), picture as (
      insert into product_images (product_id, position, source_url)
      select product.id, position, 'https://pictures.example.com/' || external_id || '/' || position
      from product join given using (external_id), generate_series(1, pictures) as position
      returning id, product_id, position
    )
    select product.id as product_id, product.external_id,
      (select array_agg(picture.id order by position) from picture where product_id = product.id) as image_ids
    from product`.execute(database.kysely);
  const byExternalId = new Map(rows.map((row) => [row.external_id, row]));
  const embeddings = things.flatMap(({ externalId, vectors }) => {
    const row = byExternalId.get(externalId);
    return vectors.map((vector, at) => ({
      imageId: row?.image_ids?.[at] ?? 0n,
      productId: row?.product_id ?? 0n,
      vector,
    }));
  });
  await upsertEmbeddings(database.kysely, model, embeddings);
  await sql`update image_indexing set state = 'INDEXED', indexed_at = now()
    where product_id = any(${rows.map((row) => row.product_id)}::bigint[])`.execute(database.kysely);
  return things.map(({ externalId }) => byExternalId.get(externalId)?.product_id ?? 0n);
}

/** Numbers that look random and are the same in every run (mulberry32). */
export function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

export function unit(values: Float32Array): Float32Array {
  const length = Math.hypot(...values);
  return values.map((value) => value / length);
}

/** Unit vectors in clusters, as those of real pictures are. */
export function clusteredVectors(count: number, dimensions: number, random: () => number): Float32Array[] {
  const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  const draw = () => Float32Array.from({ length: dimensions }, normal);
  const centres = Array.from({ length: Math.max(1, Math.round(count / 40)) }, draw);
  return Array.from({ length: count }, () => {
    const centre = centres[Math.floor(random() * centres.length)] ?? draw();
    return unit(centre.map((value) => value + normal() * 0.6));
  });
}

export function dot(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let at = 0; at < a.length; at++) sum += (a[at] ?? 0) * (b[at] ?? 0);
  return sum;
}
