import type { ImagePlan } from './image-plan.ts';

/** What a transaction did, for what has to happen once it is committed. */
export interface Outcome<Result> {
  readonly result: Result;
  readonly changed: boolean;
  /** Of pictures that a product no longer shows; another one may. */
  readonly removedHashes: readonly Buffer[];
}

export function unchanged<Result>(result: Result): Outcome<Result> {
  return { result, changed: false, removedHashes: [] };
}

export function changed<Result>(result: Result, plans: readonly ImagePlan[]): Outcome<Result> {
  return {
    result,
    changed: true,
    removedHashes: plans.flatMap(({ remove }) => remove.flatMap(({ mediaHash }) => mediaHash ?? [])),
  };
}
