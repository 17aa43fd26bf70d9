import { readFile } from 'node:fs/promises';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Figurine, readFigurines } from '../../src/sync/figurines.ts';
import type { PhotoQuery, SearchQuery } from '../gql/graphql.ts';
import { type Answer, dataOf } from '../helpers/client.ts';
import { startServer, type TestServer } from '../helpers/server.ts';
import { search, searchBy, searchByImage } from '../operations.ts';

/** Things of several colours, and others to be taken for them. */
const sold =
  /^((red|orange|yellow|green|blue|purple|black|white|brown) (heart|circle|square|book|apple)|tomato|pizza|guitar|bicycle|elephant|dog|socks|camera|automobile|hot beverage|running shoe|strawberry|stop sign|balloon|whale)$/i;

let server: TestServer;
let figurines: readonly Figurine[];

beforeAll(async () => {
  server = await startServer({ EMBEDDER_THREADS: '1' });
  figurines = (await readFigurines()).filter(({ product }) => sold.test(product.title));
  const inputs = await Promise.all(
    figurines.map(async ({ product, path }) => {
      const { hash } = await server.parts.media.store(await readFile(path));
      return { externalId: product.title.toLowerCase(), title: product.title, images: [{ mediaHash: hash }] };
    }),
  );
  await server.parts.catalog.upsertProducts(inputs);
  await server.indexed();
});
afterAll(() => server.stop());

const product = (externalId: string, weight?: number) => ({
  product: { externalId },
  ...(weight !== undefined && { weight }),
});
const word = (text: string, weight?: number) => ({ text, ...(weight !== undefined && { weight }) });

async function pictureOf(title: string): Promise<Buffer> {
  const figurine = figurines.find(({ product }) => product.title.toLowerCase() === title);
  if (figurine === undefined) throw new Error(`there is no ${title}`);
  return readFile(figurine.path);
}

/** A photo of several figurines side by side, as wide as they are. */
async function photoOf(...titles: string[]): Promise<Blob> {
  const pictures = await Promise.all(
    titles.map(async (title) =>
      sharp(await pictureOf(title))
        .resize(300)
        .toBuffer(),
    ),
  );
  const background = { width: 300 * titles.length, height: 300, channels: 3, background: '#fff' } as const;
  const photo = sharp({ create: background }).composite(
    pictures.map((input, at) => ({ input, left: 300 * at, top: 0 })),
  );
  return new Blob([new Uint8Array(await photo.png().toBuffer())], { type: 'image/png' });
}

async function found(query: SearchQuery, files = {}, first = 10) {
  return dataOf(await server.graphql(searchBy, { query, first }, files)).searchBy;
}

const names = ({ nodes }: { readonly nodes: readonly { readonly externalId: string }[] }) =>
  nodes.map(({ externalId }) => externalId);

describe('a thing and a colour find the thing in that colour', () => {
  test.each([
    ['red heart', 'blue', 'blue heart'],
    ['red circle', 'orange', 'orange circle'],
    ['blue square', 'red', 'red square'],
    ['blue book', 'green', 'green book'],
    ['green apple', 'red', 'red apple'],
  ])('%s + %s', async (thing, colour, expected) => {
    const answer = await found({ products: [product(thing)], texts: [word(colour)] });
    expect(names(answer).slice(0, 3)).toContain(expected);
    expect(names(answer)).not.toContain(thing);
    expect(answer.plan).toBe('EXACT');
  });

  test('of a photo, too', async () => {
    const answer = await found(
      { photos: [{ image: { upload: null } }], texts: [word('blue')] },
      { 'query.photos.0.image.upload': await photoOf('red heart') },
    );
    expect(names(answer).slice(0, 3)).toContain('blue heart');
  });
});

test('a negative weight pushes away', async () => {
  const hearts = await found({ texts: [word('heart')] });
  const notRed = await found({ texts: [word('heart'), word('red', -1)] });
  const at = (answer: typeof hearts) => names(answer).indexOf('red heart');
  expect(at(hearts)).toBeGreaterThanOrEqual(0);
  expect(at(notRed) === -1 || at(notRed) > at(hearts)).toBe(true);
});

test('a composed search is kept, reopened and paged', async () => {
  const query = { products: [product('red heart')], texts: [word('blue'), word('shiny', 0.2)] };
  const one = await found(query, {}, 3);
  expect(one.search).toMatchObject({ kind: 'COMPOSED', text: 'blue, shiny' });
  const { search: again } = dataOf(await server.graphql(search, { id: one.search?.id ?? '', first: 6 }));
  expect(again?.results.nodes.slice(0, 3)).toEqual(one.nodes);
  const after = one.pageInfo.endCursor;
  const two = dataOf(await server.graphql(searchBy, { query, first: 3, after })).searchBy;
  expect([...names(one), ...names(two)]).toEqual(again?.results.nodes.map(({ externalId }) => externalId));
});

describe('a part of a photo', () => {
  const upload = { upload: null };
  const left = { x: 0, y: 0, width: 0.5, height: 1 };
  const right = { x: 0.5, y: 0, width: 0.5, height: 1 };

  async function best(photo: PhotoQuery, blob: Blob) {
    const answer = await server.graphql(searchByImage, { photo, first: 1 }, { 'photo.image.upload': blob });
    return names(dataOf(answer).searchByImage)[0];
  }

  test('is searched with by its crop', async () => {
    const blob = await photoOf('pizza', 'bicycle');
    expect(await best({ image: upload, crop: left }, blob)).toBe('pizza');
    expect(await best({ image: upload, crop: right }, blob)).toBe('bicycle');
  });

  test('is turned after it is cut out', async () => {
    const upright = await photoOf('automobile', 'pizza');
    const lying = await sharp(await upright.arrayBuffer())
      .rotate(90)
      .png()
      .toBuffer();
    const blob = new Blob([new Uint8Array(lying)]);
    const crop = { x: 0, y: 0, width: 1, height: 0.5 };
    expect(await best({ image: upload, crop, rotate: 270 }, blob)).toBe('automobile');
  });

  test('of a picture of the catalogue is embedded from its bytes', async () => {
    const { edges } = await found({ products: [product('pizza', 0.1)], texts: [word('bicycle')] }, {}, 1);
    const productImage = edges[0]?.image?.id ?? '';
    const whole = await server.graphql(searchByImage, { photo: { image: { productImage } }, first: 1 });
    const corner = await server.graphql(searchByImage, {
      photo: { image: { productImage }, crop: { x: 0, y: 0, width: 0.3, height: 0.3 } },
      first: 1,
    });
    expect(dataOf(whole).searchByImage.edges[0]?.score).toBeGreaterThan(0.99);
    expect(dataOf(corner).searchByImage.edges[0]?.score).toBeLessThan(0.95);
  });
});

describe('what makes no sense is refused with its path', () => {
  const upload = { upload: null };
  const url = { url: 'https://pictures.example.com/1.jpg' };
  const crop = (x: number, y: number, width: number, height: number) => ({
    photos: [{ image: url, crop: { x, y, width, height } }],
  });
  const many = (count: number) => Array.from({ length: count }, () => ({ image: url }));
  const refusalOf = ({ errors }: Answer<unknown>) => errors?.[0]?.extensions;

  const cases: [string, SearchQuery, string[]][] = [
    ['no part', {}, []],
    ['empty lists', { photos: [], texts: [] }, []],
    ['9 texts', { texts: Array.from({ length: 9 }, () => word('blue')) }, []],
    ['50 photos', { photos: many(50) }, []],
    ['all weights negative', { texts: [word('blue', -1)], products: [product('pizza', -2)] }, []],
    ['all weights zero', { texts: [word('blue', 0)] }, []],
    ['a weight of 11', { texts: [word('blue', 11)] }, ['texts', '0', 'weight']],
    ['parts that cancel out', { products: [product('pizza', 1), product('pizza', -1)] }, []],
    ['a text without words', { texts: [word(' ')] }, ['texts', '0', 'text']],
    ['a crop beyond the right edge', crop(0.6, 0, 0.5, 1), ['photos', '0', 'crop']],
    ['a crop outside', crop(1, 0.2, 0.5, 0.5), ['photos', '0', 'crop']],
    ['a crop left of the picture', crop(-0.1, 0, 0.5, 1), ['photos', '0', 'crop', 'x']],
    ['a crop without width', crop(0, 0, 0, 1), ['photos', '0', 'crop', 'width']],
    ['a crop in pixels', crop(10, 10, 300, 300), ['photos', '0', 'crop', 'x']],
    ['rotated by 45', { photos: [{ image: url, rotate: 45 }] }, ['photos', '0', 'rotate']],
    ['rotated by -90', { photos: [{ image: url, rotate: -90 }] }, ['photos', '0', 'rotate']],
  ];
  test.each(cases)('%s', async (_, query, path) => {
    const refusal = refusalOf(await server.graphql(searchBy, { query }));
    expect(refusal).toMatchObject({ code: 'BAD_USER_INPUT', path: ['query', ...path] });
  });

  test('a product that there is not', async () => {
    const query = { products: [product('pizza'), product('a unicorn')] };
    const refusal = refusalOf(await server.graphql(searchBy, { query }));
    expect(refusal).toMatchObject({ code: 'NOT_FOUND', path: ['query', 'products', '1', 'product'] });
  });

  test('a crop of a few pixels', async () => {
    const photo = { image: upload, crop: { x: 0, y: 0, width: 0.01, height: 1 } };
    const files = { 'photo.image.upload': await photoOf('pizza') };
    const answer = await server.graphql(searchByImage, { photo }, files);
    expect(refusalOf(answer)).toMatchObject({ code: 'BAD_USER_INPUT', path: ['photo', 'crop'] });
    expect(answer.errors?.[0]?.message).toContain('3 × 300');
  });

  test('a photo alone that pushes away', async () => {
    const answer = await server.graphql(searchByImage, { photo: { image: url, weight: -1 } });
    expect(refusalOf(answer)).toMatchObject({ code: 'BAD_USER_INPUT', path: ['photo', 'weight'] });
  });

  test('a photo that is none, by its place', async () => {
    const query = { texts: [word('blue')], photos: [{ image: upload }] };
    const files = { 'query.photos.0.image.upload': new Blob(['no picture']) };
    const refusal = refusalOf(await server.graphql(searchBy, { query }, files));
    expect(refusal).toMatchObject({ code: 'UNSUPPORTED_FORMAT', path: ['query', 'photos', '0'] });
  });
});
