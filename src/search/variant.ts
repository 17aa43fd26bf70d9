import { createHash } from 'node:crypto';
import type { ProductFilter } from '../catalog/types.ts';
import type { SearchOptions } from './types.ts';

/** What decides an answer to a question, beside the question. */
export interface VariantInput {
  readonly filter: ProductFilter | undefined;
  readonly options: SearchOptions;
  /** The model whose vectors are compared; null for words alone. */
  readonly modelId: number | null;
}

/** Names an answer among those to one question: the same for equal filters, however their fields are ordered. */
export function variantOf({ filter, options, modelId }: VariantInput): string {
  const parts = JSON.stringify([sorted(filter ?? {}), sorted(options), modelId]);
  return createHash('sha256').update(parts).digest('hex').slice(0, 24);
}

/** Objects as sorted lists of pairs, without the fields that say nothing. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.entries(value)
    .filter(([, field]) => field !== undefined && field !== null)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, field]) => [name, sorted(field)]);
}
