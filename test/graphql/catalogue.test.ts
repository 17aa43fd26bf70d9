import { readFileSync } from 'node:fs';
import { print } from 'graphql';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { encodeGlobalId } from '../../src/graphql/node.ts';
import type { ProductInput, ProductKey, ProductsQueryVariables } from '../gql/graphql.ts';
import { dataOf } from '../helpers/client.ts';
import { startServer, type TestServer } from '../helpers/server.ts';
import {
  addProductImage,
  createProduct,
  deleteProduct,
  node,
  product as productBy,
  products,
  removeProductImage,
  updateProduct,
  upsertProducts,
} from '../operations.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startServer({ MODEL: 'none' });
});
afterAll(() => server.stop());
beforeEach(async () => {
  await server.parts.database.kysely.deleteFrom('products').execute();
});

const apple = new Blob([readFileSync(new URL('../fixtures/noto/1f34e.png', import.meta.url))]);
const pizza = new Blob([readFileSync(new URL('../fixtures/noto/1f355.png', import.meta.url))]);

/** Creates a product over the API. */
async function made(input: ProductInput, files?: Record<string, Blob>) {
  const { createProduct: result } = dataOf(await server.graphql(createProduct, { input }, files));
  if (result.__typename !== 'CreateProductSuccess') throw new Error(JSON.stringify(result));
  return result.product;
}

async function read(by: ProductKey) {
  return dataOf(await server.graphql(productBy, { by })).product;
}

/** The id of a picture that is there. */
function idOf(image: { readonly id: string } | undefined): string {
  if (image === undefined) throw new Error('the product has no such picture');
  return image.id;
}

const lamp = {
  externalId: 'lamp',
  title: 'Lamp',
  description: 'Bends.',
  brand: 'Lumen',
  category: 'Lighting',
  price: { amount: '12.90', currency: 'EUR' },
  url: 'https://shop.example.com/lamp',
  inStock: false,
  attributes: [{ name: 'colour', value: 'red' }],
};
const images = [{ url: 'https://img.example.com/1.jpg' }, { url: 'https://img.example.com/2.jpg' }];

test('a product is created and read back by either key and as a node', async () => {
  const product = await made({ ...lamp, images });
  const expected = {
    ...lamp,
    images: [
      { position: 1, sourceUrl: images[0]?.url, url: images[0]?.url, width: null, height: null },
      { position: 2, sourceUrl: images[1]?.url },
    ],
    mainImage: { id: idOf(product.images[0]) },
  };
  expect(product).toMatchObject(expected);
  expect(await read({ id: product.id })).toEqual(product);
  expect(await read({ externalId: 'lamp' })).toEqual(product);
  expect(await read({ externalId: 'lamps' })).toBeNull();
  expect(dataOf(await server.graphql(node, { id: product.id })).node).toEqual({
    __typename: 'Product',
    ...product,
  });
  const image = idOf(product.images[1]);
  expect(dataOf(await server.graphql(node, { id: image })).node).toEqual({
    __typename: 'ProductImage',
    id: image,
    position: 2,
  });
});

test('an uploaded picture is stored, and served where its url says', async () => {
  const product = await made(
    { externalId: 'a', title: 'A', images: [{ upload: null }, { upload: null }] },
    { 'input.images.0.upload': apple, 'input.images.1.upload': pizza },
  );
  expect(product.images).toMatchObject([
    { position: 1, sourceUrl: null, width: expect.any(Number) },
    { position: 2, sourceUrl: null },
  ]);
  const response = await fetch(product.images[0]?.url ?? '');
  expect(response.status).toBe(200);
  expect(response.headers.get('content-type')).toBe('image/webp');
});

test('a picture of one product can be shown by another, and its file stays until the last one goes', async () => {
  const one = await made(
    { externalId: 'a', title: 'A', images: [{ upload: null }] },
    { 'input.images.0.upload': apple },
  );
  const two = await made({ externalId: 'b', title: 'B', images: [{ productImage: idOf(one.images[0]) }] });
  const url = two.images[0]?.url ?? '';
  expect(url).toBe(one.images[0]?.url);
  expect((await server.graphql(deleteProduct, { by: { id: one.id } })).data).toEqual({
    deleteProduct: { __typename: 'DeleteProductSuccess', product: { externalId: 'a', images: [] } },
  });
  expect((await fetch(url)).status).toBe(200);
  await server.graphql(deleteProduct, { by: { externalId: 'b' } });
  expect((await fetch(url)).status).toBe(404);
  expect((await server.graphql(deleteProduct, { by: { id: one.id } })).data).toMatchObject({
    deleteProduct: { __typename: 'NotFound', code: 'NOT_FOUND' },
  });
});

test('a patch keeps what is absent, clears what is null and replaces lists', async () => {
  const product = await made({ ...lamp, images });
  const input = {
    brand: null,
    inStock: null,
    attributes: [],
    images: [{ url: 'https://img.example.com/2.jpg' }, { url: 'https://img.example.com/3.jpg' }],
  };
  const { data } = await server.graphql(updateProduct, { by: { externalId: 'lamp' }, input });
  expect(data).toMatchObject({
    updateProduct: {
      product: {
        ...lamp,
        brand: null,
        inStock: true,
        attributes: [],
        images: [
          { id: product.images[1]?.id, position: 1 },
          { position: 2, sourceUrl: 'https://img.example.com/3.jpg' },
        ],
      },
    },
  });
});

test('a picture is added before another one, and removed', async () => {
  const product = await made({ ...lamp, images });
  const to = { externalId: 'lamp' };
  const added = dataOf(
    await server.graphql(
      addProductImage,
      { to, image: { upload: null }, position: 1 },
      { 'image.upload': apple },
    ),
  ).addProductImage;
  if (added.__typename !== 'AddProductImageSuccess') throw new Error(added.message);
  expect(added.image.position).toBe(1);
  const again = await server.graphql(addProductImage, {
    to,
    image: { url: 'https://img.example.com/1.jpg' },
  });
  expect(dataOf(again)).toMatchObject({
    addProductImage: { __typename: 'Conflict', code: 'CONFLICT', path: ['image'] },
  });
  const nowhere = { to, image: { url: 'https://img.example.com/9.jpg' }, position: 0 };
  expect(dataOf(await server.graphql(addProductImage, nowhere))).toMatchObject({
    addProductImage: { __typename: 'InvalidInput', path: ['position'] },
  });
  const { id } = added.image;
  expect(dataOf(await server.graphql(removeProductImage, { id }))).toEqual({
    removeProductImage: {
      __typename: 'RemoveProductImageSuccess',
      product: { images: product.images.map((image) => ({ id: image.id })) },
    },
  });
  expect(dataOf(await server.graphql(removeProductImage, { id }))).toMatchObject({
    removeProductImage: { __typename: 'NotFound' },
  });
});

test('an upsert answers line by line, and one bad picture or text fails its line alone', async () => {
  await made(lamp);
  const inputs = [
    lamp,
    { ...lamp, title: 'Again' },
    { externalId: 'new', title: 'New', images: [{ upload: null }] },
    { externalId: 'broken', title: 'Broken', images: [{ upload: null }] },
    { externalId: 'empty', title: ' ' },
    {
      externalId: 'gone',
      title: 'Gone',
      images: [{ productImage: encodeGlobalId('ProductImage', '999999') }],
    },
  ];
  const { data, errors } = await server.graphql(
    upsertProducts,
    { inputs },
    { 'inputs.2.images.0.upload': apple, 'inputs.3.images.0.upload': new Blob(['no picture']) },
  );
  expect(errors).toBeUndefined();
  expect(data).toMatchObject({
    upsertProducts: {
      lines: [
        { index: 0, externalId: 'lamp', status: 'UNCHANGED', result: { product: { title: 'Lamp' } } },
        {
          index: 1,
          status: 'FAILED',
          result: { __typename: 'Conflict', path: ['inputs', '1', 'externalId'] },
        },
        { index: 2, status: 'CREATED', result: { product: { images: [{ position: 1 }] } } },
        {
          index: 3,
          status: 'FAILED',
          result: { __typename: 'ImageFailure', path: ['inputs', '3', 'images', '0', 'upload'] },
        },
        {
          index: 4,
          status: 'FAILED',
          result: { __typename: 'InvalidInput', path: ['inputs', '4', 'title'] },
        },
        { index: 5, status: 'FAILED', result: { __typename: 'NotFound' } },
      ],
    },
  });
});

test('too many pictures are refused before any of them is looked up', async () => {
  const images = Array.from({ length: 51 }, (_, n) => ({
    productImage: encodeGlobalId('ProductImage', n + 1),
  }));
  const answer = dataOf(await server.graphql(createProduct, { input: { ...lamp, images } }));
  expect(answer.createProduct).toMatchObject({ code: 'BAD_USER_INPUT' });
});

test('a thousand products go in at once; one more is refused', async () => {
  const inputs = Array.from({ length: 1001 }, (_none, n) => ({ externalId: `p${n}`, title: `P ${n}` }));
  expect((await server.graphql(upsertProducts, { inputs })).data).toMatchObject({
    upsertProducts: { __typename: 'InvalidInput', path: ['inputs'] },
  });
  const { data, errors } = await server.graphql(upsertProducts, { inputs: inputs.slice(1) });
  expect(errors).toBeUndefined();
  expect(data).toMatchObject({ upsertProducts: { lines: { length: 1000 } } });
});

test('products are filtered, ordered and paged', async () => {
  for (const [n, price] of ['3', '1', '2', null].entries()) {
    await made({
      externalId: `p${n}`,
      title: `Thing ${n}`,
      price: price === null ? null : { amount: price, currency: 'EUR' },
      category: n < 3 ? 'c' : 'd',
    });
  }
  const filter = { category: ['c', 'e'], price: { min: '1', currency: null }, brand: null };
  const page = await server.graphql(products, { first: 2, filter, orderBy: 'PRICE_ASC' });
  expect(page.data).toMatchObject({
    products: {
      totalCount: 3,
      nodes: [{ externalId: 'p1' }, { externalId: 'p2' }],
      pageInfo: { hasNextPage: true, hasPreviousPage: false },
    },
  });
  const after = dataOf(page).products.pageInfo.endCursor;
  expect(
    (await server.graphql(products, { first: 2, after, filter, orderBy: 'PRICE_ASC' })).data,
  ).toMatchObject({
    products: { nodes: [{ externalId: 'p0' }], pageInfo: { hasNextPage: false, hasPreviousPage: true } },
  });
});

test.each<[string, ProductsQueryVariables, string[]]>([
  ['a page of 100,000', { first: 100_000 }, ['first']],
  ['a page of none', { first: 0 }, ['first']],
  ['a made-up cursor', { after: 'made-up' }, ['after']],
  ['a price range turned round', { filter: { price: { min: '2', max: '1' } } }, ['filter', 'price']],
])('%s is refused with its path', async (_what, variables, path) => {
  const { errors } = await server.graphql(products, variables);
  expect(errors).toMatchObject([{ path: ['products'], extensions: { code: 'BAD_USER_INPUT', path } }]);
});

// sent as text: the types of a client refuse most of it
test.each<[string, object]>([
  ['NaN as a price', { price: { amount: Number.NaN, currency: 'EUR' } }],
  ['a price in words', { price: { amount: 'Infinity', currency: 'EUR' } }],
  ['a URL that is none', { url: 'lamp' }],
  ['a picture that is two things', { images: [{ url: 'https://img.example.com/1.jpg', productImage: 'x' }] }],
])('%s is refused with a code', async (_what, more) => {
  const { errors } = await server.graphql(print(createProduct), { input: { ...lamp, ...more } });
  expect(errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }]);
  expect(await server.parts.catalog.countProducts()).toBe(0);
});

test('ids that are none of ours, or another type’s, are refused; unknown ones are not there', async () => {
  const image = encodeGlobalId('ProductImage', '1');
  for (const id of [image, 'made-up', '']) {
    expect((await server.graphql(productBy, { by: { id } })).errors).toMatchObject([
      { extensions: { code: 'BAD_USER_INPUT' } },
    ]);
  }
  const unknown = encodeGlobalId('Product', '999999');
  expect(await server.graphql(productBy, { by: { id: unknown } })).toEqual({ data: { product: null } });
  expect((await server.graphql(updateProduct, { by: { id: unknown }, input: {} })).data).toMatchObject({
    updateProduct: { __typename: 'NotFound', code: 'NOT_FOUND' },
  });
  expect((await server.graphql(updateProduct, { by: { id: image }, input: {} })).data).toMatchObject({
    updateProduct: { __typename: 'InvalidInput', path: ['by', 'id'] },
  });
});

test('a page of 100 products with their pictures costs a handful of statements', async () => {
  await server.parts.catalog.upsertProducts(
    Array.from({ length: 100 }, (_none, n) => ({
      externalId: `p${n}`,
      title: `P ${n}`,
      images: [{ sourceUrl: `https://img.example.com/${n}` }],
    })),
  );
  const statements = await countStatements(async () => {
    const { data } = await server.graphql(products, { first: 100 });
    expect(data).toMatchObject({ products: { totalCount: 100, nodes: { length: 100 } } });
  });
  expect(statements).toBeGreaterThan(0);
  expect(statements).toBeLessThanOrEqual(3);
});

test('pictures that are named by their id are read together, however many lines name one', async () => {
  const { catalog } = server.parts;
  const images = Array.from({ length: 40 }, (_none, n) => ({ sourceUrl: `https://img.example.com/${n}` }));
  const { id } = await catalog.createProduct({ ...lamp, images });
  const shown = (await catalog.imagesOfProducts([id])).get(id) ?? [];
  const inputs = shown.map((image, n) => ({
    externalId: `copy ${n}`,
    title: 'Copy',
    images: [{ productImage: encodeGlobalId('ProductImage', image.id) }],
  }));
  const statements = await countStatements(async () => {
    const { data } = await server.graphql(upsertProducts, { inputs });
    expect(data).toMatchObject({ upsertProducts: { lines: { length: 40 } } });
  });
  expect(await catalog.countProducts({ hasImages: true })).toBe(41);
  expect(statements).toBeGreaterThan(0);
  expect(statements).toBeLessThan(20);
});

test('each of several changes in one document is answered as things are after it', async () => {
  const change = (url: string) =>
    `updateProduct(by: { externalId: "${lamp.externalId}" }, input: { images: [{ url: "${url}" }] }) {
      ... on UpdateProductSuccess { product { images { sourceUrl } } } }`;
  const [a, b] = ['https://img.example.com/a', 'https://img.example.com/b'];
  await server.parts.catalog.createProduct(lamp);
  expect(await server.graphql(`mutation { a: ${change(a)} b: ${change(b)} }`)).toEqual({
    data: {
      a: { product: { images: [{ sourceUrl: a }] } },
      b: { product: { images: [{ sourceUrl: b }] } },
    },
  });
});

test('a page of 100 with everything about it is answered, and all that each of them is like is not', async () => {
  const image = 'id position sourceUrl url width height';
  const everything = `id externalId title description brand category price { amount currency } url inStock
    attributes { name value } mainImage { ${image} } createdAt updatedAt
    images { ${image} large: url(width: 800)
      indexing { state attempts indexedAt error { code message retryable } } }`;
  const page = 'pageInfo { hasNextPage endCursor } totalCount';
  const found = await server.graphql(`{
    products(first: 100) { edges { cursor node { ${everything} } } ${page} }
    searchByText(text: "lamp", first: 50) {
      edges { cursor score image { ${image} } node { ${everything} } } ${page} }
  }`);
  expect(found.errors).toBeUndefined();
  const { errors } = await server.graphql('{ products(first: 100) { nodes { similar { nodes { id } } } } }');
  expect(errors).toMatchObject([{ extensions: { code: 'QUERY_TOO_COMPLEX' } }]);
});

test.each([
  ['places of results', 'edges { matchedRegion { x } }'],
  ['facets', 'facets { name }'],
])('%s cost as much for one result as for a page', async (_what, selection) => {
  const one = (at: number) => `s${at}: searchByText(text: "lamp", first: 1) { ${selection} }`;
  const many = await server.graphql(`{ ${Array.from({ length: 20 }, (_, at) => one(at)).join('\n')} }`);
  expect(many.errors).toMatchObject([{ extensions: { code: 'QUERY_TOO_COMPLEX' } }]);
  expect((await server.graphql(`{ ${one(0)} }`)).errors).toBeUndefined();
});

test('a page of searches is not reopened under another filter at once', async () => {
  const { errors } = await server.graphql(
    '{ searches(first: 100) { nodes { results(first: 1, filter: { inStock: true }) { totalCount } } } }',
  );
  expect(errors).toMatchObject([{ extensions: { code: 'QUERY_TOO_COMPLEX' } }]);
});

/** How many statements the database is asked meanwhile. */
async function countStatements(work: () => Promise<void>): Promise<number> {
  const executor = server.parts.database.kysely.getExecutor();
  const execute = executor.executeQuery.bind(executor);
  let statements = 0;
  executor.executeQuery = (...query) => {
    statements += 1;
    return execute(...query);
  };
  try {
    await work();
  } finally {
    executor.executeQuery = execute;
  }
  return statements;
}
