import { type Config, readConfig } from '../../src/config.ts';
import type { Parts } from '../../src/graphql/context.ts';
import { createLog } from '../../src/log.ts';
import { startVitrine } from '../../src/server.ts';
import { type Answer, type Operation, send } from './client.ts';
import { freshDatabase } from './database.ts';

export interface TestServer {
  readonly url: string;
  readonly parts: Parts;
  readonly config: Config;
  /** Sends an operation over HTTP; files are given by the path of their variable, such as 'photo.image.upload'. */
  graphql<Data = Record<string, unknown>, Variables = Record<string, unknown>>(
    operation: Operation<Data, Variables>,
    variables?: Variables,
    files?: Readonly<Record<string, Blob>>,
  ): Promise<Answer<Data>>;
  /** Settles once every picture and every title is indexed or has failed. */
  indexed(): Promise<void>;
  stop(): Promise<void>;
}

/** Starts a whole server in this process, on a free port, with a fresh database. */
export async function startServer(settings: Readonly<Record<string, string>> = {}): Promise<TestServer> {
  const database = await freshDatabase();
  const config = readConfig({
    PORT: '0',
    DEMO: 'off',
    PAGES_DIR: 'none',
    LOG_LEVEL: process.env.TEST_LOG_LEVEL ?? 'silent',
    LOG_FORMAT: 'json',
    EMBEDDER_THREADS: '2',
    ...database.environment,
    ...settings,
  });
  const running = await startVitrine(config, createLog({ level: config.LOG_LEVEL, format: 'json' }));
  return {
    url: running.url,
    parts: running.parts,
    config,
    graphql: (operation, variables, files) => send(running.url, operation, variables, files),
    async indexed() {
      const deadline = Date.now() + 60_000;
      for (;;) {
        const { images, texts } = await running.parts.indexer.status();
        const pending = images.pending + texts.pending;
        if (pending === 0) return;
        if (Date.now() > deadline) throw new Error(`still ${pending} pending after a minute`);
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
    },
    async stop() {
      await running.stop();
      await database.stop();
    },
  };
}
