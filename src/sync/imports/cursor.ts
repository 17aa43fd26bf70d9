import { z } from 'zod';
import { decodeJsonCursor, encodeJsonCursor } from '../../catalog/json-cursor.ts';

const importCursor = z.tuple([
  z.literal('import'),
  z
    .string()
    .regex(/^[1-9]\d{0,17}$/)
    .transform(BigInt),
]);
const lineCursor = z.tuple([
  z.literal('line'),
  z
    .string()
    .regex(/^[1-9]\d{0,8}$/)
    .transform(Number),
]);

export function encodeImportCursor(id: bigint): string {
  return encodeJsonCursor(['import', String(id)]);
}

/** @throws {VitrineError} BAD_USER_INPUT */
export function decodeImportCursor(cursor: string): bigint {
  return decodeJsonCursor(importCursor, cursor)[1];
}

export function encodeLineCursor(line: number): string {
  return encodeJsonCursor(['line', String(line)]);
}

/** @throws {VitrineError} BAD_USER_INPUT */
export function decodeLineCursor(cursor: string): number {
  return decodeJsonCursor(lineCursor, cursor)[1];
}
