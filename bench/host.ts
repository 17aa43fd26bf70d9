import { readdir, readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

// A shop's picture host, far away: GET of any path that ends in a number, as /17.jpg, is answered with a picture of
// HOST_PICTURES, beginning HOST_LATENCY_MS after the request. POST tells how many pictures were asked for.

const required = (name: string): string => {
  const value = process.env[name];
  if (value === undefined) throw new Error(`${name} is missing`);
  return value;
};
const folder = required('HOST_PICTURES');
const latencyMs = Number(required('HOST_LATENCY_MS'));
const names = (await readdir(folder)).sort();
const pictures = await Promise.all(names.map((name) => readFile(join(folder, name))));
let requests = 0;

const server = createServer(async (request, response) => {
  if (request.method === 'POST') {
    response.end(JSON.stringify({ requests }));
    return;
  }
  requests += 1;
  const number = Number(/(\d+)\.jpg$/.exec(request.url ?? '')?.[1]);
  await sleep(latencyMs);
  const picture = pictures[number % pictures.length];
  if (picture === undefined) response.writeHead(404).end();
  else
    response.writeHead(200, { 'content-type': 'image/jpeg', 'content-length': picture.length }).end(picture);
});
// as any host in front of a shop does
server.keepAliveTimeout = 60_000;
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  if (address !== null && typeof address === 'object') console.log(`listening ${address.port}`);
});
process.stdin.resume().on('end', () => process.exit(0));
