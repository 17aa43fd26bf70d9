import { z } from 'zod';
import type { ProductInput } from '../catalog/types.ts';
import { VitrineError } from '../errors.ts';

/** A checked line: a product, and its pictures as the file names them. */
export interface ProductLine {
  readonly product: Omit<ProductInput, 'images'>;
  /** URLs and file names; null clears, undefined keeps. */
  readonly images: readonly string[] | null | undefined;
}

const text = z.string({ error: 'text is expected' });
const scalar = z
  .union([z.string(), z.number(), z.boolean()], { error: 'text, a number, true or false is expected' })
  .transform(String);

const attributeList = z.array(z.strictObject({ name: text, value: scalar }));
const attributeObject = z
  .record(z.string(), z.union([scalar, z.array(scalar)]))
  .transform((named) =>
    Object.entries(named).flatMap(([name, values]) => [values].flat().map((value) => ({ name, value }))),
  );

const fields = {
  externalId: z
    .union([z.string(), z.int()], { error: "text is expected, the shop's own id of the product" })
    .transform(String),
  title: text,
  description: text.nullable().exactOptional(),
  brand: text.nullable().exactOptional(),
  category: text.nullable().exactOptional(),
  price: z
    .union([z.string(), z.number()], { error: 'a number is expected, such as 12.90' })
    .transform(String)
    .nullable()
    .exactOptional(),
  currency: z.string({ error: 'a currency code is expected, such as EUR' }).nullable().exactOptional(),
  url: text.nullable().exactOptional(),
  inStock: z.boolean({ error: 'true or false is expected' }).exactOptional(),
  images: z
    .array(z.string(), { error: 'a list of URLs or file names is expected' })
    .nullable()
    .exactOptional(),
  attributes: z
    .union([attributeList, attributeObject], {
      error: 'a list of {"name": …, "value": …}, or an object of names and values, is expected',
    })
    .nullable()
    .exactOptional(),
};

const line = z.strictObject(fields, {
  error: (issue) =>
    issue.code === 'unrecognized_keys'
      ? `unknown field ${issue.keys?.join(', ')}; known are ${Object.keys(fields).join(', ')}: put anything else under attributes`
      : 'an object is expected',
});

/**
 * Reads a line of an import, laid out as in NDJSON.
 * @throws {VitrineError} BAD_USER_INPUT that says what is wrong with it and what is expected
 */
export function readProductLine(record: unknown): ProductLine {
  assertFew(record);
  const result = line.safeParse(record);
  if (!result.success) {
    const reasons = result.error.issues.slice(0, 3).map(({ path, message }) => [...path, message].join(': '));
    throw new VitrineError('BAD_USER_INPUT', reasons.join('; '));
  }
  const { price, currency, images, ...rest } = result.data;
  if (typeof price === 'string' && typeof currency !== 'string') {
    throw new VitrineError('BAD_USER_INPUT', 'currency: a price needs its currency, such as EUR');
  }
  const money =
    typeof price === 'string' && typeof currency === 'string' ? { amount: price, currency } : null;
  const product = { ...rest, ...(price === undefined ? {} : { price: money }) };
  return { product, images };
}

/** Far more than a product may have: a line of them would be looked at for long, and everybody waits meanwhile. */
const maxEntries = 2000;

function assertFew(record: unknown): void {
  if (typeof record !== 'object' || record === null) return;
  const lists = ['images', 'attributes'].map((name): unknown => Reflect.get(record, name));
  const entries = lists.flatMap((list) =>
    typeof list === 'object' && list !== null ? Object.values(list) : [],
  );
  const inner = entries.reduce((sum: number, entry) => sum + (Array.isArray(entry) ? entry.length : 1), 0);
  if (Object.keys(record).length + inner <= maxEntries) return;
  throw new VitrineError(
    'BAD_USER_INPUT',
    `a line takes at most ${maxEntries} fields, images and attributes`,
  );
}
