import type pg from 'pg';
import { type PictureHost, startPictureHost } from './picture-host.ts';
import { writePictures } from './pictures.ts';
import { createServerSite } from './site.ts';
import type { Sizes } from './sizes.ts';
import type { Server, Workshop } from './workshop.ts';

/** A catalogue on the PostgreSQL server of which every picture has its vector, and a server over it. */
export interface IndexedSite {
  readonly url: string;
  readonly client: pg.Client;
  readonly server: Server;
  readonly host: PictureHost;
  readonly externalIds: readonly string[];
  /** Another process over the same database. */
  startServer(): Promise<Server>;
  /** Has every picture come from the host, or be an uploaded one. */
  moveTo(place: 'host' | 'upload'): Promise<void>;
  stop(): Promise<void>;
}

export async function createIndexedSite(
  workshop: Workshop,
  { serverVectors, indexingPictures }: Sizes,
): Promise<IndexedSite> {
  const folder = await workshop.folder();
  await writePictures(folder, indexingPictures);
  const host = await startPictureHost(workshop, folder);
  const { settings, catalogue, startServer } = await createServerSite(workshop, serverVectors);
  const url = settings.DATABASE_URL ?? '';
  const client = await workshop.connect({ connectionString: url });
  const server = await startServer();
  return {
    url,
    client,
    server,
    host,
    externalIds: catalogue.products.map(({ externalId }) => externalId),
    startServer,
    async moveTo(place) {
      if (place === 'upload') await client.query('update product_images set source_url = null');
      else await client.query(`update product_images set source_url = $1 || id || '.jpg'`, [host.base]);
      await client.query('vacuum analyze product_images');
    },
    async stop() {
      await server.stop();
      await client.end();
      await host.stop();
    },
  };
}
