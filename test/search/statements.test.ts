import { type RawBuilder, sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { filterCondition } from '../../src/catalog/filter.ts';
import { ensureVectorIndex } from '../../src/database/vector-index.ts';
import { encodeVector } from '../../src/database/vectors.ts';
import type { ApproximateStep } from '../../src/search/plan.ts';
import { productsByKeys, vectorsByPicture } from '../../src/search/statements/asked.ts';
import { type CandidatesInput, candidateVectors } from '../../src/search/statements/candidates.ts';
import { nearPictures, picturesAfter, samePictures } from '../../src/search/statements/duplicates.ts';
import { forgetSome, searchesCount, searchesPage } from '../../src/search/statements/history.ts';
import { type NearestInput, nearestByIndex, nearestByScan } from '../../src/search/statements/nearest.ts';
import { addRanking, completeRanking, rememberSearches } from '../../src/search/statements/remember.ts';
import { samplePictures } from '../../src/search/statements/sample.ts';
import { standingStatement } from '../../src/search/statements/standing.ts';
import {
  findableStatement,
  lexemesStatement,
  neighboursStatement,
  productsByAllWords,
  productsBySomeWords,
  sampleStatement,
  type Term,
} from '../../src/search/statements/words.ts';
import { serverUrl, silent } from '../helpers/database.ts';
import { clusteredVectors, createRandom, createWorld, type World } from './world.ts';

const dimensions = 64;
const step: ApproximateStep = {
  plan: 'APPROXIMATE',
  efSearch: 100,
  limit: 100,
  maxScanTuples: 20_000,
  iterative: true,
};
const likeness = { limit: 32, efSearch: 64, minScore: 0.95 };
const terms: readonly Term[] = [
  { query: "'red'", loose: null, weight: 2 },
  { query: "'shoe'", loose: "'shoes':*", weight: 3 },
];
const byWords = { code: 'redshoes', externalId: 'red shoes', terms, condition: undefined, wanted: 21 };
const tenth = filterCondition({ price: { max: '9' } }, 'simple');

let world: World;
let input: NearestInput;

beforeAll(async () => {
  world = await createWorld(dimensions);
  const vectors = clusteredVectors(serverUrl === undefined ? 10 : 5000, dimensions, createRandom(5));
  await world.add(
    vectors.map((vector, at) => ({ externalId: `thing-${at}`, price: at % 100, vectors: [vector] })),
  );
  await ensureVectorIndex(world.database, world.model, silent);
  input = {
    subject: 'pictures',
    table: `embeddings_${world.model.id}`,
    dimensions,
    vector: encodeVector(vectors[0] ?? new Float32Array(dimensions)),
    condition: undefined,
    excluded: [],
    wanted: 21,
  };
});
afterAll(() => world.stop());

const candidates = (): CandidatesInput => ({
  table: input.table,
  storage: 'pgvector',
  imageIds: [1n, 2n, 3n],
  productIds: [4n, 5n],
});

const stored = () => ({ table: input.table, storage: 'pgvector' }) as const;

const text = (statement: RawBuilder<unknown>) => statement.compile(world.database.kysely).sql;

test('the statements that search runs are the ones that were read and committed', async () => {
  const titles: NearestInput = { ...input, subject: 'titles', table: `product_${input.table}` };
  const statements = {
    'nearest by index': text(nearestByIndex(input, step)),
    'nearest by index, filtered': text(nearestByIndex({ ...input, condition: tenth }, step)),
    'where vectors stand': text(
      standingStatement({
        modelId: 1,
        pictures: input.table,
        titles: titles.table,
        indexed: { pictures: true, titles: false },
      }),
    ),
    'nearest by scan': text(nearestByScan(input, 100)),
    'nearest by scan, filtered': text(nearestByScan({ ...input, condition: tenth }, 100)),
    'nearest by scan, all': text(nearestByScan(input, null)),
    'nearest titles by index': text(nearestByIndex(titles, step)),
    'nearest titles by scan, filtered': text(nearestByScan({ ...titles, condition: tenth }, 100)),
    'by all words': text(productsByAllWords(byWords)),
    'by some words, filtered': text(
      productsBySomeWords({ ...byWords, stages: ['a', 'b'], excluded: 'c', condition: tenth }),
    ),
    'words as a language writes them': text(lexemesStatement(['shoes'], 'english')),
    'which words there are': text(findableStatement(['shoe'])),
    'how frequent words are': text(sampleStatement),
    'words like another': text(neighboursStatement('shoos', { maxDistance: 1, trigrams: true })),
    'products that are asked about': text(productsByKeys(stored(), [1n], ['a'])),
    'vectors of pictures': text(vectorsByPicture(stored(), [1n])),
    'vectors of candidates': text(candidateVectors(candidates())),
    'pictures at random': text(samplePictures(input.table, 'pgvector', 10)),
    'pictures, product by product': text(picturesAfter(input.table, 0n, 64)),
    'pictures that are nearly the same': text(nearPictures(input, [1n, 2n], likeness)),
    'pictures of the same bytes': text(samePictures(input.table, [Buffer.alloc(32)], 32)),
    'searches, newest first': searchesPage,
    'how many searches': searchesCount,
    'forget searches': text(forgetSome(sql`now()`, 1000)),
    'remember searches': rememberSearches,
    'add an answer': addRanking,
    'complete an answer': completeRanking,
  };
  const page = Object.entries(statements).map(([name, statement]) => `-- ${name}\n${statement};\n`);
  await expect(page.join('\n')).toMatchFileSnapshot('statements.sql');
});

const quoted = (text: string) => `'${text.replaceAll("'", "''")}'`;

describe.skipIf(serverUrl === undefined)('on a server', () => {
  /** How PostgreSQL runs a statement, vectors left out. */
  async function planOf(statement: RawBuilder<unknown>, generic = false): Promise<string> {
    return world.database.kysely.transaction().execute(async (transaction) => {
      await sql`analyze`.execute(transaction);
      await sql`set local plan_cache_mode = ${sql.raw(generic ? 'force_generic_plan' : 'force_custom_plan')}`.execute(
        transaction,
      );
      const { sql: text, parameters } = statement.compile(world.database.kysely);
      const types = parameters.map((value) =>
        Buffer.isBuffer(value) ? 'vector' : typeof value === 'bigint' ? 'bigint' : 'text',
      );
      await sql`prepare asked (${sql.raw(types.map((type) => (type === 'text' ? 'unknown' : type)).join(', '))}) as ${sql.raw(text)}`.execute(
        transaction,
      );
      const values = parameters.map((value) =>
        Buffer.isBuffer(value)
          ? `array_fill(0.1, array[${dimensions}])::vector`
          : quoted(
              Array.isArray(value)
                ? `{${value.map((one) => JSON.stringify(String(one))).join(',')}}`
                : String(value),
            ),
      );
      const { rows } = await sql<{ 'QUERY PLAN': string }>`
        explain (costs off) execute asked(${sql.raw(values.join(', '))})`.execute(transaction);
      await sql`deallocate asked`.execute(transaction);
      return rows.map((row) => row['QUERY PLAN'].replace(/'\[[^']*\]'/g, "'…'")).join('\n');
    });
  }

  test.each([false, true])('the nearest are found by the HNSW index (generic plan: %s)', async (generic) => {
    const plan = await planOf(nearestByIndex(input, step), generic);
    expect(plan).toContain(`Index Scan using embeddings_${world.model.id}_hnsw`);
    expect(plan).not.toContain('Seq Scan');
    // the settings are made before the index is first read
    expect(plan).toContain('One-Time Filter');
  });

  test.each([false, true])('with a filter, too (generic plan: %s)', async (generic) => {
    const plan = await planOf(nearestByIndex({ ...input, condition: tenth }, step), generic);
    expect(plan).toContain(`Index Scan using embeddings_${world.model.id}_hnsw`);
    expect(plan).toContain('products_pkey');
    expect(plan).not.toContain('Seq Scan');
  });

  test.each([false, true])('titles are found by theirs (generic plan: %s)', async (generic) => {
    const [table, pictures] = [`product_${input.table}`, sql.table(input.table)];
    await sql`insert into ${sql.table(table)} select product_id, v from ${pictures} on conflict do nothing`.execute(
      world.database.kysely,
    );
    await ensureVectorIndex(world.database, world.model, silent, 'titles');
    const plan = await planOf(nearestByIndex({ ...input, subject: 'titles', table }, step), generic);
    expect(plan).toContain(`Index Scan using ${table}_hnsw`);
    expect(plan).not.toContain('Seq Scan');
  });

  test('pictures that are nearly the same are found by the HNSW index, however they are planned', async () => {
    for (const generic of [false, true]) {
      const plan = await planOf(nearPictures(input, [1n, 2n, 3n], likeness), generic);
      expect(plan).toContain(`Index Scan using embeddings_${world.model.id}_hnsw`);
      expect(plan).toContain('One-Time Filter');
      expect(plan).not.toContain('Seq Scan');
    }
    const first = await planOf(picturesAfter(input.table, 7n, 64), true);
    expect(first).toContain(`Index Scan using ${input.table}_product`);
    expect(first).not.toContain('Sort');
  });

  test('searches are listed and counted by their index', async () => {
    await sql`insert into searches (id, kind, embed_ms, search_ms, total_ms, result_count, created_at)
      select gen_random_uuid(), (array['TEXT', 'IMAGE', 'PRODUCT'])[1 + n % 3], 0, 0, 0, n % 10, now() - n * interval '1 second'
      from generate_series(1, 20000) n`.execute(world.database.kysely);
    await sql`vacuum analyze searches`.execute(world.database.kysely);
    const generic = async (text: string) => {
      const { rows } = await sql<{
        'QUERY PLAN': string;
      }>`explain (generic_plan, costs off) ${sql.raw(text)}`.execute(world.database.kysely);
      return rows.map((row) => row['QUERY PLAN']).join('\n');
    };
    const page = await generic(searchesPage);
    expect(page).toContain('Index Scan using searches_history');
    // of each list the first are read, in order
    expect(page.match(/Sort/g)).toHaveLength(2);
    const count = await generic(searchesCount);
    expect(count).toContain('searches_history');
    expect(count).not.toContain('Seq Scan');
    const forgotten = forgetSome(sql`now() - interval '30 days'`, 1000);
    expect(await generic(text(forgotten))).toContain('searches_history');
  });

  test('whether pictures are pending is seen without reading those that are not', async () => {
    const indexed = { pictures: true, titles: true };
    const tables = { pictures: input.table, titles: `product_${input.table}` };
    const plan = await planOf(standingStatement({ modelId: world.model.id, ...tables, indexed }));
    expect(plan).toContain('using image_indexing_pending on');
    expect(plan).toContain('using image_indexing_pending_in_run on');
    expect(plan).not.toContain('Seq Scan on image_indexing');
  });

  test('few products that pass are looked up by product', async () => {
    const few = filterCondition({ externalId: ['thing-1', 'thing-2'] }, 'simple');
    const plan = await planOf(nearestByScan({ ...input, condition: few }, 100));
    expect(plan).toContain(`embeddings_${world.model.id}_product`);
    expect(plan).not.toContain('Seq Scan');
  });

  test('pictures at random, and those of candidates, are looked up one by one', async () => {
    const { rows } = await sql<{ 'QUERY PLAN': string }>`explain (costs off)
      ${samplePictures(input.table, 'pgvector', 10)}`.execute(world.database.kysely);
    const random = rows.map((row) => row['QUERY PLAN']).join('\n');
    for (const plan of [random, await planOf(candidateVectors(candidates()))]) {
      expect(plan).toContain(`${input.table}_pkey`);
      expect(plan).not.toContain('Seq Scan');
    }
  });

  test.each([false, true])('words are found by their indexes (generic plan: %s)', async (generic) => {
    await sql`insert into products (external_id, title, words)
      select 'bulk-' || n, 'Thing', to_tsvector('simple', 'thing') from generate_series(1, 40000) n
      on conflict do nothing`.execute(world.database.kysely);
    const all = await planOf(productsByAllWords(byWords), generic);
    for (const index of ['products_codes', 'products_names', 'products_words']) expect(all).toContain(index);
    expect(all).not.toContain('Seq Scan');
    const stages = [`'thing'`, `'dress'`];
    const some = { ...byWords, stages, excluded: "'red' & 'shoe'" };
    // a word that every product has is no reason to read the table
    const plan = await planOf(productsBySomeWords(some), generic);
    expect(plan.match(/Bitmap Index Scan on products_words/g)).toHaveLength(2);
    expect(plan).not.toContain('Seq Scan');
    const holds = await planOf(findableStatement(["'thing'", "'shoe'"]), generic);
    expect(holds).toContain('Bitmap Index Scan on products_words');
    expect(holds).not.toContain('Seq Scan');
  });

  test('words like another are found by their first letters and length', async () => {
    await sql`insert into catalog_words select md5(n::text) from generate_series(1, 20000) n`.execute(
      world.database.kysely,
    );
    const plan = await planOf(neighboursStatement('shoos', { maxDistance: 1, trigrams: false }));
    expect(plan).toContain('catalog_words_alike');
    expect(plan).not.toContain('Seq Scan');
  });

  test.each([false, true])(
    'products that are asked about are looked up by their ids (generic plan: %s)',
    async (generic) => {
      const plan = await planOf(productsByKeys(stored(), [1n, 2n], ['thing-3']), generic);
      for (const index of ['products_pkey', 'products_external_id', `${input.table}_product`]) {
        expect(plan).toContain(index);
      }
      expect(plan).not.toContain('Seq Scan');
      const vectors = await planOf(vectorsByPicture(stored(), [1n, 2n]), generic);
      expect(vectors).toContain(`${input.table}_pkey`);
    },
  );

  test('what a statement sets ends with it', async () => {
    const deep: ApproximateStep = { ...step, efSearch: 777, maxScanTuples: 77_777 };
    await world.database.kysely.connection().execute(async (connection) => {
      const settings = async () => {
        const { rows } =
          await sql`select current_setting('hnsw.ef_search') as ef, current_setting('hnsw.max_scan_tuples') as tuples`.execute(
            connection,
          );
        return rows[0];
      };
      const before = await settings();
      await nearestByIndex(input, deep).execute(connection);
      expect(await settings()).toEqual(before);
    });
  });

  test('what a statement sets holds for it', async () => {
    // ef_search below the limit would find fewer
    const rows = await nearestByIndex(
      { ...input, wanted: 1000 },
      { ...step, efSearch: 1000, limit: 1000 },
    ).execute(world.database.kysely);
    expect(rows.rows).toHaveLength(1000);
  });
});
