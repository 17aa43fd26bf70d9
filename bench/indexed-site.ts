import { setTimeout as sleep } from 'node:timers/promises';
import type pg from 'pg';
import { embedderSeconds } from './embedder-time.ts';
import { type PictureHost, startPictureHost } from './picture-host.ts';
import { writePictures } from './pictures.ts';
import { createServerSite } from './site.ts';
import type { Sizes } from './sizes.ts';
import type { Server, Workshop } from './workshop.ts';

/** Longer than between two looks for anything to learn from a new catalogue. */
const idleMs = 25_000;
const mostIdleSeconds = 0.2;
const mostLooks = 12;

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
  // what products' texts mean is not what is measured
  await client.query('delete from text_indexing');
  const server = await startServer();
  workshop.say('waiting for the server to be idle');
  await untilIdle(server.pid);
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

/** Waits until the embedder has nothing to do. */
async function untilIdle(serverPid: number): Promise<void> {
  for (let look = 0; look < mostLooks; look++) {
    const before = embedderSeconds(serverPid);
    if (before === null) return;
    await sleep(idleMs);
    if ((embedderSeconds(serverPid) ?? 0) - before < mostIdleSeconds) return;
  }
  throw new Error('the embedder did not come to rest');
}
