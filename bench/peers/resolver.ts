import { createServer } from 'node:http';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { createSchema, createYoga } from 'graphql-yoga';
import pg from 'pg';
import { loadModel } from '../floor/model.ts';

// What one would write from the documentations: a resolver of GraphQL Yoga's, the model in the same process, vectors as
// text and the index as the README of pgvector has them. GET /lag answers the event loop's p99 since it was asked last.

const required = (name: string): string => {
  const value = process.env[name];
  if (value === undefined) throw new Error(`${name} is missing`);
  return value;
};
const table = required('PEER_TABLE');
const model = await loadModel(required('PEER_MODEL'), Number(required('PEER_THREADS')));
const pool = new pg.Pool({ connectionString: required('PEER_URL') });

interface Hit {
  readonly product_id: string;
  readonly score: number;
}

async function nearest(vector: Float32Array) {
  const text = `[${vector.join(',')}]`;
  const { rows: hits } = await pool.query<Hit>(
    `select product_id, -(v <#> $1) as score from ${table} order by v <#> $1 limit 20`,
    [text],
  );
  const { rows: products } = await pool.query(
    `select id, external_id as "externalId", title, brand, category, in_stock as "inStock",
       price_amount as amount, price_currency as currency from products where id = any($1)`,
    [hits.map((hit) => hit.product_id)],
  );
  const { rows: images } = await pool.query(
    `select i.product_id, i.id, i.source_url as url, m.width, m.height from product_images i
     left join media m on m.hash = i.media_hash where i.product_id = any($1) and i.position = 1`,
    [hits.map((hit) => hit.product_id)],
  );
  const edges = hits.map(({ product_id, score }) => {
    const product = products.find(({ id }) => id === product_id);
    const mainImage = images.find((image) => image.product_id === product_id);
    return { score, node: { ...product, price: product, mainImage } };
  });
  return { plan: 'README', edges };
}

const yoga = createYoga({
  schema: createSchema({
    typeDefs: /* GraphQL */ `
      scalar File
      type Query { searchByText(text: String!): Results!, similarProducts(externalId: String!): Results! }
      type Mutation { searchByImage(photo: File!): Results! }
      type Results { plan: String!, edges: [Edge!]! }
      type Edge { score: Float!, node: Product! }
      type Product {
        externalId: String!, title: String!, brand: String, category: String, inStock: Boolean!, price: Price,
        mainImage: Image
      }
      type Price { amount: String!, currency: String! }
      type Image { id: ID!, url: String!, width: Int, height: Int }`,
    resolvers: {
      Query: {
        searchByText: async (_root, { text }: { text: string }) => nearest(await model.embedText(text)),
        similarProducts: async (_root, { externalId }: { externalId: string }) => {
          const { rows } = await pool.query<{ v: string }>(
            `select v from ${table} join products on products.id = product_id where external_id = $1 limit 1`,
            [externalId],
          );
          return nearest(Float32Array.from(JSON.parse(rows[0]?.v ?? '[]')));
        },
      },
      Mutation: {
        searchByImage: async (_root, { photo }: { photo: File }) => {
          const pixels = await model.decode(Buffer.from(await photo.arrayBuffer()));
          const [vector] = await model.embedImages([pixels]);
          if (vector === undefined) throw new Error('the image tower gave nothing');
          return nearest(vector);
        },
      },
    },
  }),
  logging: false,
});

const delay = monitorEventLoopDelay({ resolution: 10 });
delay.enable();
const server = createServer((request, response) => {
  if (request.url !== '/lag') return yoga(request, response);
  const interval = 10;
  response.end(
    JSON.stringify({ p99: delay.percentile(99) / 1e6 - interval, max: delay.max / 1e6 - interval }),
  );
  delay.reset();
});
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  if (address !== null && typeof address === 'object') console.log(`listening ${address.port}`);
});
process.stdin.resume().on('end', () => process.exit(0));
