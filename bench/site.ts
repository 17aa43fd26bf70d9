import { cp, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { createCatalogue, type SyntheticCatalogue } from './catalogue.ts';
import { createClient, dataOf } from './client.ts';
import { copyVectors, insertVectors, type LoadOptions, loadCatalogue } from './load.ts';
import { graphql } from './questions.ts';
import type { Server, Service, Workshop } from './workshop.ts';

const dimensions = 256;
const indexTimeoutMs = 7_200_000;

const titlesPending = graphql('{ indexStatus { texts { pending } } }', {});
const titlesForm = z.object({ indexStatus: z.object({ texts: z.object({ pending: z.number() }) }) });

/** A database with a synthetic catalogue, and what a server and a floor over it are started with. */
export interface Site {
  readonly kind: 'server' | 'embedded';
  readonly catalogue: SyntheticCatalogue;
  /** What a server over it is started with. */
  readonly settings: Readonly<Record<string, string>>;
  startServer(): Promise<Server>;
  startFloor(): Promise<Floor>;
}

export interface Floor {
  readonly search: Service;
  /** The bare embedded database; null on a server. */
  readonly database: Service | null;
  stop(): Promise<void>;
}

/** One on the PostgreSQL server, before its vectors are indexed and after. */
export interface ServerSite extends Site {
  readonly kind: 'server';
  readonly url: string;
  /** Of the vectors. */
  readonly table: string;
  readonly loadSeconds: number;
  /** A server that has just begun to build its index. */
  startUnindexed(): Promise<Server>;
  /** The index that the README of pgvector has. */
  makeReadmeIndex(): Promise<void>;
  /** @returns how many seconds that took */
  untilIndexed(): Promise<number>;
  sizes(): Promise<{ readonly tableMb: number; readonly indexMb: number }>;
}

/** A catalogue of `count` vectors in a database of its own on the PostgreSQL server, indexed. */
export async function createServerSite(
  workshop: Workshop,
  count: number,
  options: LoadOptions = {},
): Promise<ServerSite> {
  const url = await workshop.createDatabase();
  const settings = { DATABASE_URL: url, DATA_DIR: await workshop.folder() };
  await makeTables(workshop, settings);
  const catalogue = createCatalogue(count, dimensions);
  const client = await workshop.connect({ connectionString: url });
  workshop.say(`loading ${count} vectors into the server`);
  const startedMs = performance.now();
  const table = await loadCatalogue(client, catalogue, copyVectors, options);
  const loadSeconds = (performance.now() - startedMs) / 1000;
  await client.end();

  let settled = false;
  return {
    kind: 'server',
    url,
    table,
    loadSeconds,
    // a large catalogue without its index may take longer than a search should: how long is what is measured
    startUnindexed: () => workshop.startServer({ ...settings, SEARCH_TIMEOUT_MS: '60000' }),
    async untilIndexed() {
      const beganMs = performance.now();
      await untilIndexed(workshop, url, table);
      return (performance.now() - beganMs) / 1000;
    },
    async makeReadmeIndex() {
      const builder = await workshop.connect({ connectionString: url });
      await builder.query(`create index if not exists readme on ${table} using hnsw (v vector_ip_ops)`);
      await builder.end();
    },
    async sizes() {
      const reader = await workshop.connect({ connectionString: url });
      const { rows } = await reader.query<{ table: number; index: number }>(
        `select pg_relation_size($1::regclass)::float8 / 1e6 as table,
          pg_relation_size(($1 || '_hnsw')::regclass)::float8 / 1e6 as index`,
        [table],
      );
      await reader.end();
      return { tableMb: rows[0]?.table ?? 0, indexMb: rows[0]?.index ?? 0 };
    },
    catalogue,
    settings,
    async startServer() {
      const server = await workshop.startServer(settings);
      if (!settled) {
        workshop.say('waiting for the server to index them, and their titles');
        await untilIndexed(workshop, url, table);
        if (options.titles !== false) {
          await untilTitlesEmbedded(server);
          await untilIndexed(workshop, url, `product_${table}`);
        }
        const keeper = await workshop.connect({ connectionString: url });
        await keeper.query('vacuum analyze');
        await keeper.end();
        settled = true;
      }
      return server;
    },
    async startFloor() {
      const search = await startSearchFloor(workshop, {
        FLOOR_DATABASE: 'server',
        FLOOR_URL: url,
        FLOOR_TABLE: table,
      });
      return { search, database: null, stop: search.stop };
    },
  };
}

/** A catalogue of `count` vectors in an embedded database of its own. */
export async function createEmbeddedSite(workshop: Workshop, count: number): Promise<Site> {
  const folder = await workshop.folder();
  const settings = { DATA_DIR: folder };
  await makeTables(workshop, settings);
  const catalogue = createCatalogue(count, dimensions);
  const files = join(folder, 'postgres');
  workshop.say(`loading ${count} vectors into the embedded database`);
  const loading = await startBareDatabase(workshop, files);
  const client = await workshop.connect(loading.connection);
  const table = await loadCatalogue(client, catalogue, insertVectors);
  await client.end();
  await loading.service.stop();

  let settled = false;
  return {
    kind: 'embedded',
    catalogue,
    settings,
    async startServer() {
      const server = await workshop.startServer(settings);
      if (!settled) {
        workshop.say('waiting for the server to embed their titles');
        await untilTitlesEmbedded(server);
        settled = true;
      }
      return server;
    },
    async startFloor() {
      // one process at a time may have the files open: the floor gets its own
      const copy = join(await workshop.folder(), 'postgres');
      await cp(files, copy, { recursive: true });
      const bare = await startBareDatabase(workshop, copy);
      const search = await startSearchFloor(workshop, {
        FLOOR_DATABASE: 'embedded',
        FLOOR_URL: bare.connection.host,
        FLOOR_TABLE: table,
      });
      const stop = async () => {
        await search.stop();
        await bare.service.stop();
      };
      return { search, database: bare.service, stop };
    },
  };
}

/** Starts a server once, so that the tables and the model are there. */
async function makeTables(workshop: Workshop, settings: Readonly<Record<string, string>>): Promise<void> {
  const server = await workshop.startServer(settings);
  await server.stop();
}

async function startBareDatabase(workshop: Workshop, files: string) {
  const folder = await workshop.folder();
  const service = await workshop.startScript('floor/database.ts', {
    FLOOR_FILES: files,
    FLOOR_SOCKET: join(folder, '.s.PGSQL.5432'),
  });
  return { service, connection: { host: folder, user: 'postgres', database: 'postgres' } };
}

function startSearchFloor(
  workshop: Workshop,
  environment: Readonly<Record<string, string>>,
): Promise<Service> {
  return workshop.startScript('floor/search.ts', {
    FLOOR_MODEL: workshop.modelFolder,
    FLOOR_THREADS: String(workshop.threads),
    ...environment,
  });
}

/** The server builds its approximate index by itself once there are vectors. */
async function untilIndexed(workshop: Workshop, url: string, table: string): Promise<void> {
  const client = await workshop.connect({ connectionString: url });
  const deadline = performance.now() + indexTimeoutMs;
  try {
    while (performance.now() < deadline) {
      const { rows } = await client.query(
        `select from pg_index i join pg_class c on c.oid = i.indexrelid join pg_am a on a.oid = c.relam
         where i.indrelid = $1::regclass and a.amname = 'hnsw' and i.indisvalid`,
        [table],
      );
      if (rows.length > 0) return;
      await sleep(500);
    }
    throw new Error('the server did not build its index');
  } finally {
    await client.end();
  }
}

/** Until then titles are embedded beside every search, and compared one by one. */
async function untilTitlesEmbedded({ port }: Server): Promise<void> {
  const client = createClient(port);
  const deadline = performance.now() + indexTimeoutMs;
  try {
    while (performance.now() < deadline) {
      const { indexStatus } = dataOf(await client.send(titlesPending), titlesForm);
      if (indexStatus.texts.pending === 0) return;
      await sleep(500);
    }
    throw new Error('the server did not embed the titles');
  } finally {
    client.stop();
  }
}

/** The committed photo of 1,024 px. */
export function readPhoto(): Promise<Buffer> {
  return readFile(new URL('photo.jpg', import.meta.url));
}
