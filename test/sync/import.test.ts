import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Catalog, createCatalog } from '../../src/catalog/catalog.ts';
import { connectDatabase } from '../../src/database/connect.ts';
import type { Database } from '../../src/database/database.ts';
import { createEmbedder } from '../../src/embedding/embedder.ts';
import type { Embedder } from '../../src/embedding/types.ts';
import { createMedia } from '../../src/media/media.ts';
import type { Media } from '../../src/media/types.ts';
import type { ImportFormat } from '../../src/sync/format.ts';
import { createImageResolver } from '../../src/sync/images.ts';
import { type BadLine, type ImportSummary, importProducts } from '../../src/sync/import.ts';
import { type FreshDatabase, freshDatabase, silent } from '../helpers/database.ts';
import { png } from '../media/workshop.ts';

let fresh: FreshDatabase;
let database: Database;
let embedder: Embedder;
let media: Media;
let catalog: Catalog;
let folder: string;

beforeAll(async () => {
  fresh = await freshDatabase({ MODEL: 'none' });
  const { config } = fresh;
  database = await connectDatabase(config, silent);
  embedder = await createEmbedder({ config, log: silent });
  media = createMedia({ config, database, pictures: embedder, log: silent });
  catalog = createCatalog({ config, database, files: media });
  folder = await mkdtemp(join(tmpdir(), 'vitrine-import-'));
  await mkdir(join(folder, 'pictures', 'shoes'), { recursive: true });
  await writeFile(join(folder, 'pictures', 'red.png'), await png(20, 10));
  await writeFile(join(folder, 'pictures', 'shoes', 'blue one.png'), await png(10, 20, '#33c'));
  await writeFile(join(folder, 'pictures', 'not-a-picture.png'), 'hello');
  await writeFile(join(folder, 'secret.png'), await png(5, 5, '#000'));
  await symlink(join(folder, 'secret.png'), join(folder, 'pictures', 'link.png'));
});
afterAll(async () => {
  await embedder.stop();
  await database.stop();
  await fresh.stop();
  await rm(folder, { recursive: true });
});
beforeEach(() => database.kysely.deleteFrom('products').execute());

interface Options {
  readonly format?: ImportFormat;
  readonly base?: string;
  readonly signal?: AbortSignal;
  /** Bytes a chunk, to cut lines and letters anywhere. */
  readonly chunkBytes?: number;
  readonly onProgress?: (summary: ImportSummary) => void;
  readonly from?: ImportSummary;
}

/** Imports text and tells what became of it. */
async function importText(text: string | Buffer, options: Options = {}) {
  const badLines: Pick<BadLine, 'line' | 'reason'>[] = [];
  const bytes = Buffer.from(text);
  const size = options.chunkBytes ?? 65_536;
  const summary = await importProducts({
    source: (async function* () {
      for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
    })(),
    format: options.format ?? 'ndjson',
    resolveImage: await createImageResolver({
      base: options.base,
      files: { maxBytes: 1024 * 1024, keep: async (picture) => (await media.store(picture)).hash },
    }),
    upsert: (inputs) => catalog.upsertProducts(inputs),
    signal: options.signal ?? new AbortController().signal,
    ...(options.from && { from: options.from }),
    onBadLine: ({ line, reason }) => badLines.push({ line, reason }),
    onProgress: options.onProgress ?? (() => {}),
  });
  return { summary, badLines };
}

async function imagesOf(externalId: string) {
  const product = await catalog.productBy({ externalId });
  if (product === null) throw new Error(`${externalId} is not there`);
  return (await catalog.imagesOfProducts([product.id])).get(product.id) ?? [];
}

const csv = [
  '\uFEFFexternalId,title,price,currency,inStock,images,attribute:colour,attribute:size,description',
  'A1,"Shoe, red ""Rosa""",12.90,EUR,yes,https://shop.example/a.jpg|https://shop.example/b.jpg,red,,"goes over',
  'two lines"',
  '',
  'A2,靴,9,jpy,no,,blue,42,',
  '',
].join('\r\n');

describe('a CSV', () => {
  test('with BOM, CRLF, quotes and cells over two lines becomes products', async () => {
    const { summary, badLines } = await importText(csv, { format: 'csv', chunkBytes: 7 });
    expect(badLines).toEqual([]);
    expect(summary).toEqual({ lines: 2, created: 2, updated: 0, unchanged: 0, failed: 0 });
    expect(await catalog.productBy({ externalId: 'A1' })).toMatchObject({
      title: 'Shoe, red "Rosa"',
      description: 'goes over\ntwo lines',
      price: { amount: '12.90', currency: 'EUR' },
      inStock: true,
      attributes: [{ name: 'colour', value: 'red' }],
    });
    expect((await imagesOf('A1')).map((image) => image.sourceUrl)).toEqual([
      'https://shop.example/a.jpg',
      'https://shop.example/b.jpg',
    ]);
    expect(await catalog.productBy({ externalId: 'A2' })).toMatchObject({
      title: '靴',
      description: null,
      price: { amount: '9', currency: 'JPY' },
      inStock: false,
      attributes: [
        { name: 'colour', value: 'blue' },
        { name: 'size', value: '42' },
      ],
    });
  });

  test('with broken rows reports each by its line and goes on', async () => {
    const rows = [
      'externalId,title,price,currency',
      'A1,good,,',
      'A2,bad "quote" inside,,',
      'A3,"never closed,,',
      'A4,good,,',
      'A5,too few',
      'A6,,,',
      'A7,costs,cheap,EUR',
      'A8,costs,5,',
      'A9,"good, too",5.5,EUR',
    ];
    const { summary, badLines } = await importText(rows.join('\n'), { format: 'csv' });
    expect(badLines).toEqual([
      { line: 3, reason: expect.stringContaining('badly quoted') },
      { line: 4, reason: expect.stringContaining('badly quoted') },
      { line: 6, reason: '2 cells where the header has 4' },
      { line: 7, reason: expect.stringMatching(/^title: /) },
      { line: 8, reason: expect.stringMatching(/^price.amount: .*12\.90/) },
      { line: 9, reason: expect.stringMatching(/^currency: /) },
    ]);
    expect(summary).toMatchObject({ lines: 9, created: 3, failed: 6 });
  });

  test('with a row of nothing but commas goes on after it', async () => {
    const { badLines, summary } = await importText(`externalId,title\n${','.repeat(50_000)}\nA1,x`, {
      format: 'csv',
    });
    expect(badLines).toEqual([{ line: 2, reason: 'more than 30000 commas' }]);
    expect(summary).toMatchObject({ created: 1 });
  });

  test.each([
    ['externalId,title,colour', /unknown column "colour".*attribute:NAME/],
    ['externalId;title', /separated by commas/],
    ['externalId,title,title', /title twice/],
    ['title,price', /lacks the column externalId/],
    ['externalId,"title', /header of the CSV is badly quoted/],
  ])('whose header is %j is refused as a whole', async (header, reason) => {
    await expect(importText(`${header}\nA1,x,y\n`, { format: 'csv' })).rejects.toThrow(reason);
  });
});

describe('NDJSON', () => {
  test('takes attributes as a list or as an object, and numbers as prices', async () => {
    const lines = [
      {
        externalId: 1,
        title: 'One',
        price: 12.5,
        currency: 'EUR',
        attributes: { size: [41, '42'], vegan: true },
      },
      { externalId: 'two', title: 'Two', attributes: [{ name: 'size', value: '43' }], inStock: false },
    ];
    await importText(lines.map((line) => JSON.stringify(line)).join('\r\n'), { chunkBytes: 3 });
    expect(await catalog.productBy({ externalId: '1' })).toMatchObject({
      price: { amount: '12.5', currency: 'EUR' },
      attributes: [
        { name: 'size', value: '41' },
        { name: 'size', value: '42' },
        { name: 'vegan', value: 'true' },
      ],
    });
    expect(await catalog.productBy({ externalId: 'two' })).toMatchObject({ inStock: false });
  });

  test('reports each bad line with its number and what is expected, and goes on', async () => {
    const lines = [
      '{"externalId": "A1", "title": "good"}',
      'nonsense',
      '',
      '[]',
      '{"externalId": "A2", "title": "x", "colour": "red"}',
      '{"externalId": "A3"}',
      '{"externalId": "A4", "title": "x", "inStock": "maybe"}',
      '{"externalId": "A5", "title": "x", "images": "one.jpg"}',
      '{"externalId": "A6", "title": "x", "price": "1,50", "currency": "EUR"}',
      '{"externalId": "A7", "title": "x", "url": "javascript:alert(1)"}',
      '{"externalId": "A1", "title": "again"}',
      `{"externalId": "A8", "title": "${'x'.repeat(2 * 1024 * 1024)}"}`,
      '{"externalId": "A9", "title": "good"}',
    ];
    const bytes = Buffer.concat([
      Buffer.from(`${lines.join('\n')}\n`),
      Buffer.from([0x7b, 0xff, 0xfe, 0x7d]), // not UTF-8
    ]);
    const { summary, badLines } = await importText(bytes);
    expect(badLines.map(({ line, reason }) => `${line} ${reason}`)).toEqual([
      expect.stringMatching(/^2 not JSON/),
      expect.stringMatching(/^4 an object is expected/),
      expect.stringMatching(/^5 unknown field colour; known are externalId, .*attributes/),
      expect.stringMatching(/^6 title: text is expected/),
      expect.stringMatching(/^7 inStock: true or false is expected/),
      expect.stringMatching(/^8 images: a list/),
      expect.stringMatching(/^9 price.amount: .*12\.90/),
      expect.stringMatching(/^10 url: /),
      expect.stringMatching(/^11 externalId: A1 comes twice/),
      expect.stringMatching(/^12 longer than 1 MB/),
      expect.stringMatching(/^14 not UTF-8/),
    ]);
    expect(summary).toMatchObject({ created: 2, failed: 11 });
    expect(await catalog.productBy({ externalId: 'A1' })).toMatchObject({ title: 'good' });
  });

  test('refuses what no product has so much of', async () => {
    const line = (more: object) => JSON.stringify({ externalId: 'A1', title: 'x', ...more });
    const numbers = Array.from({ length: 2500 }, (_, i) => i);
    const { badLines } = await importText(
      [
        line({ images: numbers.map(String) }),
        line({ attributes: { size: numbers } }),
        line({ attributes: Object.fromEntries(numbers.map((i) => [`k${i}`, i])) }),
        line(Object.fromEntries(numbers.map((i) => [`k${i}`, i]))),
      ]
        .map((text, i) => text.replace('A1', `A${i}`))
        .join('\n'),
    );
    expect(badLines.map(({ reason }) => reason)).toEqual(
      Array(4).fill('a line takes at most 2000 fields, images and attributes'),
    );
  });

  test('that is one JSON list is refused as a whole', async () => {
    await expect(importText('\n[{"externalId": "A1", "title": "x"},\n')).rejects.toThrow(/one JSON list/);
  });

  test('keeps what a line leaves out, and clears what it sets to null', async () => {
    await importText(
      '{"externalId": "A1", "title": "Shoe", "brand": "Acme", "category": "Shoes", "price": 5, "currency": "EUR"}',
    );
    const { summary } = await importText('{"externalId": "A1", "title": "Boot", "brand": null}');
    expect(summary).toMatchObject({ updated: 1 });
    expect(await catalog.productBy({ externalId: 'A1' })).toMatchObject({
      title: 'Boot',
      brand: null,
      category: 'Shoes',
      price: { amount: '5', currency: 'EUR' },
    });
  });
});

describe('pictures', () => {
  const line = (...images: string[]) => JSON.stringify({ externalId: 'A1', title: 'Shoe', images });
  const base = () => join(folder, 'pictures');

  test('given as file names are read from the folder and stored at once', async () => {
    const { badLines } = await importText(line('red.png', 'shoes/blue one.png'), { base: base() });
    expect(badLines).toEqual([]);
    expect(await imagesOf('A1')).toMatchObject([
      { position: 1, sourceUrl: null, width: 20, height: 10 },
      { position: 2, sourceUrl: null, width: 10, height: 20 },
    ]);
  });

  test.each([
    ['missing.png', /image "missing.png": there is no such file/],
    ['../secret.png', /leads out of/],
    ['shoes/../../secret.png', /leads out of/],
    ['link.png', /leads out of/],
    ['/etc/hostname', /a name within the folder is expected/],
    ['shoes', /is not a file/],
    ['not-a-picture.png', /image "not-a-picture.png": /],
    ['file:///etc/passwd', /an http\(s\) URL or a file name is expected/],
  ])('%s is a bad line', async (name, reason) => {
    const { summary, badLines } = await importText(line(name), { base: base() });
    expect(badLines).toEqual([{ line: 1, reason: expect.stringMatching(reason) }]);
    expect(summary).toMatchObject({ created: 0, failed: 1 });
  });

  test('given as file names are joined to a base URL, and never lead out of it', async () => {
    await importText(line('shoes/blue one.png', 'a#b?.png'), { base: 'https://cdn.example/shop' });
    expect((await imagesOf('A1')).map((image) => image.sourceUrl)).toEqual([
      'https://cdn.example/shop/shoes/blue%20one.png',
      'https://cdn.example/shop/a%23b%3F.png',
    ]);
    const { badLines } = await importText(line('../admin.png'), { base: 'https://cdn.example/shop' });
    expect(badLines).toMatchObject([{ reason: expect.stringContaining('leads out of') }]);
  });

  test('given as file names without a base are bad lines that say what to do', async () => {
    const { badLines } = await importText(line('red.png'));
    expect(badLines).toMatchObject([{ line: 1, reason: expect.stringContaining('--images-base') }]);
  });

  test('in a folder that is not there end the import', async () => {
    await expect(importText(line('red.png'), { base: '/no/such/folder' })).rejects.toThrow(/is not there/);
  });
});

describe('an import', () => {
  const many = (count: number) =>
    Array.from({ length: count }, (_, i) =>
      JSON.stringify({ externalId: `P${i}`, title: `Product ${i}` }),
    ).join('\n');

  test('that is run again changes nothing', async () => {
    const lines = [
      csv.replaceAll('https://shop.example/a.jpg', 'red.png'),
      'A3,Third,1.0,EUR,,shoes/blue one.png|https://shop.example/c.jpg,,,',
    ].join('');
    const first = await importText(lines, { format: 'csv', base: join(folder, 'pictures') });
    expect(first.summary).toMatchObject({ created: 3, failed: 0 });
    const look = () =>
      Promise.all([
        database.kysely.selectFrom('products').selectAll().orderBy('id').execute(),
        database.kysely.selectFrom('product_images').selectAll().orderBy('id').execute(),
      ]);
    const before = await look();
    const second = await importText(lines, { format: 'csv', base: join(folder, 'pictures') });
    expect(second.summary).toMatchObject({ created: 0, updated: 0, unchanged: 3, failed: 0 });
    expect(await look()).toEqual(before);
  });

  test('that is stopped ends after its batch and can be run again', async () => {
    const stop = new AbortController();
    const { summary } = await importText(many(1000), { signal: stop.signal, onProgress: () => stop.abort() });
    expect(summary).toMatchObject({ lines: 200, created: 200 });
    const { summary: rest } = await importText(many(1000));
    expect(rest).toMatchObject({ created: 800, unchanged: 200 });
  });

  test('goes on from where an earlier one broke off, and remembers what came before', async () => {
    const lines = [
      many(300),
      '{"externalId": "P7", "title": "again"}',
      '{"externalId": "new", "title": "x"}',
    ];
    const from = { lines: 250, created: 200, updated: 20, unchanged: 20, failed: 10 };
    const { summary, badLines } = await importText(lines.join('\n'), { from });
    expect(summary).toEqual({ lines: 302, created: 251, updated: 20, unchanged: 20, failed: 11 });
    expect(badLines).toEqual([{ line: 301, reason: expect.stringMatching(/P7 comes twice/) }]);
    expect(await catalog.productBy({ externalId: 'P249' })).toBeNull();
    expect(await catalog.productBy({ externalId: 'P250' })).not.toBeNull();
  });

  test('of any size holds a batch at a time', async () => {
    let read = 0;
    const source = async function* () {
      for (let i = 0; i < 10_000; i += 1) {
        read += 1;
        yield Buffer.from(`${JSON.stringify({ externalId: `P${i}`, title: 'x'.repeat(400) })}\n`);
      }
    };
    let stored = 0;
    let mostAhead = 0;
    await importProducts({
      source: source(),
      format: 'ndjson',
      resolveImage: async (sourceUrl) => ({ sourceUrl }),
      upsert: async (inputs) => {
        mostAhead = Math.max(mostAhead, read - stored);
        stored += inputs.length;
        return inputs.map(() => ({ status: 'CREATED', productId: 1n }));
      },
      signal: new AbortController().signal,
      onBadLine: () => {},
      onProgress: () => {},
    });
    expect(stored).toBe(10_000);
    expect(mostAhead).toBeLessThanOrEqual(201);
  });
});
