import { sql } from 'kysely';
import type { Database } from '../database/database.ts';
import { sqlState } from '../database/database-error.ts';
import { encodeVector } from '../database/vectors.ts';
import type { Estimates } from './estimates.ts';
import { deeperStep, firstStep, type Step } from './plan.ts';
import { type Ranking, rankedBy, type VectorAsk } from './ranking.ts';
import { type NearestInput, type NearestRow, nearestByIndex, nearestByScan } from './statements/nearest.ts';

/**
 * The products whose pictures, or titles, are nearest to a vector: as many as were wanted, or all there are.
 * Where a step may have missed some, the next one looks further, down to comparing everything.
 */
export async function nearestProducts(
  database: Database,
  estimates: Estimates,
  ask: VectorAsk,
): Promise<Ranking> {
  const { subject } = ask.index;
  const input: NearestInput = {
    subject,
    table: ask.index.table,
    dimensions: ask.index.dimensions,
    vector: encodeVector(ask.vector),
    condition: ask.condition,
    excluded: ask.excluded,
    wanted: ask.wanted,
  };
  const { minScore = -Infinity } = ask;
  let step = await planFor(estimates, ask);
  let rows = await run(database, input, step, ask.deadlineMs);
  let truncated = rows === null;
  while (rows !== null && !isWhole(rows, step, ask)) {
    ask.signal?.throwIfAborted();
    const deeper = deeperStep(step);
    const more = await run(database, input, deeper, ask.deadlineMs);
    truncated = more === null;
    // what is there is better than nothing
    if (more === null) break;
    [step, rows] = [deeper, more];
  }
  const ranked = (rows ?? [])
    .map(({ product_id, image_id, score }) => ({
      productId: product_id,
      imageId: image_id,
      score: Math.fround(score),
    }))
    .filter(({ score }) => score >= minScore)
    .map(rankedBy[subject]);
  return { plan: step.plan, ranked, ...(truncated && { truncated }) };
}

/** Products. */
const deepFrom = 50;

async function planFor(estimates: Estimates, { index, condition, wanted, effort }: VectorAsk): Promise<Step> {
  const { indexReady } = index;
  const { once } = effort;
  const spare = wanted > deepFrom ? effort.deepSpare : effort.spare;
  if (!indexReady)
    return firstStep({ indexReady, vectors: 0, picturesPerProduct: 1, share: 1, wanted, spare, once });
  const [vectors, products, passing] = await Promise.all([
    estimates.rows(sql.table(index.table)),
    estimates.rows(sql`products`),
    condition && estimates.rows(sql`products where ${condition}`),
  ]);
  return firstStep({
    indexReady,
    vectors,
    picturesPerProduct: Math.max(1, vectors / Math.max(1, products)),
    share: passing === undefined ? 1 : Math.min(1, passing / Math.max(1, products)),
    wanted,
    spare,
    once,
  });
}

/** Whether rows hold all that was asked for, or all there is. */
function isWhole(
  rows: readonly NearestRow[],
  step: Step,
  { wanted, effort: { enough }, minScore = -Infinity }: VectorAsk,
): boolean {
  const last = rows.at(-1);
  if (rows.length >= wanted * enough || (last !== undefined && last.score < minScore)) return true;
  // an index may stop early; a scan that took fewer than it could has seen everything
  return step.plan === 'EXACT' && (step.limit === null || (last?.taken ?? 0) < step.limit);
}

/** SQLSTATE of a statement that ran into its time limit. */
const QUERY_CANCELED = '57014';

/**
 * A filter takes as many forms as callers can think of, and a server keeps what is prepared: those have no name.
 * @returns null where the time was not enough for comparing everything; the index is quick, or stops by itself
 */
async function run(
  database: Database,
  input: NearestInput,
  step: Step,
  deadlineMs: number,
): Promise<readonly NearestRow[] | null> {
  const isQuick = step.plan === 'APPROXIMATE';
  const statement = isQuick ? nearestByIndex(input, step) : nearestByScan(input, step.limit);
  const shape = isQuick
    ? `index_${step.limit}${step.iterative ? '' : '_once'}`
    : `scan_${step.limit ?? 'all'}`;
  const name = input.condition === undefined ? `${input.table}_${shape}` : undefined;
  const { sql: text, parameters: values } = statement.compile(database.kysely);
  const leftMs = deadlineMs - performance.now();
  if (!isQuick && leftMs <= 0) return null;
  try {
    const timeoutMs = isQuick ? undefined : leftMs;
    return await database.query<NearestRow>({ name, text, values, timeoutMs });
  } catch (error) {
    if (!isQuick && sqlState(error) === QUERY_CANCELED) return null;
    throw error;
  }
}
