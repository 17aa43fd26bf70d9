import { type RawBuilder, sql } from 'kysely';
import type { Database } from '../database/database.ts';
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
  let rows = await run(database, input, step);
  while (!isWhole(rows, step, ask)) {
    ask.signal?.throwIfAborted();
    step = deeperStep(step);
    rows = await run(database, input, step);
  }
  const ranked = rows
    .map(({ product_id, image_id, score }) => ({
      productId: product_id,
      imageId: image_id,
      score: Math.fround(score),
    }))
    .filter(({ score }) => score >= minScore)
    .map(rankedBy[subject]);
  return { plan: step.plan, ranked };
}

async function planFor(estimates: Estimates, { index, condition, wanted }: VectorAsk): Promise<Step> {
  const { indexReady } = index;
  if (!indexReady) return firstStep({ indexReady, vectors: 0, picturesPerProduct: 1, share: 1, wanted });
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
  });
}

/** Whether rows hold all that was asked for, or all there is. */
function isWhole(
  rows: readonly NearestRow[],
  step: Step,
  { wanted, minScore = -Infinity }: VectorAsk,
): boolean {
  const last = rows.at(-1);
  if (rows.length >= wanted || (last !== undefined && last.score < minScore)) return true;
  // an index may stop early; a scan that took fewer than it could has seen everything
  return step.plan === 'EXACT' && (step.limit === null || (last?.taken ?? 0) < step.limit);
}

function run(database: Database, input: NearestInput, step: Step): Promise<readonly NearestRow[]> {
  const statement =
    step.plan === 'APPROXIMATE' ? nearestByIndex(input, step) : nearestByScan(input, step.limit);
  const shape = step.plan === 'APPROXIMATE' ? `index_${step.limit}` : `scan_${step.limit ?? 'all'}`;
  return execute(database, statement, input.condition === undefined ? `${input.table}_${shape}` : undefined);
}

/** A filter takes as many forms as callers can think of, and a server keeps what is prepared: those have no name. */
async function execute(
  database: Database,
  statement: RawBuilder<NearestRow>,
  name: string | undefined,
): Promise<readonly NearestRow[]> {
  if (name === undefined) return (await statement.execute(database.kysely)).rows;
  const { sql: text, parameters } = statement.compile(database.kysely);
  return database.query<NearestRow>({ name, text, values: parameters });
}
