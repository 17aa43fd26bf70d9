import { sql } from 'kysely';
import type { PagesSite } from './site.ts';

/**
 * Sells lamps whose pictures have failed, one a minute up to now, by turns of these reasons.
 * @returns the title of the one that failed last
 */
export async function failMany(
  { parts: { database } }: Pick<PagesSite, 'parts'>,
  count: number,
  reasons: readonly string[],
): Promise<string> {
  await database.kysely.transaction().execute(async (transaction) => {
    await sql`
      insert into products (external_id, title, words)
      select 'lamp-' || n, 'Lamp ' || n, '' from generate_series(1, ${count}::integer) n`.execute(
      transaction,
    );
    await sql`
      insert into product_images (product_id, position, source_url)
      select id, 1, 'https://pictures.example.com/' || external_id || '.jpg' from products
      where external_id like 'lamp-%'`.execute(transaction);
    await sql`
      update image_indexing i
      set state = 'FAILED', attempts = 2, error_message = 'The host says there is no such picture.',
        error_retryable = false,
        error_code = (${reasons}::text[])[1 + substr(p.external_id, 6)::integer % ${reasons.length}::integer],
        failed_at = now() - (${count}::integer - substr(p.external_id, 6)::integer) * interval '1 minute'
      from products p where p.id = i.product_id and p.external_id like 'lamp-%'`.execute(transaction);
  });
  database.events.publish('index');
  return `Lamp ${count}`;
}
