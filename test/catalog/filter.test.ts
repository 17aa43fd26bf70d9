import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { PlainFilter, PriceRange, ProductFilter, ProductInput } from '../../src/catalog/types.ts';
import { type OpenedCatalog, openCatalog } from './opened.ts';

const words = ['a', 'b', 'C%', "d'e", '赤'];
const word = fc.constantFrom(...words);
const attribute = fc.record({ name: word, value: word });
const amounts = ['0', '0.5', '1', '1.000001', '9', '10', '99999999999999.999999'];
const amount = fc.constantFrom(...amounts);
const currency = fc.constantFrom('EUR', 'USD');
const states = ['PENDING', 'INDEXED', 'FAILED'] as const;
const failures = ['TIMEOUT', 'CORRUPT'];

/** What a product is and where its pictures stand, for the comparison in JavaScript. */
interface Sample {
  readonly input: ProductInput;
  readonly standings: readonly { readonly state: (typeof states)[number]; readonly failure: string | null }[];
}

let opened: OpenedCatalog;
let samples: Sample[];

beforeAll(async () => {
  opened = await openCatalog();
  const { kysely } = opened.database;
  await kysely
    .insertInto('models')
    .values([
      { name: 'm', version: '1', fingerprint: 'active', dimensions: 4, active: true },
      // what stands under a model that is not the active one does not count
      { name: 'm', version: '0', fingerprint: 'other', dimensions: 4, active: false },
    ])
    .execute();
  const sample = fc.record({
    category: fc.option(word),
    brand: fc.option(word),
    price: fc.option(fc.record({ amount, currency })),
    inStock: fc.boolean(),
    attributes: fc.array(attribute, { maxLength: 3 }),
    standings: fc.array(
      fc.oneof(
        fc.constantFrom('PENDING' as const, 'INDEXED' as const).map((state) => ({ state, failure: null })),
        fc.constantFrom(...failures).map((failure) => ({ state: 'FAILED' as const, failure })),
      ),
      { maxLength: 3 },
    ),
  });
  samples = fc.sample(sample, { numRuns: 120, seed: 7 }).map(({ standings, ...fields }, n) => ({
    input: {
      ...fields,
      externalId: `p${n}`,
      title: `Product ${n}`,
      images: standings.map((_standing, i) => ({ sourceUrl: `https://img.example.com/${n}/${i}.jpg` })),
    },
    standings,
  }));
  await opened.catalog.upsertProducts(samples.map(({ input }) => input));
  const active = await kysely
    .selectFrom('models')
    .select('id')
    .where('active', '=', true)
    .executeTakeFirstOrThrow();
  for (const { input, standings } of samples) {
    const product = await opened.catalog.productBy({ externalId: input.externalId });
    const images = (await opened.catalog.imagesOfProducts([product?.id ?? 0n])).values().next().value ?? [];
    for (const [i, { state, failure }] of standings.entries()) {
      await kysely
        .updateTable('image_indexing')
        .set({ state, error_code: failure })
        .where('model_id', '=', active.id)
        .where('image_id', '=', images[i]?.id ?? 0n)
        .execute();
    }
  }
});
afterAll(() => opened.stop());

const listed = <Item>(item: fc.Arbitrary<Item>) => fc.array(item, { maxLength: 2 });
const range: fc.Arbitrary<PriceRange> = fc
  .record({ min: amount, max: amount, currency }, { requiredKeys: [] })
  .filter(
    ({ min, max }) => min === undefined || max === undefined || amounts.indexOf(min) <= amounts.indexOf(max),
  );
const plainFilters: fc.Arbitrary<PlainFilter> = fc.record(
  {
    category: listed(word),
    categoryStartsWith: listed(fc.constantFrom('a', 'C', 'C%', '%', '_', '\\')),
    brand: listed(word),
    price: range,
    priceRanges: listed(range),
    inStock: fc.boolean(),
    attributes: fc.array(fc.record({ name: word, values: listed(word) }), { maxLength: 2 }),
    externalId: listed(fc.nat(130).map((n) => `p${n}`)),
    indexing: listed(fc.constantFrom(...states)),
    failure: listed(fc.constantFrom(...failures)),
    hasImages: fc.boolean(),
  },
  { requiredKeys: [] },
);
const filters: fc.Arbitrary<ProductFilter> = fc
  .tuple(plainFilters, fc.option(plainFilters, { nil: undefined }))
  .map(([plain, not]) => (not === undefined ? plain : { ...plain, not }));

const isAnyOf = <Item>(list: readonly Item[] | undefined, test: (item: Item) => boolean) =>
  list === undefined || list.length === 0 || list.some(test);

function passes(sample: Sample, { not, ...own }: ProductFilter): boolean {
  const excludes = not !== undefined && !isEmpty(not) && passesPlain(sample, not);
  return passesPlain(sample, own) && !excludes;
}

/** Whether a filter holds no condition at all. */
function isEmpty({ price, priceRanges = [], ...lists }: PlainFilter): boolean {
  const noRange = [price ?? {}, ...priceRanges].every((one) => !isBound(one));
  return noRange && Object.values(lists).every((given) => Array.isArray(given) && given.every(isNoCondition));
}

const isNoCondition = (given: unknown) =>
  typeof given === 'object' && given !== null && 'values' in given && Array.isArray(given.values)
    ? given.values.length === 0
    : false;

const isBound = (one: PriceRange) => Object.keys(one).length > 0;

function passesPlain({ input, standings }: Sample, filter: PlainFilter): boolean {
  const rank = (text: string) => amounts.indexOf(text);
  const isIn = ({ min, max, currency }: PriceRange) =>
    input.price != null &&
    (min === undefined || rank(input.price.amount) >= rank(min)) &&
    (max === undefined || rank(input.price.amount) <= rank(max)) &&
    (currency === undefined || input.price.currency === currency);
  return (
    isAnyOf(filter.category, (category) => input.category === category) &&
    isAnyOf(filter.brand, (brand) => input.brand === brand) &&
    isAnyOf(filter.externalId, (externalId) => input.externalId === externalId) &&
    isAnyOf(filter.categoryStartsWith, (start) => input.category?.startsWith(start) ?? false) &&
    [filter.price ?? {}].every((one) => !isBound(one) || isIn(one)) &&
    isAnyOf((filter.priceRanges ?? []).filter(isBound), isIn) &&
    (filter.inStock === undefined || input.inStock === filter.inStock) &&
    (filter.attributes ?? []).every(({ name, values }) =>
      isAnyOf(values, (value) =>
        (input.attributes ?? []).some((has) => has.name === name && has.value === value),
      ),
    ) &&
    isAnyOf(filter.indexing, (state) => standings.some((standing) => standing.state === state)) &&
    isAnyOf(filter.failure, (code) => standings.some(({ failure }) => failure === code)) &&
    (filter.hasImages === undefined || standings.length > 0 === filter.hasImages)
  );
}

test('any filter passes the products that its words say, no more and no fewer', async () => {
  await fc.assert(
    fc.asyncProperty(filters, async (filter) => {
      const expected = samples
        .filter((sample) => passes(sample, filter))
        .map(({ input }) => input.externalId);
      const found: string[] = [];
      let after: string | undefined;
      do {
        const page = await opened.catalog.products({
          filter,
          first: 70,
          ...(after === undefined ? {} : { after }),
        });
        found.push(...page.edges.map(({ product }) => product.externalId));
        after = page.hasNextPage ? page.edges.at(-1)?.cursor : undefined;
      } while (after !== undefined);
      expect(found.toSorted()).toEqual(expected.toSorted());
      expect(await opened.catalog.countProducts(filter)).toBe(expected.length);
    }),
    { numRuns: 100 },
  );
});

test('attributes are asked for 200 values in all, of the filter and of what is left out', async () => {
  const asking = (counts: readonly number[]) =>
    counts.map((length, at) => ({ name: `n${at}`, values: Array.from({ length }, (_, i) => `v${i}`) }));
  const [most, more] = [asking([100, 100]), asking([100, 100, 1])];
  expect(await opened.catalog.countProducts({ attributes: most })).toBe(0);
  await expect(opened.catalog.countProducts({ attributes: more })).rejects.toMatchObject({
    code: 'BAD_USER_INPUT',
    inputPath: ['filter', 'attributes'],
  });
  await expect(opened.catalog.countProducts({ not: { attributes: more } })).rejects.toMatchObject({
    inputPath: ['filter', 'not', 'attributes'],
  });
});

test('a filter without conditions, and one of empty lists, passes everything', async () => {
  expect(await opened.catalog.countProducts({})).toBe(samples.length);
  expect(await opened.catalog.countProducts({ category: [], attributes: [], indexing: [] })).toBe(
    samples.length,
  );
});
