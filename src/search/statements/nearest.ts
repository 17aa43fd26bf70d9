import { type RawBuilder, type SqlBool, sql } from 'kysely';
import type { VectorTable } from '../facts.ts';
import type { ApproximateStep } from '../plan.ts';

/** What the nearest vectors are looked for. */
export interface NearestInput {
  /** Of pictures a product may have several, of titles it has one. */
  readonly subject: VectorTable['subject'];
  readonly table: string;
  readonly dimensions: number;
  /** pgvector's binary form. */
  readonly vector: Buffer;
  /** Over the alias `products`. */
  readonly condition: RawBuilder<SqlBool> | undefined;
  /** Products that are left out. */
  readonly excluded: readonly bigint[];
  /** How many products. */
  readonly wanted: number;
}

export interface NearestRow {
  product_id: bigint;
  /** Null where titles were compared. */
  image_id: bigint | null;
  score: number;
  /** How many vectors were taken to find this answer's products. */
  taken: number;
}

/**
 * The nearest products by the HNSW index. Vectors have unit length, so the inner product is the cosine; the index
 * orders by half precision, the scores are exact. Its settings hold for this statement alone: they are made before
 * the index is first read. The filter is a subquery a row, which keeps the planner on the index.
 */
export function nearestByIndex(input: NearestInput, step: ApproximateStep): RawBuilder<NearestRow> {
  const { table, dimensions, vector, condition, excluded } = input;
  const half = sql.raw(`halfvec(${dimensions})`);
  const question = sql`${vector}::vector(${sql.lit(dimensions)})`;
  const passes =
    condition === undefined
      ? sql``
      : sql`
    and (select ${condition} from products where products.id = e.product_id)`;
  return best(
    input,
    sql`select ${columns(input)}, -(e.v <#> ${question}) as score
    from ${sql.table(table)} e
    where (select set_config('hnsw.ef_search', ${sql.lit(String(step.efSearch))}, true)
      || set_config('hnsw.iterative_scan', ${sql.lit(step.iterative ? 'relaxed_order' : 'off')}, true)
      || set_config('hnsw.max_scan_tuples', ${sql.lit(String(step.maxScanTuples))}, true)
      || set_config('hnsw.scan_mem_multiplier', '4', true)) is not null
    and e.product_id <> all(${excluded}::bigint[])${passes}
    order by e.v::${half} <#> ${question}::${half}
    limit ${sql.lit(step.limit)}`,
  );
}

/** The nearest products by comparing every vector that passes the filter. */
export function nearestByScan(input: NearestInput, limit: number | null): RawBuilder<NearestRow> {
  const { table, dimensions, vector, condition, excluded } = input;
  const question = sql`${vector}::vector(${sql.lit(dimensions)})`;
  const [from, passes] =
    condition === undefined
      ? [sql`${sql.table(table)} e`, sql``]
      : [sql`products join ${sql.table(table)} e on e.product_id = products.id`, sql` and ${condition}`];
  return best(
    input,
    sql`select ${columns(input)}, -(e.v <#> ${question}) as score
    from ${from}
    where e.product_id <> all(${excluded}::bigint[])${passes}
    order by e.v <#> ${question}${
      limit === null
        ? sql``
        : sql`
    limit ${sql.lit(limit)}`
    }`,
  );
}

function columns({ subject }: NearestInput): RawBuilder<unknown> {
  return subject === 'pictures' ? sql`e.product_id, e.image_id` : sql`e.product_id, null::bigint as image_id`;
}

/** Of the vectors taken, the best of each product, nearest first; ties by id, so that an order is an order. */
function best({ subject, wanted }: NearestInput, taken: RawBuilder<unknown>): RawBuilder<NearestRow> {
  const [from, ofEach] =
    subject === 'pictures'
      ? [
          sql`best`,
          sql`, best as (
    select distinct on (product_id) product_id, image_id, score from taken
    order by product_id, score desc, image_id
  )`,
        ]
      : [sql`taken`, sql``];
  return sql<NearestRow>`with taken as materialized (
    ${taken}
  )${ofEach}
  select product_id, image_id, score, (select count(*) from taken)::integer as taken
  from ${from} order by score desc, product_id limit ${wanted}`;
}
