import { z } from 'zod';
import { VitrineError } from '../../errors.ts';

/** Where a page of failures ended. */
export interface FailurePosition {
  /** Microseconds since 1970, as text: a Date has milliseconds only. */
  readonly at: string;
  readonly imageId: bigint;
}

const id = z
  .string()
  .regex(/^[1-9]\d{0,17}$/)
  .transform(BigInt);
const jobCursor = z.tuple([z.literal('job'), id]);
const failureCursor = z.tuple([z.literal('failure'), z.string().regex(/^\d{1,16}$/), id]);

export function encodeJobCursor(jobId: bigint): string {
  return encode(['job', String(jobId)]);
}

/** @throws {VitrineError} BAD_USER_INPUT */
export function decodeJobCursor(cursor: string): bigint {
  return decode(jobCursor, cursor)[1];
}

export function encodeFailureCursor({ at, imageId }: FailurePosition): string {
  return encode(['failure', at, String(imageId)]);
}

/** @throws {VitrineError} BAD_USER_INPUT */
export function decodeFailureCursor(cursor: string): FailurePosition {
  const [, at, imageId] = decode(failureCursor, cursor);
  return { at, imageId };
}

function encode(parts: readonly string[]): string {
  return Buffer.from(JSON.stringify(parts)).toString('base64url');
}

function decode<Parts>(form: z.ZodType<Parts>, cursor: string): Parts {
  const result = form.safeParse(readJson(Buffer.from(cursor, 'base64url').toString()));
  if (result.success) return result.data;
  throw new VitrineError('BAD_USER_INPUT', 'after: this is no cursor of this list.', { path: ['after'] });
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
