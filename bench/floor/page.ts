import { createServer } from 'node:http';

// The least that a page can be: a heading, from a server that does nothing else.
const page = `<!doctype html><html lang="en"><meta charset="utf-8"><title>Floor</title>
<link rel="icon" href="data:,"><h1>Vitrine</h1></html>`;

const server = createServer((_request, response) => {
  response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(page);
});
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  if (address !== null && typeof address === 'object') console.log(`listening ${address.port}`);
});
process.stdin.resume().on('end', () => process.exit(0));
