import { readFileSync } from 'node:fs';
import { type Config, readConfig } from '../../src/config.ts';
import type { Parts } from '../../src/graphql/context.ts';
import { createLog } from '../../src/log.ts';
import { type Running, startVitrine } from '../../src/server.ts';
import { type Answer, type Operation, send } from '../helpers/client.ts';
import { freshDatabase } from '../helpers/database.ts';
import { freePort, type Program, run } from '../helpers/program.ts';

/** What the small catalogue sells: a drawing each, of test/fixtures/noto. */
const stock = [
  ['1f34e', 'Red apple', 'Food', '1.20'],
  ['1f355', 'Pizza', 'Food', '9.50'],
  ['2615', 'Hot coffee', 'Food', '3.40'],
  ['1f3a8', 'Painter’s palette', 'Art', '24.00'],
  ['1f3b8', 'Guitar', 'Music', '189.00'],
  ['1f418', 'Elephant', 'Animals', '39.00'],
  ['1f436', 'Dog', 'Animals', '29.00'],
  ['1f45f', 'Running shoe', 'Clothes', '79.90'],
  ['1f9e6', 'Socks', 'Clothes', '8.00'],
  ['1f4f7', 'Camera', 'Electronics', '499.00'],
  ['1f697', 'Red car', 'Vehicles', '14990.00'],
  ['1f6b2', 'Bicycle', 'Vehicles', '420.00'],
] as const;

/** A picture of test/fixtures/noto, such as 1f3b8: a file to drop, paste or choose. */
export function drawing(code: (typeof stock)[number][0]): { name: string; mimeType: string; buffer: Buffer } {
  const buffer = readFileSync(new URL(`../fixtures/noto/${code}.png`, import.meta.url));
  return { name: `${code}.png`, mimeType: 'image/png', buffer };
}

interface Asked {
  readonly url: string;
  /** Sends an operation, as somebody else does meanwhile. */
  graphql<Data = Record<string, unknown>, Variables = Record<string, unknown>>(
    operation: Operation<Data, Variables>,
    variables?: Variables,
    files?: Readonly<Record<string, Blob>>,
  ): Promise<Answer<Data>>;
}

/** A server with the pages, in this process. */
export interface PagesSite extends Asked {
  readonly config: Config;
  /** Those of the server that runs now. */
  readonly parts: Parts;
  /** Settles once every picture and title is indexed or has failed. */
  indexed(): Promise<void>;
  /** Takes the server away, and brings it back at the same address, with all that it had. */
  goAway(): Promise<void>;
  comeBack(): Promise<void>;
  stop(): Promise<void>;
}

/**
 * Starts a whole server with the pages, the bundled model, and a small catalogue that is indexed.
 * @param catalogue none: the catalogue is empty, as it also is before DEMO has filled it
 */
export async function startPages(
  settings: Readonly<Record<string, string>> = {},
  catalogue: 'small' | 'none' = settings.DEMO === 'on' ? 'none' : 'small',
): Promise<PagesSite> {
  const database = await freshDatabase();
  const port = await freePort();
  const config = readConfig({
    PORT: String(port),
    LOG_LEVEL: process.env.TEST_LOG_LEVEL ?? 'silent',
    EMBEDDER_THREADS: '2',
    ...database.environment,
    ...settings,
  });
  const start = () => startVitrine(config, createLog({ level: config.LOG_LEVEL, format: 'json' }));
  let running: Running = await start();
  const { url } = running;
  const indexed = async () => {
    const deadline = Date.now() + 240_000;
    for (;;) {
      const { products, images, texts } = await running.parts.indexer.status();
      const pending = images.pending + texts.pending;
      if (pending === 0 && (products > 0 || catalogue === 'none')) return;
      if (Date.now() > deadline) throw new Error(`still ${pending} pending after four minutes`);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  };
  await pagesServed(url);
  if (catalogue === 'small') {
    await sell(running.parts);
    await indexed();
  }
  return {
    url,
    config,
    get parts() {
      return running.parts;
    },
    graphql: (operation, variables, files) => send(url, operation, variables, files),
    indexed,
    goAway: () => running.stop(),
    async comeBack() {
      running = await start();
    },
    async stop() {
      await running.stop();
      await database.stop();
    },
  };
}

/** Settles once the pages are there: where their sources have changed since the last build, the server builds them. */
async function pagesServed(url: string): Promise<void> {
  const deadline = Date.now() + 300_000;
  while ((await fetch(url)).status !== 200) {
    if (Date.now() > deadline) throw new Error('the pages are not built after five minutes');
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

async function sell({ media, catalog }: Parts): Promise<void> {
  for (const [code, title, category, amount] of stock) {
    const { hash } = await media.store(drawing(code).buffer);
    await catalog.createProduct({
      externalId: `noto-${code}`,
      title,
      category,
      brand: 'Noto',
      price: { amount, currency: 'EUR' },
      images: [{ mediaHash: hash }],
    });
  }
}

/** A server with the pages as a process of its own, to be killed. */
export interface PagesProcess extends Asked {
  /** Ends it at once, as a crash does (SIGKILL). */
  kill(): Promise<void>;
  /** Starts it again at the same address, on the same data. */
  start(): Promise<void>;
  /** Its id, as it runs now. */
  pid(): number;
  output(): string;
  stop(): Promise<void>;
}

/** Starts it, as `npm start` does, with an empty catalogue. */
export async function startPagesProcess(
  settings: Readonly<Record<string, string>> = {},
): Promise<PagesProcess> {
  const database = await freshDatabase({ LOG_LEVEL: 'info' });
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  let program: Program;
  const start = async () => {
    program = run('src/main.ts', {
      PAGES_DIR: './dist/web',
      ...database.environment,
      PORT: String(port),
      EMBEDDER_THREADS: '2',
      ...settings,
    });
    await program.says(/answers at/, 120_000);
  };
  const end = async (signal: NodeJS.Signals) => {
    program.child.kill(signal);
    await program.ended();
  };
  await start();
  return {
    url,
    graphql: (operation, variables, files) => send(url, operation, variables, files),
    kill: () => end('SIGKILL'),
    start,
    pid: () => program.child.pid ?? 0,
    output: () => program.output(),
    async stop() {
      await end('SIGTERM');
      await database.stop();
    },
  };
}
