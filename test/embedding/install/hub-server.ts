import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { connect } from 'node:net';
import type { Duplex } from 'node:stream';
import { onTestFinished } from 'vitest';

export interface Asked {
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
}

/** Answers in its own way; false: the ordinary way. */
export type Behaviour = (
  request: IncomingMessage,
  response: ServerResponse,
  file: { readonly bytes: Buffer; readonly nth: number; readonly etag: string },
) => boolean;

export interface TestHub {
  readonly url: string;
  readonly asked: Asked[];
  behave(behaviour: Behaviour): void;
}

export const etagOf = (bytes: Buffer) => `"${createHash('sha256').update(bytes).digest('hex').slice(0, 16)}"`;

/** The file from where it was asked for, as web servers give it. */
function ordinary(request: IncomingMessage, response: ServerResponse, bytes: Buffer, etag: string): void {
  const [, from] = /^bytes=(\d+)-$/.exec(request.headers.range ?? '') ?? [];
  const ifRange = request.headers['if-range'];
  if (from !== undefined && (ifRange === undefined || ifRange === etag)) {
    const rest = bytes.subarray(Number(from));
    response.writeHead(206, {
      etag,
      'content-length': rest.length,
      'content-range': `bytes ${from}-${bytes.length - 1}/${bytes.length}`,
    });
    response.end(rest);
    return;
  }
  response.writeHead(200, {
    etag,
    'content-length': bytes.length,
    'content-type': 'application/octet-stream',
  });
  response.end(bytes);
}

/** A hub on loopback, with these files by path; it ends with the test. */
export async function startHub(files: Readonly<Record<string, Buffer>>): Promise<TestHub> {
  const asked: Asked[] = [];
  const counts = new Map<string, number>();
  let behaviour: Behaviour = () => false;
  const server = createServer((request, response) => {
    const path = decodeURIComponent(new URL(request.url ?? '/', 'http://hub').pathname);
    asked.push({ path, headers: request.headers });
    const bytes = files[path];
    const nth = (counts.get(path) ?? 0) + 1;
    counts.set(path, nth);
    const file = { bytes: bytes ?? Buffer.alloc(0), nth, etag: etagOf(bytes ?? Buffer.alloc(0)) };
    if (behaviour(request, response, file)) return;
    if (bytes === undefined) response.writeHead(404).end('nothing here');
    else ordinary(request, response, bytes, file.etag);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return {
    url: `http://127.0.0.1:${address.port}`,
    asked,
    behave: (given) => {
      behaviour = given;
    },
  };
}

/** A proxy that connects all that is asked for to one port of this machine; undefined: it never answers. */
export async function startProxy(port: number | undefined): Promise<{ url: string; asked: string[] }> {
  const asked: string[] = [];
  const server = createServer().listen(0, '127.0.0.1');
  const sockets = new Set<Duplex>();
  server.on('connect', (request, socket) => {
    asked.push(request.url ?? '');
    sockets.add(socket);
    socket.on('error', () => {});
    if (port === undefined) return;
    const target = connect(port, '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 OK\r\n\r\n');
      target.pipe(socket);
      socket.pipe(target);
    });
    target.on('error', () => socket.destroy());
  });
  await once(server, 'listening');
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return { url: `http://127.0.0.1:${address.port}`, asked };
}
