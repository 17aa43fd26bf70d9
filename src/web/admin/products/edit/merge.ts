import { changedFields, type Field, type Values } from './values.ts';

export interface Merged {
  readonly values: Values;
  /** Fields that were changed here and, to something else, elsewhere: they stay as they are here. */
  readonly conflicts: readonly Field[];
  /** Fields that took what was changed elsewhere. */
  readonly taken: readonly Field[];
}

/**
 * Brings together what was typed here and what was saved elsewhere meanwhile, field by field.
 * @param base what both began with
 */
export function merge(base: Values, mine: Values, theirs: Values): Merged {
  const here = changedFields(base, mine);
  const differs = changedFields(mine, theirs);
  const elsewhere = changedFields(base, theirs).filter((field) => differs.includes(field));
  const taken = elsewhere.filter((field) => !here.includes(field));
  return {
    values: { ...mine, ...only(theirs, taken) },
    conflicts: elsewhere.filter((field) => here.includes(field)),
    taken,
  };
}

function only(values: Values, chosen: readonly Field[]): Partial<Values> {
  return Object.fromEntries(chosen.map((field) => [field, values[field]]));
}
