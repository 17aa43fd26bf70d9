import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import sharp from 'sharp';
import { createCatalog } from '../../src/catalog/catalog.ts';
import type { Catalog, Product, ProductImage } from '../../src/catalog/types.ts';
import { readConfig } from '../../src/config.ts';
import { connectDatabase } from '../../src/database/connect.ts';
import type { Database } from '../../src/database/database.ts';
import { registerModel } from '../../src/database/models.ts';
import { embeddingsTable } from '../../src/database/vectors.ts';
import { createEmbedder } from '../../src/embedding/embedder.ts';
import type { Embedder } from '../../src/embedding/types.ts';
import { createIndexer } from '../../src/indexing/indexer.ts';
import type { IndexerTiming } from '../../src/indexing/timing.ts';
import type { ActiveModel, ImageIndexing, Indexer, IndexStatus, Jobs } from '../../src/indexing/types.ts';
import type { Log } from '../../src/log.ts';
import { createMedia } from '../../src/media/media.ts';
import type { Media } from '../../src/media/types.ts';
import { freshDatabase, silent } from '../helpers/database.ts';

type Answer = (response: ServerResponse, request: IncomingMessage) => void;

/** A shop's picture host on loopback, that does what a test tells it to. */
export interface Host {
  readonly url: string;
  /** Paths asked for, in order. */
  readonly requests: string[];
  /** Says what a path answers; gives its URL. */
  serve(path: string, answer: Buffer | Answer): string;
  stop(): Promise<void>;
}

export async function startHost(): Promise<Host> {
  const answers = new Map<string, Buffer | Answer>();
  const requests: string[] = [];
  const server = createServer((request, response) => {
    const path = request.url ?? '/';
    requests.push(path);
    const answer = answers.get(path);
    if (answer === undefined) response.writeHead(404).end();
    else if (Buffer.isBuffer(answer)) response.end(answer);
    else answer(response, request);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}`;
  return {
    url,
    requests,
    serve(path, answer) {
      answers.set(path, answer);
      return `${url}${path}`;
    },
    async stop() {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
}

/** A small PNG that no other number gives. */
export async function picture(number: number): Promise<Buffer> {
  const background = { r: number % 251, g: (number * 7) % 253, b: (number * 13) % 255 };
  return await sharp({ create: { width: 24, height: 24, channels: 3, background } })
    .png()
    .toBuffer();
}

/** A catalogue over a database of a test file's own, with what indexes it. */
export interface Shop {
  readonly kind: Database['kind'];
  readonly database: Database;
  readonly media: Media;
  readonly catalog: Catalog;
  readonly model: ActiveModel;
  readonly host: Host;
  /** Runs, without anyone to work on them. */
  readonly jobs: Jobs;
  /** Where pictures are kept. */
  readonly dataDir: string;
  /** A product whose pictures are at these addresses. */
  sell(externalId: string, ...sourceUrls: string[]): Promise<Product>;
  /** Starts an indexer. Without options: the real model, quick to try again. */
  index(options?: IndexOptions): Indexer;
  /** The pictures of a product and where they stand, main one first. */
  pictures(externalId: string): Promise<(ProductImage & { readonly indexing: ImageIndexing })[]>;
  /** Settles once nothing is pending. */
  done(timeoutMs?: number): Promise<IndexStatus>;
  /** The vectors that there are: picture → product. */
  vectors(): Promise<Map<bigint, bigint>>;
  /** Ends the indexers and empties the catalogue. */
  reset(): Promise<void>;
  stop(): Promise<void>;
}

export interface IndexOptions {
  readonly embedder?: Embedder;
  readonly timing?: Partial<IndexerTiming>;
  readonly log?: Log;
}

/** Short where waiting proves nothing. */
const quick: Partial<IndexerTiming> = { pollMs: 50, retryBaseMs: 1, hostRestMs: 100 };

export async function startShop(
  embedder: Embedder,
  settings: Readonly<Record<string, string>> = {},
): Promise<Shop> {
  const fresh = await freshDatabase({
    FETCH_PRIVATE_NETWORKS: '127.0.0.0/8',
    FETCH_TIMEOUT_MS: '1000',
    ...settings,
  });
  const { config } = fresh;
  const host = await startHost();
  const database = await connectDatabase(config, silent);
  const media = createMedia({ config, database, pictures: embedder, log: silent });
  const catalog = createCatalog({ config, database, files: media });
  await catalog.prepare();
  if (embedder.model === undefined) throw new Error('these tests need a model');
  const model = await registerModel(database, embedder.model);
  const create = ({ embedder: own = embedder, timing, log = silent }: IndexOptions = {}) =>
    createIndexer({ config, database, embedder: own, media, log, timing: { ...quick, ...timing } });
  const onlooker = create();
  const indexers: Indexer[] = [];

  return {
    kind: database.kind,
    database,
    media,
    catalog,
    model,
    host,
    jobs: onlooker.jobs,
    dataDir: config.DATA_DIR,
    async sell(externalId, ...sourceUrls) {
      const images = sourceUrls.map((sourceUrl) => ({ sourceUrl }));
      return await catalog.createProduct({ externalId, title: externalId, images });
    },
    index(options) {
      const indexer = create(options);
      indexers.push(indexer);
      indexer.start();
      return indexer;
    },
    async pictures(externalId) {
      const product = await catalog.productBy({ externalId });
      const id = product?.id ?? 0n;
      const images = (await catalog.imagesOfProducts([id])).get(id) ?? [];
      const standing = await onlooker.standing(images.map((image) => image.id));
      return images.flatMap((image) => {
        const indexing = standing.get(image.id);
        return indexing === undefined ? [] : [{ ...image, indexing }];
      });
    },
    async done(timeoutMs = 60_000) {
      const deadline = Date.now() + timeoutMs;
      for (;;) {
        const status = await onlooker.status();
        if (status.images.pending === 0) return status;
        if (Date.now() > deadline) throw new Error(`still pending: ${status.images.pending}`);
      }
    },
    async vectors() {
      const rows = await database.query<{ image_id: bigint; product_id: bigint }>({
        name: 'test_vectors',
        text: `select image_id, product_id from ${embeddingsTable(model.id)}`,
        values: [],
      });
      return new Map(rows.map((row) => [row.image_id, row.product_id]));
    },
    async reset() {
      await Promise.all(indexers.splice(0).map((indexer) => indexer.stop()));
      await database.kysely.deleteFrom('products').execute();
      await database.kysely.deleteFrom('media').execute();
      host.requests.length = 0;
    },
    async stop() {
      await Promise.all(indexers.map((indexer) => indexer.stop()));
      await database.stop();
      await host.stop();
      await fresh.stop();
    },
  };
}

/** The real model, in its own process. */
export async function startModel(): Promise<Embedder> {
  const embedder = await createEmbedder({ config: readConfig({}), log: silent });
  await new Promise<void>((resolve) => {
    const end = embedder.onChange(look);
    look();
    function look() {
      if (embedder.state().state !== 'ready') return;
      end();
      resolve();
    }
  });
  return embedder;
}

/** The same model, with what a test wants to see or do at each picture. */
export function watched(embedder: Embedder, before: (bytes: Buffer) => void | Promise<void>): Embedder {
  return {
    ...embedder,
    model: embedder.model,
    async embedImage(bytes, options) {
      await before(bytes);
      return await embedder.embedImage(bytes, options);
    },
  };
}
