import { z } from 'zod';
import { decodeJsonCursor, encodeJsonCursor } from '../../catalog/json-cursor.ts';

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
  return encodeJsonCursor(['job', String(jobId)]);
}

/** @throws {VitrineError} BAD_USER_INPUT */
export function decodeJobCursor(cursor: string): bigint {
  return decodeJsonCursor(jobCursor, cursor)[1];
}

export function encodeFailureCursor({ at, imageId }: FailurePosition): string {
  return encodeJsonCursor(['failure', at, String(imageId)]);
}

/** @throws {VitrineError} BAD_USER_INPUT */
export function decodeFailureCursor(cursor: string): FailurePosition {
  const [, at, imageId] = decodeJsonCursor(failureCursor, cursor);
  return { at, imageId };
}
