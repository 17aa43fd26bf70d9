import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Product, ProductOrder } from '../../src/catalog/types.ts';
import { type OpenedCatalog, openCatalog } from './opened.ts';

const count = 60;
let opened: OpenedCatalog;
beforeAll(async () => {
  opened = await openCatalog();
  // many share a price, a title or (stored together) the moment of creation, so that ties are the rule
  await opened.catalog.upsertProducts(
    Array.from({ length: count }, (_none, n) => ({
      externalId: `p${n}`,
      title: ['apple', 'Banana', 'cherry', 'Äpfel'][n % 4] ?? '',
      price: n % 5 === 0 ? null : { amount: String((n * 7) % 11), currency: 'EUR' },
    })),
  );
});
afterAll(() => opened.stop());

async function walk(order: ProductOrder, first: number, between = async () => {}): Promise<Product[]> {
  const products: Product[] = [];
  let after: string | undefined;
  for (;;) {
    const page = await opened.catalog.products({ order, first, ...(after === undefined ? {} : { after }) });
    expect(page.hasPreviousPage).toBe(after !== undefined);
    products.push(...page.edges.map(({ product }) => product));
    after = page.edges.at(-1)?.cursor;
    if (!page.hasNextPage) return products;
    expect(page.edges).toHaveLength(first);
    await between();
  }
}

const amountOf = (product: Product) => (product.price === null ? null : Number(product.price.amount));
/** Whether two neighbours stand as the order says. */
const inOrder: Record<ProductOrder, (a: Product, b: Product) => boolean> = {
  NEWEST: (a, b) => a.createdAt > b.createdAt || (+a.createdAt === +b.createdAt && a.id > b.id),
  OLDEST: (a, b) => a.createdAt < b.createdAt || (+a.createdAt === +b.createdAt && a.id < b.id),
  TITLE: (a, b) =>
    a.title === b.title || a.title.toLowerCase() <= b.title.toLowerCase() || b.title === 'Äpfel',
  PRICE_ASC: (a, b) => amountOf(b) === null || (amountOf(a) ?? Infinity) <= (amountOf(b) ?? Infinity),
  PRICE_DESC: (a, b) => amountOf(b) === null || (amountOf(a) ?? -1) >= (amountOf(b) ?? Infinity),
};

test.each(['NEWEST', 'OLDEST', 'TITLE', 'PRICE_ASC', 'PRICE_DESC'] as const)(
  'walking %s in pages of any size gives every product once, in order',
  async (order) => {
    const whole = await walk(order, 100);
    expect(new Set(whole.map(({ id }) => id)).size).toBe(count);
    for (const [i, product] of whole.entries()) {
      const next = whole[i + 1];
      if (next !== undefined) expect(inOrder[order](product, next)).toBe(true);
    }
    for (const first of [1, 7, 60]) expect(await walk(order, first)).toEqual(whole);
  },
);

test('products that come and go between pages neither repeat nor hide others', async () => {
  let n = 0;
  const whole = await walk('TITLE', 100);
  const walked = await walk('TITLE', 9, async () => {
    await opened.catalog.createProduct({ externalId: `new${n}`, title: n % 2 === 0 ? 'aa' : 'zz' });
    n += 1;
  });
  const old = walked.filter(({ externalId }) => externalId.startsWith('p'));
  expect(old).toEqual(whole);
  expect(new Set(walked.map(({ id }) => id)).size).toBe(walked.length);
});

test('a made-up cursor is refused', async () => {
  await expect(opened.catalog.products({ first: 1, after: 'made-up' })).rejects.toMatchObject({
    code: 'BAD_USER_INPUT',
    inputPath: ['after'],
  });
});
