/** What the planner knows of a search. Numbers of rows are estimates: a wrong one costs time, never results. */
export interface PlanInput {
  /** Whether there is an HNSW index that can be used. */
  readonly indexReady: boolean;
  /** Vectors of the model. */
  readonly vectors: number;
  /** Pictures of a product, on average; at least 1. */
  readonly picturesPerProduct: number;
  /** The share of products that pass the filter, 0 to 1; 1 where there is none. */
  readonly share: number;
  /** Products asked for. */
  readonly wanted: number;
  /** How many times as many pictures are looked at as are needed on average: the more, the surer the answer. */
  readonly spare: number;
  /** Whether the index is gone through only once where there is no filter. */
  readonly once: boolean;
}

export interface ApproximateStep {
  readonly plan: 'APPROXIMATE';
  readonly efSearch: number;
  /** How many pictures are taken from the index, those that pass the filter only. */
  readonly limit: number;
  /** How many the index goes through at most before it gives up on finding more that pass. */
  readonly maxScanTuples: number;
  /** Whether the index goes on where less passes than was to be taken. */
  readonly iterative: boolean;
}

export interface ExactStep {
  readonly plan: 'EXACT';
  /** How many of the nearest pictures are kept; null for all. */
  readonly limit: number | null;
}

export type Step = ApproximateStep | ExactStep;

/** pgvector's own limit. */
export const maxEfSearch = 1000;
const minEfSearch = 100;
/** Of what the index finds at once, the share that is taken: where some fall out (the product that is asked about,
 * rows deleted since), it need not go through the graph again for the last few. */
const usuallyKept = 0.9;
/** pgvector's default, fine where there is no filter. */
const defaultMaxScanTuples = 20_000;

/** Microseconds a vector, measured on 40,000 × 256 dimensions, PostgreSQL 17, pgvector 0.8. */
const costUs = {
  /** Visiting one in the graph and looking its product up: 17, rounded up, since exact is worth a millisecond. */
  visit: 22,
  /** Comparing one in a sequential scan. */
  scan: 0.8,
  /** Looking one up by its product and comparing it. */
  lookUp: 2.5,
};

/**
 * How much dearer than it is the index counts where there is a filter: what passes lies apart in the graph, and the
 * index finds less of it (recall@10 .983 at a tenth of 76,462), so that a near tie goes to comparing all that passes.
 */
const filteredIndexFactor = 1.5;

/** The first step of a search; where it lacks rows, {@link deeperStep} goes on. */
export function firstStep({
  indexReady,
  vectors,
  picturesPerProduct,
  share,
  wanted,
  spare,
  once,
}: PlanInput): Step {
  const kept = once ? 1 : usuallyKept;
  const size = sizeFor(spare * wanted * picturesPerProduct, kept);
  const limit = Math.round(size * kept);
  const exact: ExactStep = { plan: 'EXACT', limit };
  if (!indexReady) return exact;
  // at a share of 0 nothing is reached through the index
  const visits = limit / share;
  const exactUs = Math.min(vectors * costUs.scan, share < 1 ? vectors * share * costUs.lookUp : Infinity);
  const indexUs = visits * costUs.visit * (share < 1 ? filteredIndexFactor : 1);
  if (exactUs <= indexUs) return exact;
  return {
    plan: 'APPROXIMATE',
    efSearch: Math.min(size, maxEfSearch),
    limit,
    iterative: share < 1 || !once || limit > maxEfSearch,
    maxScanTuples: share < 1 ? Math.max(defaultMaxScanTuples, Math.ceil(4 * visits)) : defaultMaxScanTuples,
  };
}

/** What comes after a step that found fewer products than there may be. */
export function deeperStep(step: Step): ExactStep {
  return { plan: 'EXACT', limit: step.plan === 'APPROXIMATE' ? step.limit : null };
}

/**
 * How many pictures to look at for some that are needed, in few sizes, so that the statements that differ by it stay
 * few: 100, 150, 200, 400, 1,000, then doubled.
 */
function sizeFor(needed: number, kept: number): number {
  const size = [minEfSearch, 150, 200, 400, maxEfSearch].find((each) => each * kept >= needed);
  return size ?? maxEfSearch * 2 ** Math.ceil(Math.log2(needed / kept / maxEfSearch));
}
