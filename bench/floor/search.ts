import { createServer } from 'node:http';
import { buffer } from 'node:stream/consumers';
import pg from 'pg';
import { loadModel } from './model.ts';
import { binaryVector } from './vector.ts';

// The least that a search can be: onnxruntime, sharp, pg and node:http, with nothing around them.
// POST /image (a JPEG), /text (words), /similar (an externalId) answers 20 products with their main pictures.

const results = 20;

interface Hit {
  readonly product_id: string;
  readonly image_id: string;
  readonly distance: number;
}

const required = (name: string): string => {
  const value = process.env[name];
  if (value === undefined) throw new Error(`${name} is missing`);
  return value;
};
const table = required('FLOOR_TABLE');
const embedded = required('FLOOR_DATABASE') === 'embedded';
const model = await loadModel(required('FLOOR_MODEL'), Number(required('FLOOR_THREADS')));
const client = new pg.Client(
  embedded
    ? { host: required('FLOOR_URL'), user: 'postgres', database: 'postgres' }
    : { connectionString: required('FLOOR_URL'), options: '-c hnsw.ef_search=100' },
);
await client.connect();

// compared as halfvec on a server, where the index is on that; as they are embedded, where every row is compared
const distance = embedded ? 'v <#> $1::vector' : `v::halfvec(${model.dimensions}) <#> $1::vector::halfvec`;
const nearest = `select product_id, image_id, ${distance} as distance from ${table} order by ${distance} limit ${results}`;

const near = embedded ? 'v <#> (select v from q)' : `v::halfvec(${model.dimensions}) <#> (select h from q)`;
const similar = `
  with q as materialized (
    select v, v::halfvec(${model.dimensions}) as h from ${table} where image_id = (
      select i.id from products p join product_images i on i.product_id = p.id and i.position = 1
      where p.external_id = $1))
  select product_id, image_id, ${near} as distance from ${table} order by ${near} limit ${results + 1}`;

const fill = `
  select p.id, p.external_id, p.title, p.brand, p.category, p.price_amount, p.price_currency, p.in_stock,
    i.id as image_id, m.width, m.height
  from products p
  left join product_images i on i.product_id = p.id and i.position = 1
  left join media m on m.hash = i.media_hash
  where p.id = any($1::bigint[])`;

async function answer(path: string | undefined, body: Buffer): Promise<string> {
  const hits = await find(path, body);
  const ids = hits.map((hit) => hit.product_id);
  const { rows } = await client.query({ name: 'fill', text: fill, values: [ids] });
  const products = new Map(rows.map((row: { id: string }) => [row.id, row]));
  return JSON.stringify(
    hits.map((hit) => ({ score: -hit.distance, image: hit.image_id, product: products.get(hit.product_id) })),
  );
}

async function find(path: string | undefined, body: Buffer): Promise<Hit[]> {
  if (path === '/similar') {
    const { rows } = await client.query<Hit>({ name: 'similar', text: similar, values: [body.toString()] });
    return rows.slice(1);
  }
  const vector = path === '/image' ? await embedImage(body) : await model.embedText(body.toString());
  const { rows } = await client.query<Hit>({
    name: 'nearest',
    text: nearest,
    values: [binaryVector(vector)],
  });
  return rows;
}

async function embedImage(jpeg: Buffer): Promise<Float32Array> {
  const [vector] = await model.embedImages([await model.decode(jpeg)]);
  if (vector === undefined) throw new Error('the image tower gave nothing');
  return vector;
}

const server = createServer((request, response) => {
  buffer(request)
    .then((body) => answer(request.url, body))
    .then(
      (json) => response.writeHead(200, { 'content-type': 'application/json' }).end(json),
      (error: unknown) => response.writeHead(500).end(String(error)),
    );
});
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  if (address !== null && typeof address === 'object') console.log(`listening ${address.port}`);
});
// the bench holds the other end: when it goes, so does this
process.stdin.resume().on('end', () => process.exit(0));
