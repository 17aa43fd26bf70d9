import { cpSync } from 'node:fs';
import { createServer } from 'node:http';

// The least that a start can be: npm, Node, a database connection, and an answer with one product.

const { FLOOR_PORT, FLOOR_URL, FLOOR_FILES, FLOOR_TEMPLATE } = process.env;
const statement = 'select id from products limit 1';

async function openServer(connectionString: string): Promise<() => Promise<unknown>> {
  const { default: pg } = await import('pg');
  const client = new pg.Client({ connectionString });
  await client.connect();
  return async () => (await client.query(statement)).rows;
}

async function openEmbedded(dataDir: string): Promise<() => Promise<unknown>> {
  const { PGlite } = await import('@electric-sql/pglite');
  const { pg_trgm } = await import('@electric-sql/pglite/contrib/pg_trgm');
  const { unaccent } = await import('@electric-sql/pglite/contrib/unaccent');
  const { vector } = await import('@electric-sql/pglite-pgvector');
  if (FLOOR_TEMPLATE !== undefined) cpSync(FLOOR_TEMPLATE, dataDir, { recursive: true });
  const database = await PGlite.create({ dataDir, extensions: { vector, pg_trgm, unaccent } });
  return async () => (await database.query(statement)).rows;
}

const products = await (FLOOR_FILES === undefined ? openServer(FLOOR_URL ?? '') : openEmbedded(FLOOR_FILES));
createServer((_, response) => {
  products().then(
    (rows) => response.end(JSON.stringify({ rows })),
    (error: unknown) => response.writeHead(500).end(String(error)),
  );
}).listen(Number(FLOOR_PORT), '127.0.0.1');
