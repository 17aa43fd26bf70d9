import { randomUUID } from 'node:crypto';
import { readConfig } from '../../src/config.ts';
import { connectDatabase } from '../../src/database/connect.ts';
import { databaseUrl, freshDataDir, onServer, silent } from '../helpers/database.ts';
import type { ShopPicture } from './pictures.ts';
import { type ShopHost, startShopHost } from './shop-host.ts';
import { readStored, type Stored } from './stored.ts';

/** A shop and an empty database, for one storm. */
export interface Site {
  readonly pictures: readonly ShopPicture[];
  readonly host: ShopHost;
  /** What the processes are started with. */
  readonly settings: Readonly<Record<string, string>>;
  /** The database's own address; undefined where it is embedded. */
  readonly database: URL | undefined;
  /** What is in the database. Embedded, no server may have it open. */
  look(): Promise<Stored>;
  /** What is to be ended together with the site, before it; the last named is the first ended. */
  onEnd(end: () => Promise<void>): void;
  /** Ends everything that was made. */
  end(): Promise<void>;
}

export interface SiteOptions {
  /** A server on which the site's database is made; undefined: embedded. */
  readonly serverUrl: string | undefined;
  readonly pictures: readonly ShopPicture[];
  /** How long the shop's host takes for each. */
  readonly latencyMs: number;
}

export async function createSite({ serverUrl, pictures, latencyMs }: SiteOptions): Promise<Site> {
  await using stack = new AsyncDisposableStack();
  const host = await startShopHost(pictures, latencyMs);
  stack.defer(host.stop);
  const folder = await freshDataDir();
  stack.defer(folder.stop);
  const database = serverUrl === undefined ? undefined : await createDatabase(serverUrl);
  if (database !== undefined) stack.defer(database.drop);
  const settings = {
    DATA_DIR: folder.path,
    DEMO: 'off',
    LOG_LEVEL: 'info',
    EMBEDDER_THREADS: '2',
    FETCH_PRIVATE_NETWORKS: '127.0.0.0/8',
    ...(database === undefined ? {} : { DATABASE_URL: database.url.href }),
  };
  const stopping = stack.move();
  return {
    pictures,
    host,
    settings,
    database: database?.url,
    async look() {
      const opened = await connectDatabase(readConfig(settings), silent);
      try {
        return await readStored(opened);
      } finally {
        await opened.stop();
      }
    },
    onEnd: (end) => stopping.defer(end),
    end: () => stopping.disposeAsync(),
  };
}

async function createDatabase(serverUrl: string) {
  const name = `vitrine_faults_${randomUUID().replaceAll('-', '')}`;
  await onServer(serverUrl, `create database ${name}`);
  return {
    url: new URL(databaseUrl(serverUrl, name)),
    drop: () => onServer(serverUrl, `drop database if exists ${name} with (force)`),
  };
}
