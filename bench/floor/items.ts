import type pg from 'pg';

// The least that a run over many pictures can be for the database: a row a picture, written by bare statements.

const createItems = `
  create temporary table floor_items (
    job_id bigint, image_id bigint, rank integer, state text, settled_at timestamptz, primary key (job_id, image_id))`;

const findMissing = `select image_id from image_indexing where state = 'PENDING'`;

const insertOfProducts = `
  insert into floor_items
  select $1, i.id, i.position, 'SKIPPED', now()
  from products p join product_images i on i.product_id = p.id
  where p.external_id = any($2)`;

const insertAll = `insert into floor_items select $1, id, position, 'WAITING' from product_images`;

/** Each verb answers how many seconds it took. */
export interface BareRuns {
  /** Looks for pictures without a vector. */
  missing(): Promise<number>;
  /** Writes a row for each picture of these products, a statement for each list. */
  ofProducts(lists: readonly (readonly string[])[]): Promise<number>;
  /** Writes a row for every picture. */
  all(): Promise<number>;
}

export async function createBareRuns(client: pg.Client): Promise<BareRuns> {
  await client.query(createItems);
  let jobs = 0;
  const timed = async (work: () => Promise<unknown>) => {
    const started = performance.now();
    await work();
    return (performance.now() - started) / 1000;
  };
  return {
    missing: () => timed(() => client.query(findMissing)),
    ofProducts: (lists) =>
      timed(async () => {
        for (const list of lists) await client.query(insertOfProducts, [++jobs, list]);
      }),
    all: () => timed(() => client.query(insertAll, [++jobs])),
  };
}
