import { z } from 'zod';
import { decodeJsonCursor, encodeJsonCursor } from '../../catalog/json-cursor.ts';

const form = z.tuple([
  z.literal('duplicates'),
  z
    .string()
    .regex(/^[1-9]\d{0,17}$/)
    .transform(BigInt),
]);

/** @param productId up to which products were looked at */
export function encodeDuplicatesCursor(productId: bigint): string {
  return encodeJsonCursor(['duplicates', String(productId)]);
}

/** @throws {VitrineError} BAD_USER_INPUT */
export function decodeDuplicatesCursor(cursor: string): bigint {
  return decodeJsonCursor(form, cursor)[1];
}
