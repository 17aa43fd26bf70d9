import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { ShopPicture } from './pictures.ts';

/** A request for a picture, as the host itself saw it. */
export interface Request {
  readonly path: string;
  readonly status: number;
}

/** The shop's picture host on loopback, which keeps a log. */
export interface ShopHost {
  readonly url: string;
  readonly requests: readonly Request[];
  stop(): Promise<void>;
}

const SLOW_MS = 800;

/** @param latencyMs how long every answer takes at least */
export async function startShopHost(pictures: readonly ShopPicture[], latencyMs: number): Promise<ShopHost> {
  const byPath = new Map(
    pictures.map((picture) => [picture.path, { ...picture, etag: etagOf(picture.bytes) }]),
  );
  const requests: Request[] = [];
  const asked = new Set<string>();

  const answer = (request: IncomingMessage, response: ServerResponse) => {
    const path = request.url ?? '/';
    const picture = byPath.get(path);
    const isFirst = !asked.has(path);
    asked.add(path);
    const end = (status: number, body?: Buffer) => {
      requests.push({ path, status });
      response.writeHead(status, picture === undefined ? {} : { etag: picture.etag }).end(body);
    };
    if (picture === undefined || picture.kind === 'missing') return end(404);
    if (picture.kind === 'forbidden') return end(403);
    if (picture.kind === 'flaky' && isFirst) return end(500);
    if (request.headers['if-none-match'] === picture.etag) return end(304);
    end(200, picture.bytes);
  };

  const server = createServer((request, response) => {
    const isSlow = request.url?.startsWith('/slow/') === true;
    setTimeout(() => answer(request, response), isSlow ? SLOW_MS : latencyMs);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the host has no port');
  return {
    url: `http://127.0.0.1:${address.port}`,
    requests,
    async stop() {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

function etagOf(bytes: Buffer): string {
  return `"${createHash('sha256').update(bytes).digest('base64url')}"`;
}
