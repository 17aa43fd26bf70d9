import type { z } from 'zod';
import { VitrineError } from '../errors.ts';

/** A cursor, opaque to those who hold it. */
export function encodeJsonCursor(parts: readonly (string | null)[]): string {
  return Buffer.from(JSON.stringify(parts)).toString('base64url');
}

/**
 * What a cursor holds.
 * @param of which list it must be of, in words
 * @throws {VitrineError} BAD_USER_INPUT where it has not this form
 */
export function decodeJsonCursor<Parts>(form: z.ZodType<Parts>, cursor: string, of = 'this list.'): Parts {
  const result = form.safeParse(readJson(Buffer.from(cursor, 'base64url').toString()));
  if (result.success) return result.data;
  throw new VitrineError('BAD_USER_INPUT', `after: this is no cursor of ${of}`, { path: ['after'] });
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
