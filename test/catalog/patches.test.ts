import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { NewImage, Product, ProductInput, ProductPatch } from '../../src/catalog/types.ts';
import { type OpenedCatalog, openCatalog, storedPicture } from './opened.ts';

let opened: OpenedCatalog;
let hashes: Buffer[];
beforeAll(async () => {
  opened = await openCatalog();
  hashes = await Promise.all([1, 2].map((byte) => storedPicture(opened.database, byte)));
});
afterAll(() => opened.stop());

/** What a product is, as plainly as can be said: the reference that the catalogue is held against. */
type Shown = Omit<Required<ProductInput>, 'images'> & { images: string[] };

const nothing = { description: null, brand: null, category: null, price: null, url: null, attributes: [] };

function shownImages(images: readonly NewImage[]): string[] {
  return [
    ...new Set(
      images.map((image) => ('mediaHash' in image ? image.mediaHash.toString('hex') : image.sourceUrl)),
    ),
  ];
}

function patched(before: Shown, patch: ProductPatch): Shown {
  const { images, ...fields } = patch;
  const cleared = Object.entries(fields).map(([name, value]) => {
    if (value !== null) return [name, value];
    return [name, name === 'attributes' ? [] : name === 'inStock' ? true : null];
  });
  return {
    ...before,
    ...Object.fromEntries(cleared),
    ...(images === undefined ? {} : { images: shownImages(images ?? []) }),
  };
}

async function shown({ id, createdAt: _made, updatedAt: _changed, ...fields }: Product): Promise<Shown> {
  const images = (await opened.catalog.imagesOfProducts([id])).get(id) ?? [];
  expect(images.map(({ position }) => position)).toEqual(images.map((_image, i) => i + 1));
  return {
    ...fields,
    images: images.map(({ sourceUrl, mediaHash }) => mediaHash?.toString('hex') ?? sourceUrl ?? ''),
  };
}

const word = fc.constantFrom('a', 'b', 'Straße', '赤', "it's");
const image: fc.Arbitrary<NewImage> = fc.oneof(
  fc.constantFrom(1, 2, 3, 4).map((n) => ({ sourceUrl: `https://img.example.com/${n}.jpg` })),
  fc.constantFrom(0, 1).map((n) => ({ mediaHash: hashes[n] ?? Buffer.alloc(32) })),
);
const optionalFields = {
  description: fc.option(word),
  brand: fc.option(word),
  category: fc.option(word),
  price: fc.option(
    fc.record({ amount: fc.constantFrom('0', '1.50', '2'), currency: fc.constantFrom('EUR', 'JPY') }),
  ),
  url: fc.option(fc.constantFrom('https://shop.example.com/1', 'https://shop.example.com/2')),
  inStock: fc.option(fc.boolean()),
  attributes: fc.option(fc.array(fc.record({ name: word, value: word }), { maxLength: 3 })),
  images: fc.option(fc.array(image, { maxLength: 5 })),
};
const externalId = fc.constantFrom('p1', 'p2');

type Step =
  | { readonly do: 'upsert'; readonly input: ProductInput }
  | { readonly do: 'update'; readonly externalId: string; readonly patch: ProductPatch }
  | { readonly do: 'delete'; readonly externalId: string };

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('upsert' as const),
      input: fc.record(
        { externalId, title: word, ...optionalFields },
        { requiredKeys: ['externalId', 'title'] },
      ),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('update' as const),
      externalId,
      patch: fc.record({ title: word, ...optionalFields }, { requiredKeys: [] }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('delete' as const), externalId }) },
);

test('any sequence of writes leaves what the plain rules say', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 8 }), async (steps) => {
      await opened.database.kysely.deleteFrom('products').execute();
      const expected = new Map<string, Shown>();
      for (const step of steps) {
        const key = step.do === 'upsert' ? step.input.externalId : step.externalId;
        const before = expected.get(key);
        const expectFound = async (write: Promise<unknown>) => {
          if (before === undefined) await expect(write).rejects.toMatchObject({ code: 'NOT_FOUND' });
          else await write;
        };
        if (step.do === 'delete') {
          await expectFound(opened.catalog.deleteProduct({ externalId: key }));
          expected.delete(key);
        } else if (step.do === 'update') {
          await expectFound(opened.catalog.updateProduct({ externalId: key }, step.patch));
          if (before !== undefined) expected.set(key, patched(before, step.patch));
        } else {
          const start: Shown = { ...nothing, externalId: key, title: '', inStock: true, images: [] };
          const after = patched(before ?? start, step.input);
          const status =
            before === undefined ? 'CREATED' : sameShown(before, after) ? 'UNCHANGED' : 'UPDATED';
          expect(await opened.catalog.upsertProducts([step.input])).toMatchObject([{ status }]);
          expected.set(key, after);
        }
      }
      const { edges } = await opened.catalog.products({ first: 100 });
      const found = new Map<string, Shown>();
      for (const { product } of edges) found.set(product.externalId, await shown(product));
      expect(found).toEqual(expected);
    }),
    { numRuns: 40 },
  );
});

function sameShown(a: Shown, b: Shown): boolean {
  const sorted = (product: Shown) =>
    JSON.stringify(Object.entries(product).toSorted(([x], [y]) => (x < y ? -1 : 1)));
  return sorted(a) === sorted(b);
}
