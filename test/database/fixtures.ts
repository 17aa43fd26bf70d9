import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { Database } from '../../src/database/database.ts';
import type { NewModel } from '../../src/database/models.ts';

/** A model that nobody has registered yet. */
export function testModel(overrides: Partial<NewModel> = {}): NewModel {
  return { name: 'test', version: '1', dimensions: 4, fingerprint: randomUUID(), ...overrides };
}

/** A product with one picture. */
export async function addProduct(
  database: Pick<Database, 'kysely'>,
): Promise<{ productId: bigint; imageId: bigint }> {
  const { rows } = await sql<{ productId: bigint; imageId: bigint }>`
    with product as (
      insert into products (external_id, title, words) values (${randomUUID()}, 'A thing', '') returning id
    )
    insert into product_images (product_id, position, source_url) select id, 1, 'https://shop.example/1.jpg' from product
    returning product_id as "productId", id as "imageId"`.execute(database.kysely);
  const [row] = rows;
  if (row === undefined) throw new Error('no row came back');
  return row;
}
