import { z } from 'zod';
import { type FailureCount, indexingErrorCodes } from './types.ts';

const form = z.partialRecord(z.enum(indexingErrorCodes), z.number()).nullable();

/** Failures by reason, in the order of the codes, from what `jsonb_object_agg(error_code, count)` gave. */
export function failureCountsOf(counted: unknown): readonly FailureCount[] {
  const counts = form.parse(counted) ?? {};
  return indexingErrorCodes.flatMap((code) => {
    const count = counts[code];
    return count === undefined ? [] : [{ code, count }];
  });
}
