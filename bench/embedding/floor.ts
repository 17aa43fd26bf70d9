import { readdir, readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import sharp from 'sharp';
import { type BareTowers, openTowers } from './bare.ts';

// The least that embedding can be: sharp, the tokenizer and onnxruntime in one process, with nothing around them.
// POST /image (a JPEG), /text (words) answer { ms } of one, timed here; /pictures?batch=8 answers
// { picturesPerSecond } over every file of FLOOR_PICTURES, the next ones decoded while a batch is embedded. All take
// ?spinning=false, too.

/** Pictures that are decoded beside a batch, where the batch is smaller. */
const fewestAhead = 4;
// pictures are decoded side by side, each on one thread
sharp.concurrency(1);
sharp.cache(false);

const required = (name: string): string => {
  const value = process.env[name];
  if (value === undefined) throw new Error(`${name} is missing`);
  return value;
};
const [folder, threads] = [required('FLOOR_MODEL'), Number(required('FLOOR_THREADS'))];
const files = (await readdir(required('FLOOR_PICTURES')))
  .sort()
  .map((name) => join(required('FLOOR_PICTURES'), name));
const towers = {
  spinning: await openTowers(folder, threads, true),
  waiting: await openTowers(folder, threads, false),
};

async function embedAll({ decode, embedPictures }: BareTowers, batchSize: number): Promise<number> {
  const decoding: Promise<Float32Array>[] = [];
  let begun = 0;
  const decodeAhead = (count: number) => {
    for (const file of files.slice(begun, begun + count)) decoding.push(readFile(file).then(decode));
    begun += count;
  };
  const startedMs = performance.now();
  decodeAhead(batchSize + Math.max(batchSize, fewestAhead));
  for (let at = 0; at < files.length; at += batchSize) {
    const pixels = await Promise.all(decoding.splice(0, batchSize));
    decodeAhead(batchSize);
    await embedPictures(pixels);
  }
  return files.length / ((performance.now() - startedMs) / 1000);
}

async function timed(work: () => Promise<unknown>): Promise<{ readonly ms: number }> {
  const startedMs = performance.now();
  await work();
  return { ms: performance.now() - startedMs };
}

async function answer({ pathname, searchParams }: URL, body: Buffer): Promise<object> {
  const model = searchParams.get('spinning') === 'false' ? towers.waiting : towers.spinning;
  if (pathname === '/pictures')
    return { picturesPerSecond: await embedAll(model, Number(searchParams.get('batch'))) };
  if (pathname === '/text') return await timed(() => model.embedText(body.toString()));
  return await timed(async () => model.embedPictures([await model.decode(body)]));
}

const server = createServer((request, response) => {
  buffer(request)
    .then((body) => answer(new URL(request.url ?? '/', 'http://floor'), body))
    .then(
      (figures) => response.end(JSON.stringify(figures)),
      (error: unknown) => response.writeHead(500).end(String(error)),
    );
});
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  if (address !== null && typeof address === 'object') console.log(`listening ${address.port}`);
});
// the bench holds the other end: when it goes, so does this
process.stdin.resume().on('end', () => process.exit(0));
