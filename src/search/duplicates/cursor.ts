import { z } from 'zod';
import { VitrineError } from '../../errors.ts';

const form = z.tuple([
  z.literal('duplicates'),
  z
    .string()
    .regex(/^[1-9]\d{0,17}$/)
    .transform(BigInt),
]);

/** @param productId up to which products were looked at */
export function encodeDuplicatesCursor(productId: bigint): string {
  return Buffer.from(JSON.stringify(['duplicates', String(productId)])).toString('base64url');
}

/** @throws {VitrineError} BAD_USER_INPUT */
export function decodeDuplicatesCursor(cursor: string): bigint {
  const result = form.safeParse(readJson(Buffer.from(cursor, 'base64url').toString()));
  if (result.success) return result.data[1];
  throw new VitrineError('BAD_USER_INPUT', 'after: this is no cursor of this list.', { path: ['after'] });
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
