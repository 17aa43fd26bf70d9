import { z } from 'zod';
import { amountPattern } from './decimal.ts';
import { decodeJsonCursor, encodeJsonCursor } from './json-cursor.ts';
import type { ProductOrder } from './types.ts';

/** Where a page ended: the last row's id and what it is ordered by, as text. */
export interface CursorPosition {
  /** NEWEST and OLDEST: microseconds since 1970; TITLE: the folded beginning; PRICE_*: the amount, null without price. */
  readonly key: string | null;
  readonly id: bigint;
}

const id = z
  .string()
  .regex(/^[1-9]\d{0,17}$/)
  .transform(BigInt);
const microseconds = z.string().regex(/^\d{1,16}$/);
const beginning = z
  .string()
  .max(80 * 4)
  .refine((value) => !value.includes('\0') && value.isWellFormed());
const price = z.string().regex(amountPattern).nullable();

const schemas: { readonly [Order in ProductOrder]: z.ZodType<readonly [Order, string | null, bigint]> } = {
  NEWEST: z.tuple([z.literal('NEWEST'), microseconds, id]),
  OLDEST: z.tuple([z.literal('OLDEST'), microseconds, id]),
  TITLE: z.tuple([z.literal('TITLE'), beginning, id]),
  PRICE_ASC: z.tuple([z.literal('PRICE_ASC'), price, id]),
  PRICE_DESC: z.tuple([z.literal('PRICE_DESC'), price, id]),
};

/** A cursor, opaque to those who hold it. */
export function encodeCursor(order: ProductOrder, { key, id }: CursorPosition): string {
  return encodeJsonCursor([order, key, String(id)]);
}

/** @throws {VitrineError} BAD_USER_INPUT where it is not a cursor of this order */
export function decodeCursor(order: ProductOrder, cursor: string): CursorPosition {
  const of = 'this list in this order: use one from an answer to the same question.';
  const form: z.ZodType<readonly [ProductOrder, string | null, bigint]> = schemas[order];
  const [, key, id] = decodeJsonCursor(form, cursor, of);
  return { key, id };
}
