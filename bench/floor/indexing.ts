import { readdir, readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { join } from 'node:path';
import pg from 'pg';
import sharp from 'sharp';
import { type BareModel, loadModel } from './model.ts';
import { binaryVector } from './vector.ts';

// The least that indexing can be: read, decode, embed in batches, insert binary, the next pictures being decoded
// while a batch is embedded. POST /?batch=8&spinning=true does it once over every file of FLOOR_PICTURES and answers pictures a second.

/** Pictures that are decoded beside a batch, where the batch is smaller. */
const fewestAhead = 4;
// pictures are decoded side by side, each on one thread
sharp.concurrency(1);

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
  const decode = async (file: string) => model.decode(await readFile(file));
  const decoding: Promise<Float32Array>[] = [];
  let begun = 0;
  const decodeAhead = (pictures: number) => {
    for (const file of files.slice(begun, begun + pictures)) decoding.push(decode(file));
    begun += pictures;
  };

  const started = performance.now();
  decodeAhead(batchSize + Math.max(batchSize, fewestAhead));
  let inserting = Promise.resolve();
  for (let at = 0; at < files.length; at += batchSize) {
    const pixels = await Promise.all(decoding.splice(0, batchSize));
    decodeAhead(batchSize);
    const vectors = await model.embedImages(pixels);
    await inserting;
    inserting = insert(at, vectors);
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
