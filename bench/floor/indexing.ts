import { readdir, readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { join } from 'node:path';
import pg from 'pg';
import { type BareModel, loadModel } from './model.ts';
import { binaryVector } from './vector.ts';

// The least that indexing can be: read, decode, embed in batches, insert binary, the next batch being decoded while
// one is embedded. POST /?batch=8&spinning=true does it once over every file of FLOOR_PICTURES and answers pictures a second.

const required = (name: string): string => {
  const value = process.env[name];
  if (value === undefined) throw new Error(`${name} is missing`);
  return value;
};
const folder = required('FLOOR_PICTURES');
const [modelFolder, threads] = [required('FLOOR_MODEL'), Number(required('FLOOR_THREADS'))];
const models = {
  spinning: await loadModel(modelFolder, threads, true),
  waiting: await loadModel(modelFolder, threads, false),
};
const client = new pg.Client({ connectionString: required('FLOOR_URL') });
await client.connect();
await client.query(
  `create temporary table floor_embeddings (image_id bigint primary key, v vector(${models.waiting.dimensions}))`,
);
await client.query('alter table floor_embeddings alter column v set storage plain');
const files = (await readdir(folder)).sort().map((name) => join(folder, name));

const decodeAll = (model: BareModel, batch: readonly string[]) =>
  Promise.all(batch.map(async (file) => model.decode(await readFile(file))));

async function insert(firstId: number, vectors: readonly Float32Array[]): Promise<void> {
  const values = vectors.map((_, row) => `($${2 * row + 1}::bigint, $${2 * row + 2}::vector)`).join(', ');
  await client.query({
    name: `insert-${vectors.length}`,
    text: `insert into floor_embeddings values ${values}`,
    values: vectors.flatMap((vector, row) => [firstId + row, binaryVector(vector)]),
  });
}

async function indexAll(model: BareModel, batchSize: number): Promise<number> {
  await client.query('truncate floor_embeddings');
  const batches: string[][] = [];
  for (let at = 0; at < files.length; at += batchSize) batches.push(files.slice(at, at + batchSize));

  const started = performance.now();
  let ahead = decodeAll(model, batches[0] ?? []);
  let inserting = Promise.resolve();
  for (let index = 0; index < batches.length; index++) {
    const pixels = await ahead;
    ahead = decodeAll(model, batches[index + 1] ?? []);
    const vectors = await model.embedImages(pixels);
    await inserting;
    inserting = insert(index * batchSize, vectors);
  }
  await inserting;
  return files.length / ((performance.now() - started) / 1000);
}

const server = createServer((request, response) => {
  const { searchParams } = new URL(request.url ?? '/', 'http://floor');
  const model = searchParams.get('spinning') === 'true' ? models.spinning : models.waiting;
  indexAll(model, Number(searchParams.get('batch'))).then(
    (picturesPerSecond) => response.end(JSON.stringify({ picturesPerSecond })),
    (error: unknown) => response.writeHead(500).end(String(error)),
  );
});
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  if (address !== null && typeof address === 'object') console.log(`listening ${address.port}`);
});
process.stdin.resume().on('end', () => process.exit(0));
