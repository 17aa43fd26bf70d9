import type { Failure } from '../../../shared/errors.ts';
import type { AdminWording } from '../../../wording/wording.ts';
import { amountOf, attributesOf, type Field, type Values } from './values.ts';

/**
 * What is wrong, by where it stands: the name of a field, or `attributes.KEY.name` and `attributes.KEY.value` of a
 * row.
 */
export type Faults = ReadonlyMap<string, string>;

type Words = AdminWording['product']['errors'];

const maxLength = { externalId: 200, title: 500, description: 20_000, brand: 200, category: 500 } as const;
const maxAttributes = 200;
const maxNameLength = 100;
const maxValueLength = 1000;
const maxUrlLength = 2048;

/** What the API is known to refuse, all at once; it says only the first. */
export function check(values: Values, words: Words): Faults {
  const faults = new Map<string, string>();
  for (const field of ['externalId', 'title'] as const) {
    if (values[field].trim() === '') faults.set(field, words.missing);
  }
  for (const field of ['externalId', 'title', 'description', 'brand', 'category'] as const) {
    if (values[field].trim().length > maxLength[field]) faults.set(field, words.tooLong(maxLength[field]));
  }
  const amount = amountOf(values.amount);
  if (amount !== '' && !/^\d{1,14}(\.\d{1,6})?$/.test(amount)) faults.set('amount', words.amount);
  const url = values.url.trim();
  if (url !== '' && !isWebAddress(url)) faults.set('url', words.url);
  for (const { key, name, value } of values.attributes) {
    const [n, v] = [name.trim().length, value.trim().length];
    if (n === 0 && v > 0) faults.set(`attributes.${key}.name`, words.missing);
    if (v === 0 && n > 0) faults.set(`attributes.${key}.value`, words.missing);
    if (n > maxNameLength) faults.set(`attributes.${key}.name`, words.tooLong(maxNameLength));
    if (v > maxValueLength) faults.set(`attributes.${key}.value`, words.tooLong(maxValueLength));
  }
  if (attributesOf(values).length > maxAttributes) faults.set('attributes', words.attributes(maxAttributes));
  return faults;
}

/** Whether it is an address as the API takes them. */
export function isWebAddress(text: string): boolean {
  return text.length <= maxUrlLength && URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);
}

/** Where a failure belongs, by its path; what belongs to no field is left to be told as a whole. */
export function faultOf({ path, message }: PathFailure, values: Values): Faults {
  const [root, field, index, part] = path ?? [];
  if (root !== 'input' || field === undefined) return new Map();
  // the message repeats the path for those who read no more than it
  const words = message.replace(`${path?.join('.')}: `, '');
  if (field === 'attributes' && index !== undefined) {
    const row = values.attributes.filter(({ name, value }) => name.trim() || value.trim())[Number(index)];
    return row ? new Map([[`attributes.${row.key}.${part ?? 'name'}`, words]]) : new Map();
  }
  if (field === 'price') return new Map([[index === 'currency' ? 'currency' : 'amount', words]]);
  return isField(field, values) ? new Map([[field, words]]) : new Map();
}

interface PathFailure extends Failure {
  readonly path?: readonly string[] | null;
}

function isField(name: string, values: Values): name is Field {
  return Object.hasOwn(values, name);
}

/** The faults of values whose places still hold what was refused. */
export function standingFaults(faults: Faults, refused: Values | null, now: Values): Faults {
  return new Map([...faults].filter(([place]) => refused && textAt(place, refused) === textAt(place, now)));
}

function textAt(place: string, values: Values): string | undefined {
  const [field = '', key, part] = place.split('.');
  if (key === undefined) return isField(field, values) ? JSON.stringify(values[field]) : undefined;
  const row = values.attributes.find((attribute) => attribute.key === key);
  return row && (part === 'value' ? row.value : row.name);
}
