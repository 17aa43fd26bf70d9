import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ProductInput } from '../../src/catalog/types.ts';
import { readFigurines } from '../../src/sync/figurines.ts';
import { dataOf } from '../helpers/client.ts';
import { startServer, type TestServer } from '../helpers/server.ts';

/** Animals, and people at sport, some of whom look the same. */
const groups = new Set(['Mammals', 'Athletics']);

let server: TestServer;
const pathOf = new Map<string, string>();

beforeAll(async () => {
  server = await startServer();
  const { catalog, media, search } = server.parts;
  const figurines = (await readFigurines()).filter(({ product }) => groups.has(product.category ?? ''));
  const products: ProductInput[] = [];
  for (const { product, path } of figurines) {
    pathOf.set(product.externalId, path);
    const { hash } = await media.store(await readFile(path));
    products.push({ ...product, images: [{ mediaHash: hash }] });
  }
  await catalog.upsertProducts(products);
  await catalog.createProduct({ externalId: 'no-picture', title: 'Giraffe poster' });
  await server.indexed();
  await search.calibrate();
});
afterAll(() => server.stop());

interface Edge {
  readonly cursor: string;
  readonly score: number | null;
  readonly match: string | null;
  readonly node: { readonly externalId: string };
  readonly variants: readonly { readonly externalId: string }[];
}

interface Found {
  readonly found: {
    readonly edges: readonly Edge[];
    readonly totalCount: number;
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  };
}

const fields = `edges { cursor score match node { externalId } variants { externalId } }
  totalCount pageInfo { hasNextPage endCursor }`;
const byText = `query ($text: String!, $after: String, $first: Int, $options: SearchOptions) {
  found: searchByText(text: $text, first: $first, after: $after, options: $options) { ${fields} } }`;
const byPhoto = `query ($photo: PhotoQuery!, $options: SearchOptions) {
  found: searchByImage(photo: $photo, first: 100, options: $options) { ${fields} } }`;
const similar = `query ($externalId: String!, $options: SearchOptions) {
  found: similarProducts(to: { externalId: $externalId }, first: 100, options: $options) { ${fields} } }`;

async function searched(operation: string, variables: Readonly<Record<string, unknown>>, photo?: Blob) {
  const files = photo && { 'photo.image.upload': photo };
  const asked = photo === undefined ? variables : { ...variables, photo: { image: { upload: null } } };
  return dataOf(await server.graphql<Found, Record<string, unknown>>(operation, asked, files)).found;
}

async function photoOf(externalId: string): Promise<Blob> {
  return new Blob([new Uint8Array(await readFile(pathOf.get(externalId) ?? ''))]);
}

const idsOf = (edges: readonly Edge[]) => edges.map(({ node }) => node.externalId);
const elephant = 'demo-1f418';
const giraffe = 'demo-1f992';
/** A person biking, of whom there are three. */
const biking = 'demo-1f6b4';

test('a photo that the catalogue has is identical, and minMatch leaves what is as strong as it says', async () => {
  const photo = await photoOf(elephant);
  const { edges } = await searched(byPhoto, {}, photo);
  expect(edges[0]).toMatchObject({ match: 'IDENTICAL', node: { externalId: elephant } });
  expect(new Set(edges.map(({ match }) => match)).size).toBeGreaterThan(2);

  const strong = edges.filter(({ match }) => match === 'IDENTICAL' || match === 'STRONG');
  const cut = await searched(byPhoto, { options: { minMatch: 'STRONG' } }, photo);
  expect(idsOf(cut.edges)).toEqual(idsOf(strong));
  expect(cut.totalCount).toBe(strong.length);
});

test('a photo drawn by another hand is strong where it shows the same animal', async () => {
  const drawn = await readFile(new URL('../fixtures/noto/1f436.png', import.meta.url));
  const { edges } = await searched(byPhoto, {}, new Blob([new Uint8Array(drawn)]));
  expect(edges[0]).toMatchObject({ node: { externalId: 'demo-1f436' } });
  expect(['STRONG', 'RELATED']).toContain(edges[0]?.match);
});

test('a photo of nothing that is for sale here is nowhere strong', async () => {
  const palette = await readFile(new URL('../fixtures/noto/1f3a8.png', import.meta.url));
  const { edges } = await searched(byPhoto, {}, new Blob([new Uint8Array(palette)]));
  expect(edges.filter(({ match }) => match === 'IDENTICAL' || match === 'STRONG')).toEqual([]);
});

test('words are as strong as words can be, and a result by words alone has no strength and is not cut', async () => {
  const { edges } = await searched(byText, { text: 'giraffe', first: 50 });
  const pictured = edges.find(({ node }) => node.externalId === giraffe);
  expect(pictured?.match).toBe('STRONG');
  const words = edges.find(({ node }) => node.externalId === 'no-picture');
  expect(words).toMatchObject({ match: null, score: null });

  const strong = await searched(byText, { text: 'giraffe', first: 50, options: { minMatch: 'STRONG' } });
  expect(idsOf(strong.edges)).toEqual(expect.arrayContaining([giraffe, 'no-picture']));
  for (const { match, score } of strong.edges) expect(score === null || match === 'STRONG').toBe(true);
});

test('near-duplicates become one result with its variants, and none is lost or doubled', async () => {
  const whole = await searched(similar, { externalId: biking });
  expect(whole.edges.every(({ variants }) => variants.length === 0)).toBe(true);
  const folded = await searched(similar, {
    externalId: biking,
    options: { collapseDuplicates: true },
  });
  const variants = folded.edges.flatMap(({ variants: each }) => each.map(({ externalId }) => externalId));
  expect(variants.length).toBeGreaterThan(0);
  expect(folded.totalCount + variants.length).toBe(whole.totalCount);
  // those that remain keep their order
  const left = idsOf(folded.edges);
  const before = idsOf(whole.edges);
  expect(before.filter((id) => left.includes(id))).toEqual(left.filter((id) => before.includes(id)));
  expect(left.filter((id) => variants.includes(id))).toEqual([]);
});

test('a folded answer is walked page by page as a whole one is', async () => {
  const options = { collapseDuplicates: true, diversity: 0.3 };
  const whole = await searched(byText, { text: 'person at sport', first: 30, options });
  const walked: string[] = [];
  let after: string | null = null;
  for (let page = 0; page < 3; page++) {
    const { edges, pageInfo } = await searched(byText, {
      text: 'person at sport',
      first: 10,
      after,
      options,
    });
    walked.push(...idsOf(edges));
    after = pageInfo.endCursor;
  }
  expect(walked).toEqual(idsOf(whole.edges));
});

test('diversity spreads the same results, the first one first', async () => {
  const photo = await photoOf(biking);
  const near = await searched(byPhoto, {}, photo);
  const varied = await searched(byPhoto, { options: { diversity: 0.6 } }, photo);
  expect(idsOf(varied.edges)[0]).toBe(idsOf(near.edges)[0]);
  expect(varied.totalCount).toBe(near.totalCount);
  const tenFirst = ({ edges }: Found['found']) =>
    edges.slice(0, 10).reduce((sum, { score }) => sum + (score ?? 0), 0);
  // what is less alike comes up among the first ten
  expect(tenFirst(varied)).toBeLessThan(tenFirst(near));
  const none = await searched(byPhoto, { options: { diversity: 0 } }, photo);
  expect(idsOf(none.edges)).toEqual(idsOf(near.edges));
});

test('a diversity out of range is refused with its path', async () => {
  const answer = await server.graphql(byText, { text: 'dog', options: { diversity: 1.5 } });
  expect(answer.errors?.[0]?.extensions).toMatchObject({
    code: 'BAD_USER_INPUT',
    path: ['options', 'diversity'],
  });
});
