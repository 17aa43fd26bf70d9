import { sql } from 'kysely';
import type { Database } from '../database/database.ts';
import { decodeVector } from '../database/vectors.ts';
import { dot } from './dot.ts';
import { type Ranking, rankedBy, type VectorAsk } from './ranking.ts';

interface VectorRow {
  readonly product_id: bigint;
  readonly image_id: bigint | null;
  readonly key: bigint;
  readonly v: Buffer;
}

interface Best {
  readonly imageId: bigint | null;
  readonly score: number;
}

/** Small enough that comparing a batch takes a millisecond or two of the event loop. */
const batchSize = 500;
/** Of the products seen, this many times the wanted ones are held at most. */
const slack = 4;

/** The nearest products where the database can't compare vectors: every one is read, a batch at a time. */
export async function nearestInProcess({ kysely }: Database, ask: VectorAsk): Promise<Ranking> {
  const { index, condition, excluded, minScore = -Infinity, signal } = ask;
  const [key, imageId] =
    index.subject === 'pictures'
      ? [sql`e.image_id`, sql`e.image_id`]
      : [sql`e.product_id`, sql`null::bigint`];
  const maxHeld = ask.wanted * slack + 1000;
  let held = new Map<bigint, Best>();
  let lastId = 0n;
  let truncated = false;
  for (;;) {
    signal?.throwIfAborted();
    const { rows } = await sql<VectorRow>`
      select e.product_id, ${imageId} as image_id, ${key} as key, e.v from ${sql.table(index.table)} e
      ${condition === undefined ? sql`` : sql`join products on products.id = e.product_id and ${condition}`}
      where ${key} > ${lastId} and e.product_id <> all(${excluded}::bigint[])
      order by ${key} limit ${sql.lit(batchSize)}`.execute(kysely);
    for (const { product_id, image_id, v } of rows) {
      const score = Math.fround(dot(ask.vector, decodeVector(v)));
      if (score >= minScore && score > (held.get(product_id)?.score ?? -Infinity)) {
        held.set(product_id, { imageId: image_id, score });
      }
    }
    // what falls out here is behind enough others, and they only get better
    if (held.size > maxHeld) held = new Map(nearestFirst(held).slice(0, ask.wanted));
    const last = rows.at(-1);
    if (last === undefined || rows.length < batchSize) break;
    lastId = last.key;
    // what was compared is better than nothing
    truncated = performance.now() > ask.deadlineMs;
    if (truncated) break;
  }
  const ranked = nearestFirst(held)
    .slice(0, ask.wanted)
    .map(([productId, near], at) => rankedBy[index.subject]({ productId, ...near }, at));
  return { plan: 'EXACT', ranked, ...(truncated && { truncated }) };
}

function nearestFirst(best: ReadonlyMap<bigint, Best>): [bigint, Best][] {
  return [...best].sort(
    ([a, { score: scoreA }], [b, { score: scoreB }]) => scoreB - scoreA || (a < b ? -1 : 1),
  );
}
