import { createServer } from 'node:http';
import '@pothos/core';
import 'graphql-yoga';
import 'kysely';
import 'pg';
import 'pino';
import 'undici';
import 'zod';

// The least memory that an API of these libraries takes: they are loaded, and a constant is answered.
const answer = JSON.stringify({ data: { products: { nodes: [] } } });
const server = createServer((request, response) => {
  request.resume().on('end', () => response.end(answer));
});
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  if (address !== null && typeof address === 'object') console.log(`listening ${address.port}`);
});
process.stdin.resume().on('end', () => process.exit(0));
