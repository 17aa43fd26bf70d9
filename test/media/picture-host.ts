import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

type Handler = (request: IncomingMessage, response: ServerResponse) => void;

/** A host for pictures on loopback that does what a test tells it to. */
export interface PictureHost {
  readonly url: string;
  readonly port: number;
  /** Paths asked for, in order. */
  readonly requests: string[];
  stop(): Promise<void>;
}

export async function startPictureHost(routes: Readonly<Record<string, Handler>>): Promise<PictureHost> {
  const requests: string[] = [];
  const server = createServer((request, response) => {
    const path = request.url ?? '/';
    requests.push(path);
    const handler = routes[path];
    if (handler === undefined) response.writeHead(404).end('no such picture');
    else handler(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    requests,
    async stop() {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
}
