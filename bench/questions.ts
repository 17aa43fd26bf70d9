import { z } from 'zod';
import type { Message } from './client.ts';

/** What every search asks for: what a page of results shows. */
const answer = `
  plan
  edges {
    score
    node { externalId title brand category inStock price { amount currency } mainImage { id url width height } }
  }`;

const resultsForm = z.object({
  plan: z.string(),
  edges: z.array(z.object({ node: z.object({ externalId: z.string() }) })),
});
export type Results = z.output<typeof resultsForm>;
/** The answer to any of the three searches, which are all asked for as `results`. */
export const searchForm = z.object({ results: resultsForm });

export type Filter = Readonly<Record<string, unknown>> | null;

export function graphql(query: string, variables: Readonly<Record<string, unknown>>): Message {
  return {
    path: '/graphql',
    headers: { 'content-type': 'application/json', accept: 'application/json' },
    body: Buffer.from(JSON.stringify({ query, variables })),
  };
}

export function searchByText(text: string, mode: 'AUTO' | 'VECTOR' = 'AUTO'): Message {
  return graphql(
    `query ($text: String!, $mode: SearchMode) {
      results: searchByText(text: $text, first: 20, options: { mode: $mode }) { ${answer} }
    }`,
    { text, mode },
  );
}

/** The same of the plain resolver in bench/peers, which has no more arguments. */
export function peerSearchByText(text: string): Message {
  return graphql(`query ($text: String!) { results: searchByText(text: $text) { ${answer} } }`, { text });
}

export function peerSearchByImage(jpeg: Buffer): Message {
  return upload(
    `mutation ($image: File!) { results: searchByImage(photo: $image) { ${answer} } }`,
    { image: null },
    'variables.image',
    jpeg,
  );
}

/** What is like a product, with what all of that has. */
export function withFacets(externalId: string): Message {
  return graphql(
    `query ($to: ProductKey!) {
      results: similarProducts(to: $to, first: 20) {
        facets(names: ["category", "brand", "inStock", "price"]) { name counted values { value count } }
        ${answer}
      }
    }`,
    { to: { externalId } },
  );
}

/** What is like several products at once. */
export function composedOf(externalIds: readonly string[]): Message {
  const products = externalIds.map((externalId) => ({ product: { externalId } }));
  return graphql(
    `query ($query: SearchQuery!) { results: searchBy(query: $query, first: 20) { ${answer} } }`,
    { query: { products } },
  );
}

export function similarProducts(externalId: string, first = 20, filter: Filter = null): Message {
  return graphql(
    `query ($to: ProductKey!, $first: Int!, $filter: ProductFilter) {
      results: similarProducts(to: $to, first: $first, filter: $filter) { ${answer} }
    }`,
    { to: { externalId }, first, filter },
  );
}

export function searchByImage(jpeg: Buffer): Message {
  return upload(
    `query ($image: Upload!) { results: searchByImage(photo: { image: { upload: $image } }, first: 20) { ${answer} } }`,
    { image: null },
    'variables.image',
    jpeg,
  );
}

export function createProduct(externalId: string, jpeg: Buffer): Message {
  return upload(
    `mutation ($input: ProductInput!) { result: createProduct(input: $input) { __typename } }`,
    { input: { externalId, title: `Picture ${externalId}`, images: [{ upload: null }] } },
    'variables.input.images.0.upload',
    jpeg,
  );
}

export const anyProduct: Message = graphql('{ products(first: 1) { nodes { id } } }', {});

export const modelStates: Message = graphql('{ models { active state } }', {});

/** One file by the GraphQL multipart request convention. */
function upload(
  query: string,
  variables: Readonly<Record<string, unknown>>,
  at: string,
  jpeg: Buffer,
): Message {
  const boundary = 'vitrine-bench-7MA4YWxkTrZu0gW';
  const part = (name: string, value: string) =>
    `--${boundary}\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`;
  const head =
    part('operations', JSON.stringify({ query, variables })) +
    part('map', JSON.stringify({ 0: [at] })) +
    `--${boundary}\r\ncontent-disposition: form-data; name="0"; filename="photo.jpg"\r\ncontent-type: image/jpeg\r\n\r\n`;
  return {
    path: '/graphql',
    headers: {
      'content-type': `multipart/form-data; boundary=${boundary}`,
      accept: 'application/json',
      'graphql-require-preflight': 'true',
    },
    body: Buffer.concat([Buffer.from(head), jpeg, Buffer.from(`\r\n--${boundary}--\r\n`)]),
  };
}

/** The same picture in other bytes, by a comment right after a JPEG's first marker: no cache knows it. */
export function relabel(jpeg: Buffer, label: string): Buffer {
  const text = Buffer.from(label);
  const head = Buffer.from([0xff, 0xfe, 0, 0]);
  head.writeUInt16BE(text.length + 2, 2);
  return Buffer.concat([jpeg.subarray(0, 2), head, text, jpeg.subarray(2)]);
}

const sizes = ['tiny', 'small', 'compact', 'wide', 'large', 'huge', 'narrow', 'tall', 'short', 'long'];
const looks = ['red', 'blue', 'green', 'black', 'white', 'striped', 'wooden', 'leather', 'golden', 'shiny'];
const things = [
  'shoe',
  'guitar',
  'apple',
  'bicycle',
  'camera',
  'lamp',
  'umbrella',
  'teapot',
  'watch',
  'sofa',
];
const uses = [
  'for children',
  'for travel',
  'for the kitchen',
  'for winter',
  'for sports',
  'for a gift',
  'to wear',
  'for school',
  'for the garden',
  'on sale',
];

/** The words of search number `index`: no two of the first 10,000 are alike. */
export function wordsOf(index: number): string {
  const pick = (words: readonly string[], power: number) => words[Math.floor(index / 10 ** power) % 10] ?? '';
  return `${pick(sizes, 2)} ${pick(looks, 1)} ${pick(things, 0)} ${pick(uses, 3)}`;
}
