import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type pg from 'pg';
import { embeddingsTable } from './load.ts';
import type { PictureHost } from './picture-host.ts';
import { uploadAndIndex } from './uploads.ts';
import type { Workshop } from './workshop.ts';

/** Pictures in a database of their own on the server, to be indexed again and again. */
export interface Stock {
  readonly url: string;
  /** What a server over it is started with. */
  readonly settings: Readonly<Record<string, string>>;
  readonly client: pg.Client;
  /** Makes every picture work again, as if it had just come. No server may run meanwhile. */
  forget(): Promise<void>;
}

/** Pictures whose bytes are here already. */
export async function createUploadedStock(workshop: Workshop, count: number): Promise<Stock> {
  const url = await workshop.createDatabase();
  const settings = { DATABASE_URL: url, DATA_DIR: await workshop.folder() };
  workshop.say(`uploading ${count} pictures`);
  const server = await workshop.startServer(settings);
  await uploadAndIndex(server.port, count);
  await server.stop();
  const client = await workshop.connect({ connectionString: url });
  return { url, settings, client, forget: () => forgetVectors(client) };
}

const insertProducts = `
  insert into products (external_id, title, words)
  select 'picture-' || n, 'Picture ' || n, to_tsvector('simple', 'Picture ' || n)
  from generate_series(0, $1::integer - 1) n`;

const insertImages = `
  insert into product_images (product_id, position, source_url)
  select id, 1, $1 || substring(external_id from '\\d+') || '.jpg' from products order by id`;

/** Pictures that a host sends, each other bytes; none of them is here. */
export async function createHostedStock(
  workshop: Workshop,
  host: PictureHost,
  count: number,
): Promise<Stock> {
  const url = await workshop.createDatabase();
  const settings = { DATABASE_URL: url, DATA_DIR: await workshop.folder() };
  const server = await workshop.startServer(settings);
  await server.stop();
  const client = await workshop.connect({ connectionString: url });
  await client.query(insertProducts, [count]);
  await client.query(insertImages, [host.base]);
  return {
    url,
    settings,
    client,
    async forget() {
      await client.query('update product_images set media_hash = null, etag = null, last_modified = null');
      await client.query('delete from media');
      await rm(join(settings.DATA_DIR, 'pictures'), { recursive: true, force: true });
      await forgetVectors(client);
      await client.query('vacuum analyze product_images');
    },
  };
}

async function forgetVectors(client: pg.Client): Promise<void> {
  await client.query(`truncate ${await embeddingsTable(client)}`);
  await client.query(
    `update image_indexing set state = 'PENDING', attempts = 0, indexed_at = null, lease_holder = null, lease_until = null`,
  );
  await client.query('vacuum analyze image_indexing');
}
