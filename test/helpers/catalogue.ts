import { createCatalog } from '../../src/catalog/catalog.ts';
import { connectDatabase } from '../../src/database/connect.ts';
import type { Database } from '../../src/database/database.ts';
import { type FreshDatabase, silent } from './database.ts';

/** Works on a database that other processes may have open. */
export async function withDatabase<Result>(
  { config }: FreshDatabase,
  work: (database: Database) => Promise<Result>,
): Promise<Result> {
  const database = await connectDatabase(config, silent, { share: true });
  try {
    return await work(database);
  } finally {
    await database.stop();
  }
}

/** Products P0, P1 and so on, each with the picture at one of these addresses. */
export async function sell(fresh: FreshDatabase, urls: readonly string[]): Promise<void> {
  await withDatabase(fresh, async (database) => {
    const files = { removeUnreferenced: async () => {} };
    const catalog = createCatalog({ config: fresh.config, database, files });
    await catalog.prepare();
    const products = urls.map((sourceUrl, i) => ({
      externalId: `P${i}`,
      title: `P${i}`,
      images: [{ sourceUrl }],
    }));
    await catalog.upsertProducts(products);
  });
}

/** As if the half minute had passed after which a dead process's pictures are free again. */
export async function endLeases(fresh: FreshDatabase): Promise<void> {
  await withDatabase(fresh, (database) =>
    database.kysely
      .updateTable('image_indexing')
      .set({ lease_until: new Date(0) })
      .where('lease_until', 'is not', null)
      .execute(),
  );
}
