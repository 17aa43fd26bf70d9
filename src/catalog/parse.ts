import { z } from 'zod';
import { VitrineError } from '../errors.ts';
import { amountPattern, canonicalAmount } from './decimal.ts';

/**
 * A value as a schema reads it.
 * @param at where the value stands in what was sent, such as `['input']`
 * @throws {VitrineError} BAD_USER_INPUT that names the first field that can't be taken
 */
export function parse<Output>(schema: z.ZodType<Output>, value: unknown, at: readonly string[]): Output {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  const path = [...at, ...(issue?.path ?? []).map(String)];
  throw new VitrineError('BAD_USER_INPUT', `${path.join('.')}: ${issue?.message ?? 'not accepted'}`, {
    path,
  });
}

/** Text of `min` to `max` characters without white space around it; what no database can store is refused. */
export function text(min: number, max: number) {
  return z
    .string({ error: 'text is asked for' })
    .transform((value) => value.toWellFormed().trim())
    .refine((value) => value.length >= min && value.length <= max, {
      error: min > 0 ? `${min} to ${max} characters are taken` : `at most ${max} characters are taken`,
    })
    .refine((value) => !value.includes('\0'), { error: 'a NUL character cannot be stored' });
}

/** Text that may be left out: blank is nothing. */
export function optionalText(max: number) {
  return text(0, max)
    .transform((value) => (value === '' ? null : value))
    .nullish();
}

const maxUrlLength = 2048;

/** An absolute http(s) URL, as browsers write it. */
export const httpUrl = z.string({ error: 'a URL is asked for' }).transform((value, context) => {
  const url = value.length <= maxUrlLength && URL.canParse(value) ? new URL(value) : undefined;
  if ((url?.protocol === 'http:' || url?.protocol === 'https:') && url.href.length <= maxUrlLength)
    return url.href;
  context.addIssue(`a URL starts with http:// or https:// and has at most ${maxUrlLength} characters`);
  return z.NEVER;
});

/** A decimal number as text. */
export const amount = z
  .string({ error: 'a decimal number as text is asked for, such as "12.90"' })
  .regex(amountPattern, {
    error: 'an amount is at least 0, with at most 14 digits before the point and 6 after it, such as "12.90"',
  })
  .transform(canonicalAmount);

const currencies = new Set(Intl.supportedValuesOf('currency'));

/** ISO 4217. */
export const currency = z
  .string({ error: 'a currency code is asked for' })
  .transform((value) => value.toUpperCase())
  .refine((value) => currencies.has(value), {
    error: 'a currency is given by its ISO 4217 code, such as EUR',
  });

const maxBigint = 2n ** 63n - 1n;

/** A row's own id. */
export const rowId = z.bigint().min(1n).max(maxBigint);
