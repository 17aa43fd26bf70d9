import { appendFile, cp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { freshDatabase, freshDataDir } from './helpers/database.ts';
import { startServer, type TestServer } from './helpers/server.ts';

const cleanups: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const clean of cleanups.splice(0).reverse()) await clean();
});

const activeName = async ({ parts }: TestServer) => (await parts.indexer.status()).activeModel?.name ?? null;

test('a new model whose files are damaged does not hide the index of the one before', async () => {
  const database = await freshDatabase();
  cleanups.push(() => database.stop());
  const models = await freshDataDir();
  cleanups.push(() => models.stop());
  await cp('models/starter', join(models.path, 'good'), { recursive: true });
  await cp('models/starter', join(models.path, 'damaged'), { recursive: true });
  const manifest = join(models.path, 'damaged', 'model.json');
  const good = JSON.parse(await readFile(manifest, 'utf8'));
  // another preprocessing makes it another model; a name alone would not
  await writeFile(
    manifest,
    JSON.stringify({ ...good, name: 'damaged', image: { ...good.image, mean: [0.1, 0.2, 0.3] } }),
  );
  await appendFile(join(models.path, 'damaged', 'image.onnx'), 'x');

  const settings = { ...database.environment, MODELS_DIR: models.path };
  const first = await startServer({ ...settings, MODEL: 'good' });
  await expect.poll(() => activeName(first), { timeout: 60_000 }).toBe('starter');
  await first.stop();

  const second = await startServer({ ...settings, MODEL: 'damaged' });
  cleanups.push(() => second.stop());
  await expect.poll(() => second.parts.embedder.state().state, { timeout: 60_000 }).toBe('off');
  expect(await activeName(second)).toBe('starter');
}, 150_000);

test('a model that runs is searched without another start', async () => {
  const server = await startServer();
  cleanups.push(() => server.stop());
  await expect.poll(() => activeName(server), { timeout: 60_000 }).toBe('starter');
}, 90_000);
