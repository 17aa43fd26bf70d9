import { readFile } from 'node:fs/promises';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Crop } from '../../src/embedding/types.ts';
import { overlap } from '../../src/search/windows.ts';
import { type Figurine, readFigurines } from '../../src/sync/figurines.ts';
import { dataOf } from '../helpers/client.ts';
import { startServer, type TestServer } from '../helpers/server.ts';
import {
  matchedRegion,
  matchedRegions,
  matchedRegionsAgain,
  matchedRegionsOfParts,
  searches,
  searchRegions,
} from '../operations.ts';

const sold =
  /^(tomato|pizza|guitar|bicycle|elephant|dog face|socks|camera|automobile|hot beverage|running shoe|strawberry|balloon|spouting whale|open book|umbrella|pineapple|teapot|violin|rocket|sunflower|cactus|penguin|alarm clock|soccer ball|wrapped gift|hammer|key|mushroom|snowman)$/i;
/** Where the three things of the photo are, of its 1000 × 700 pixels. */
const things: Record<string, { left: number; top: number; side: number }> = {
  pizza: { left: 40, top: 60, side: 330 },
  bicycle: { left: 620, top: 30, side: 340 },
  elephant: { left: 330, top: 370, side: 320 },
};

let server: TestServer;
let figurines: readonly Figurine[];
let photo: Blob;

const placeOf = (thing: string): Crop => {
  const { left, top, side } = things[thing] ?? { left: 0, top: 0, side: 0 };
  return { x: left / 1000, y: top / 700, width: side / 1000, height: side / 700 };
};

function pathOf(title: string): string {
  const figurine = figurines.find(({ product }) => product.title.toLowerCase() === title);
  if (figurine === undefined) throw new Error(`there is no ${title}`);
  return figurine.path;
}

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

  const layers = await Promise.all(
    Object.entries(things).map(async ([title, { left, top, side }]) => ({
      input: await sharp(pathOf(title)).resize(side).toBuffer(),
      ...{ left, top },
    })),
  );
  const scene = sharp({ create: { width: 1000, height: 700, channels: 3, background: '#e8e4dc' } });
  const jpeg = await scene.composite(layers).jpeg({ quality: 90 }).toBuffer();
  photo = new Blob([new Uint8Array(jpeg)], { type: 'image/jpeg' });
});
afterAll(() => server.stop());

const upload = { image: { upload: null } };
const withPhoto = () => ({ 'photo.image.upload': photo });

describe('regions of a photo of three things', () => {
  test('are the three, each with what it shows', async () => {
    const answer = await server.graphql(searchRegions, { photo: upload }, withPhoto());
    const { searchRegions: found } = dataOf(answer);
    expect(found.length).toBeGreaterThanOrEqual(3);
    expect(found.length).toBeLessThanOrEqual(5);
    for (const thing of Object.keys(things)) {
      const region = found.find(({ best }) => best.node.externalId === thing)?.region;
      expect(region, thing).toBeDefined();
      if (region) expect(overlap(region, placeOf(thing)), thing).toBeGreaterThan(0.3);
    }
    const strengths = found.map(({ region }) => region.strength);
    expect(strengths).toEqual(strengths.toSorted((a, b) => b - a));
    for (const { region, best } of found) {
      expect(best.score).toBeCloseTo(region.strength, 4);
      expect(best.matchedRegion).toEqual(region);
    }
    for (const [at, { region }] of found.entries()) {
      for (const other of found.slice(at + 1)) expect(overlap(region, other.region)).toBeLessThanOrEqual(0.5);
    }
  });

  test('lie in the crop that is searched with', async () => {
    const crop = { x: 0.5, y: 0, width: 0.5, height: 0.6 };
    const answer = await server.graphql(searchRegions, { photo: { ...upload, crop } }, withPhoto());
    const { searchRegions: found } = dataOf(answer);
    expect(found[0]?.best.node.externalId).toBe('bicycle');
    for (const { region } of found) {
      expect(region.x).toBeGreaterThanOrEqual(crop.x);
      expect(region.y + region.height).toBeLessThanOrEqual(crop.y + crop.height + 1e-9);
    }
    if (found[0]) expect(overlap(found[0].region, placeOf('bicycle'))).toBeGreaterThan(0.3);
  });

  test('of a photo that hangs on its side are of it as it hangs', async () => {
    const lying = await sharp(await photo.arrayBuffer())
      .rotate(90)
      .toBuffer();
    const turned = { 'photo.image.upload': new Blob([new Uint8Array(lying)]) };
    const answer = await server.graphql(searchRegions, { photo: { ...upload, rotate: 270 } }, turned);
    const bicycle = dataOf(answer).searchRegions.find(({ best }) => best.node.externalId === 'bicycle');
    const { x, y, width, height } = placeOf('bicycle');
    const lain = { x: 1 - y - height, y: x, width: height, height: width };
    expect(bicycle).toBeDefined();
    if (bicycle) expect(overlap(bicycle.region, lain)).toBeGreaterThan(0.3);
  });

  test('are no easy way to keep the server busy', async () => {
    const many = Array.from(
      { length: 9 },
      (_, at) => `r${at}: searchRegions(photo: $photo) { region { x } }`,
    );
    const query = `query ($photo: PhotoQuery!) { ${many.join('\n')} }`;
    const variables = { photo: { image: { url: 'https://pictures.example.com/1.jpg' } } };
    const response = await fetch(`${server.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query, variables }),
    });
    expect(await response.json()).toMatchObject({ errors: [{ extensions: { code: 'QUERY_TOO_COMPLEX' } }] });
  });
});

describe('the matched region', () => {
  test('of each result lies over what it shows', async () => {
    const answer = await server.graphql(matchedRegions, { photo: upload, first: 30 }, withPhoto());
    const { edges } = dataOf(answer).searchByImage;
    for (const thing of Object.keys(things)) {
      const region = edges.find(({ node }) => node.externalId === thing)?.matchedRegion;
      expect(region, thing).toBeTruthy();
      if (region) expect(overlap(region, placeOf(thing)), thing).toBeGreaterThan(0.3);
    }
  });

  test('is of the photo of a composed question, too', async () => {
    const query = { photos: [upload], texts: [{ text: 'bicycle', weight: 0.5 }] };
    const at = { 'query.photos.0.image.upload': photo };
    const { edges } = dataOf(await server.graphql(matchedRegionsOfParts, { query, first: 30 }, at)).searchBy;
    const region = edges.find(({ node }) => node.externalId === 'bicycle')?.matchedRegion;
    expect(region).toBeTruthy();
    if (region) expect(overlap(region, placeOf('bicycle'))).toBeGreaterThan(0.3);
  });

  test('is null once the photo is gone, and without one', async () => {
    const answer = await server.graphql(matchedRegions, { photo: upload, first: 3 }, withPhoto());
    const id = dataOf(answer).searchByImage.search?.id ?? '';
    const { search } = dataOf(await server.graphql(matchedRegionsAgain, { id }));
    expect(search?.results.edges.map(({ matchedRegion }) => matchedRegion)).toEqual([null, null, null]);
    const query = { texts: [{ text: 'bicycle' }] };
    const { edges } = dataOf(await server.graphql(matchedRegionsOfParts, { query, first: 1 })).searchBy;
    expect(edges[0]?.matchedRegion).toBeNull();
  });
});

describe('the matched region of one product', () => {
  const regionOf = (externalId: string) =>
    server.graphql(matchedRegion, { photo: upload, product: { externalId } }, withPhoto());

  test('is the one that a search with the photo tells of it, and no search is remembered', async () => {
    const answer = await server.graphql(matchedRegions, { photo: upload, first: 30 }, withPhoto());
    const { edges } = dataOf(answer).searchByImage;
    const before = dataOf(await server.graphql(searches)).searches.totalCount;
    for (const thing of Object.keys(things)) {
      const { matchedRegion: region } = dataOf(await regionOf(thing));
      expect(region, thing).toBeTruthy();
      if (region) expect(overlap(region, placeOf(thing)), thing).toBeGreaterThan(0.3);
      expect(edges.find(({ node }) => node.externalId === thing)?.matchedRegion, thing).toBeTruthy();
    }
    expect(dataOf(await server.graphql(searches)).searches.totalCount).toBe(before);
  });

  test('is null where nothing of the product is indexed', async () => {
    await server.parts.catalog.createProduct({ externalId: 'bare', title: 'bare' });
    expect(dataOf(await regionOf('bare')).matchedRegion).toBeNull();
  });

  test('of a product that is not there is refused', async () => {
    expect(await regionOf('nobody')).toMatchObject({ errors: [{ extensions: { code: 'NOT_FOUND' } }] });
  });

  test('is no easy way to keep the server busy', async () => {
    const many = Array.from(
      { length: 21 },
      (_, at) => `r${at}: matchedRegion(photo: $photo, product: $product) { x }`,
    );
    const query = `query ($photo: PhotoQuery!, $product: ProductKey!) { ${many.join('\n')} }`;
    const photo = { image: { url: 'https://pictures.example.com/1.jpg' } };
    const variables = { photo, product: { externalId: 'bicycle' } };
    const { errors } = await server.graphql(query, variables);
    expect(errors?.[0]).toMatchObject({ extensions: { code: 'QUERY_TOO_COMPLEX' } });
  });
});
