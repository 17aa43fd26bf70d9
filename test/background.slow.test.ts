import { afterAll, beforeAll, expect, test } from 'vitest';
import { holderOf } from '../src/database/embedded/lock.ts';
import { serverUrl } from './helpers/database.ts';
import { until } from './helpers/program.ts';
import { startServer, type TestServer } from './helpers/server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startServer({ DEMO: 'on', MODEL: 'none' });
});
afterAll(() => server.stop());

test.skipIf(serverUrl !== undefined)(
  'the demo goes on where it stood when the database was away for a moment',
  async () => {
    const products = async () =>
      (await server.parts.indexer.status().catch(() => ({ products: 0 }))).products;
    await until(async () => (await products()) >= 25, 60_000, 'the demo has begun');
    process.kill(holderOf(server.config.DATA_DIR)?.pid ?? 0, 'SIGKILL');
    await until(async () => (await products()) >= 1400, 180_000, 'the demo is loaded');
    expect(await products()).toBeGreaterThanOrEqual(1400);
  },
  250_000,
);
