import { readFile } from 'node:fs/promises';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Catalog, createCatalog } from '../../src/catalog/catalog.ts';
import { connectDatabase } from '../../src/database/connect.ts';
import type { Database } from '../../src/database/database.ts';
import { createMedia } from '../../src/media/media.ts';
import type { Media } from '../../src/media/types.ts';
import { loadDemo } from '../../src/sync/demo.ts';
import { readFigurines } from '../../src/sync/figurines.ts';
import { type FreshDatabase, freshDatabase, silent } from '../helpers/database.ts';

let fresh: FreshDatabase;
let database: Database;
let catalog: Catalog;
let media: Media;
const neverOpened = async (): Promise<never> => {
  throw new Error('the demo opens no picture');
};

beforeAll(async () => {
  fresh = await freshDatabase();
  const { config } = fresh;
  database = await connectDatabase(config, silent);
  media = createMedia({
    config,
    database,
    pictures: { inspect: neverOpened, resize: neverOpened },
    log: silent,
  });
  catalog = createCatalog({ config, database, files: media });
});
afterAll(async () => {
  await database.stop();
  await fresh.stop();
});

const running = new AbortController().signal;

describe('the demo catalogue', () => {
  test('is about 1,500 products, things first, each with words for people and a made-up price', async () => {
    const figurines = await readFigurines();
    expect(figurines.length).toBeGreaterThan(1400);
    expect(figurines.length).toBeLessThan(1600);
    expect(new Set(figurines.map(({ product }) => product.externalId)).size).toBe(figurines.length);
    expect(await readFigurines()).toEqual(figurines);
    expect(figurines.find(({ product }) => product.externalId === 'demo-1f418')?.product).toEqual({
      externalId: 'demo-1f418',
      title: 'Elephant',
      description: 'A 3D figurine: elephant. Demo product; the price is made up.',
      category: 'Mammals',
      price: { amount: expect.stringMatching(/^\d+\.90$/), currency: 'EUR' },
      attributes: [
        { name: 'group', value: 'animals & nature' },
        { name: 'tag', value: 'animal' },
      ],
    });
    expect(figurines.find(({ product }) => product.title === 'Ice cream')?.product.category).toBe(
      'Sweets & candy',
    );
  });

  test('goes on where it was stopped, and loading it again changes nothing', async () => {
    const stop = new AbortController();
    const stopped = loadDemo({
      catalog,
      media,
      log: silent,
      signal: stop.signal,
      onProgress: ({ done }) => done >= 100 && stop.abort(new Error('killed')),
    });
    await expect(stopped).rejects.toThrow('killed');
    expect(await catalog.countProducts()).toBe(100);

    const first = await catalog.productBy({ externalId: 'demo-1f418' });
    const told: number[] = [];
    const load = () =>
      loadDemo({ catalog, media, log: silent, signal: running, onProgress: ({ done }) => told.push(done) });
    await load();
    const { length } = await readFigurines();
    expect(told.at(-1)).toBe(length);
    expect(await catalog.countProducts()).toBe(length);
    expect(await catalog.countProducts({ hasImages: true })).toBe(length);
    expect(await catalog.productBy({ externalId: 'demo-1f418' })).toEqual(first);

    const newest = await database.kysely.selectFrom('products').select(['id', 'updated_at']).execute();
    await load();
    expect(await database.kysely.selectFrom('products').select(['id', 'updated_at']).execute()).toEqual(
      newest,
    );
  });

  test('knows the size of each picture as its bytes have it', async () => {
    const figurines = await readFigurines();
    const rows = await database.kysely
      .selectFrom('media')
      .select(['hash', 'width', 'height', 'format'])
      .execute();
    const stored = new Map(rows.map((row) => [row.hash.toString('hex'), row]));
    for (const { path } of figurines.filter((_, index) => index % 50 === 0)) {
      const bytes = await readFile(path);
      const { hash } = await media.store(bytes);
      const { format, width, height } = await sharp(bytes).metadata();
      expect(stored.get(hash.toString('hex'))).toMatchObject({ format, width, height });
    }
  });
});
