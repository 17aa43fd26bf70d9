import type { ProductInput, ProductPatch } from '../../gql/graphql.ts';

/** A product's fields as a form holds them: text as it is typed. */
export interface Values {
  readonly externalId: string;
  readonly title: string;
  readonly description: string;
  readonly brand: string;
  readonly category: string;
  readonly amount: string;
  readonly currency: string;
  readonly url: string;
  readonly inStock: boolean;
  readonly attributes: readonly Attribute[];
}

export interface Attribute {
  /** Tells rows apart while they are typed in. */
  readonly key: string;
  readonly name: string;
  readonly value: string;
}

export type Field = keyof Values;

/** A product as far as a form edits it. */
export interface Editable {
  readonly externalId: string;
  readonly title: string;
  readonly description?: string | null;
  readonly brand?: string | null;
  readonly category?: string | null;
  readonly price?: { readonly amount: string; readonly currency: string } | null;
  readonly url?: string | null;
  readonly inStock: boolean;
  readonly attributes: readonly { readonly name: string; readonly value: string }[];
}

// for a price that is not there yet
const usualCurrency = 'EUR';

export function emptyValues(): Values {
  return {
    externalId: '',
    title: '',
    description: '',
    brand: '',
    category: '',
    amount: '',
    currency: usualCurrency,
    url: '',
    inStock: true,
    attributes: [],
  };
}

export function valuesOf(product: Editable): Values {
  return {
    externalId: product.externalId,
    title: product.title,
    description: product.description ?? '',
    brand: product.brand ?? '',
    category: product.category ?? '',
    amount: product.price?.amount ?? '',
    currency: product.price?.currency ?? usualCurrency,
    url: product.url ?? '',
    inStock: product.inStock,
    attributes: product.attributes.map(({ name, value }, index) => ({ key: `${index}`, name, value })),
  };
}

/** A price as it is typed, as the API takes it: a comma parts decimals too, spaces part thousands. */
export function amountOf(typed: string): string {
  return typed.replace(/\s/gu, '').replace(',', '.');
}

/** Whether a field says the same in both; white space around it counts for nothing. */
function isSame(field: Field, a: Values, b: Values): boolean {
  return canonical(field, a) === canonical(field, b);
}

const fields = [
  'externalId',
  'title',
  'description',
  'brand',
  'category',
  'amount',
  'currency',
  'url',
  'inStock',
  'attributes',
] as const satisfies readonly Field[];

/** The fields that differ. A price is one thing, so an amount and its currency change together. */
export function changedFields(from: Values, to: Values): Field[] {
  const isPriced = from.amount.trim() !== '' || to.amount.trim() !== '';
  const price = isPriced && !(isSame('amount', from, to) && isSame('currency', from, to));
  return fields.filter((field) =>
    field === 'amount' || field === 'currency' ? price : !isSame(field, from, to),
  );
}

/** What a new product is created with; its pictures come after it. */
export function inputOf(values: Values): ProductInput {
  return { externalId: values.externalId.trim(), title: values.title.trim(), ...patchFields(values, fields) };
}

/** What changes a product from one to the other: only what differs, so that what others change stays. */
export function patchOf(from: Values, to: Values): ProductPatch {
  const changed = changedFields(from, to);
  return {
    ...(changed.includes('title') && { title: to.title.trim() }),
    ...patchFields(to, changed),
  };
}

function patchFields(values: Values, changed: readonly Field[]): Omit<ProductPatch, 'externalId' | 'title'> {
  const text = (field: 'description' | 'brand' | 'category' | 'url') =>
    changed.includes(field) ? { [field]: values[field].trim() || null } : {};
  const amount = amountOf(values.amount);
  return {
    ...text('description'),
    ...text('brand'),
    ...text('category'),
    ...text('url'),
    ...(changed.includes('amount') && {
      price: amount === '' ? null : { amount, currency: values.currency },
    }),
    ...(changed.includes('inStock') && { inStock: values.inStock }),
    ...(changed.includes('attributes') && { attributes: attributesOf(values) }),
  };
}

/** The rows that say something. */
export function attributesOf({ attributes }: Values): { name: string; value: string }[] {
  return attributes
    .map(({ name, value }) => ({ name: name.trim(), value: value.trim() }))
    .filter(({ name, value }) => name !== '' || value !== '');
}

function canonical(field: Field, values: Values): string {
  if (field === 'attributes') return JSON.stringify(attributesOf(values));
  if (field === 'amount') return amountOf(values.amount);
  return String(values[field]).trim();
}
