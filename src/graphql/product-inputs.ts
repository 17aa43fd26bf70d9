import { parseFilter } from '../catalog/filter.ts';
import { parseKey } from '../catalog/input.ts';
import type { ProductFilter, ProductKey } from '../catalog/types.ts';
import { VitrineError } from '../errors.ts';
import { builder } from './builder.ts';
import { ImageInput } from './image-input.ts';
import { ImageIndexStateEnum, IndexingErrorCodeEnum } from './index-status-enums.ts';
import { localBigint } from './node.ts';

const MoneyInput = builder.inputType('MoneyInput', {
  description: 'An amount in a currency.',
  fields: (t) => ({
    amount: t.field({ type: 'Decimal', required: true, description: 'At least 0.' }),
    currency: t.string({ required: true, description: 'ISO 4217, such as EUR.' }),
  }),
});

const AttributeInput = builder.inputType('AttributeInput', {
  description: 'Something that a shop says of a product; a name may come several times.',
  fields: (t) => ({
    name: t.string({ required: true, description: '1 to 100 characters.' }),
    value: t.string({ required: true, description: '1 to 1,000 characters.' }),
  }),
});

const about = {
  externalId: "The shop's own id, unique: 1 to 200 characters.",
  title: '1 to 500 characters.',
  description: 'At most 20,000 characters.',
  brand: 'At most 200 characters.',
  category: 'At most 500 characters.',
  url: 'Where the shop shows it.',
  inStock: 'True for a new product where it is left out.',
  attributes: 'At most 200.',
  images:
    'At most 50, main picture first. One whose URL, or whose bytes, the product shows already is kept as it is and not fetched again.',
};

export const ProductInput = builder.inputType('ProductInput', {
  description:
    'A product. Where it exists already, a field that is absent keeps its value, null clears it, and a list replaces the old one in its order.',
  fields: (t) => ({
    externalId: t.string({ required: true, description: about.externalId }),
    title: t.string({ required: true, description: about.title }),
    description: t.string({ description: about.description }),
    brand: t.string({ description: about.brand }),
    category: t.string({ description: about.category }),
    price: t.field({ type: MoneyInput }),
    url: t.field({ type: 'URL', description: about.url }),
    inStock: t.boolean({ description: about.inStock }),
    attributes: t.field({ type: [AttributeInput], description: about.attributes }),
    images: t.field({ type: [ImageInput], description: about.images }),
  }),
});

export const ProductPatch = builder.inputType('ProductPatch', {
  description:
    'What is to change: a field that is absent keeps its value, null clears it, and a list replaces the old one in its order.',
  fields: (t) => ({
    externalId: t.string({ description: `${about.externalId} It cannot be cleared.` }),
    title: t.string({ description: `${about.title} It cannot be cleared.` }),
    description: t.string({ description: about.description }),
    brand: t.string({ description: about.brand }),
    category: t.string({ description: about.category }),
    price: t.field({ type: MoneyInput }),
    url: t.field({ type: 'URL', description: about.url }),
    inStock: t.boolean({ description: 'Cleared, it is true.' }),
    attributes: t.field({ type: [AttributeInput], description: about.attributes }),
    images: t.field({ type: [ImageInput], description: about.images }),
  }),
});

const PriceRange = builder.inputType('PriceRange', {
  description: 'Both bounds are included. A product without a price is in no range.',
  fields: (t) => ({
    min: t.field({ type: 'Decimal' }),
    max: t.field({ type: 'Decimal' }),
    currency: t.string({ description: 'ISO 4217; any where it is left out.' }),
  }),
});

const AttributeFilter = builder.inputType('AttributeFilter', {
  description: 'Products that have an attribute of this name with one of these values.',
  fields: (t) => ({
    name: t.string({ required: true }),
    values: t.stringList({ required: true, description: 'Any of these, at most 100.' }),
  }),
});

type InputFields = Parameters<Parameters<typeof builder.inputType>[1]['fields']>[0];

const conditions = (t: InputFields) => ({
  category: t.stringList(),
  categoryStartsWith: t.stringList({ description: 'Beginnings of a category, such as of a path.' }),
  brand: t.stringList(),
  price: t.field({ type: PriceRange }),
  priceRanges: t.field({
    type: [PriceRange],
    description: 'Any of these ranges, at most 20; beside price both must hold.',
  }),
  inStock: t.boolean(),
  attributes: t.field({
    type: [AttributeFilter],
    description: 'Each of them must hold; at most 20, with 200 values in all.',
  }),
  query: t.string({
    description:
      'Words in title, brand, category or externalId: all of them, of the last one the beginning is enough.',
  }),
  externalId: t.stringList(),
  indexing: t.field({
    type: [ImageIndexStateEnum],
    description: 'Products with a picture that stands so.',
  }),
  failure: t.field({
    type: [IndexingErrorCodeEnum],
    description: 'Products with a picture that failed for this reason.',
  }),
  hasImages: t.boolean({ description: 'Whether it shows any picture.' }),
});

const ProductExclusion = builder.inputType('ProductExclusion', {
  description:
    'Products that fit all of this; a list means any of, at most 1,000, and an empty one is no condition.',
  fields: conditions,
});

export const ProductFilterInput = builder.inputType('ProductFilter', {
  description:
    'All that is given must hold; a list means any of, at most 1,000, and an empty one is no condition.',
  fields: (t) => ({
    ...conditions(t),
    not: t.field({ type: ProductExclusion, description: 'Products that fit this are left out.' }),
  }),
});

export const ProductKeyInput = builder.inputType('ProductKey', {
  description: 'Which product: one of the two.',
  isOneOf: true,
  fields: (t) => ({
    id: t.id({ description: 'The id of a Product.' }),
    externalId: t.string({ description: "The shop's own id." }),
  }),
});

/**
 * A filter as the domain wants it; undefined where none is given.
 * @throws {VitrineError} BAD_USER_INPUT with the path of the field
 */
export function filterOf(
  filter: typeof ProductFilterInput.$inferInput | null | undefined,
): ProductFilter | undefined {
  return filter ? parseFilter(filter) : undefined;
}

/**
 * A product's key as the domain wants it.
 * @param path where the key stands in the arguments, such as `['by']`
 * @throws {VitrineError} BAD_USER_INPUT where the id is none of a product
 */
export function productKeyOf(key: typeof ProductKeyInput.$inferInput, path: readonly string[]): ProductKey {
  if (typeof key.id === 'string') return { id: localBigint('Product', key.id, [...path, 'id']) };
  if (typeof key.externalId === 'string') return parseKey({ externalId: key.externalId }, path);
  const message = `${path.join('.')}: a product is named by its id or its externalId.`;
  throw new VitrineError('BAD_USER_INPUT', message, { path });
}
