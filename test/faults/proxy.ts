import net from 'node:net';

/** A TCP proxy before a server, that can take the server away. */
export interface TcpProxy {
  readonly port: number;
  /** Breaks every connection and takes no more. */
  refuse(): Promise<void>;
  /**
   * As if the network swallowed everything: connections are taken and kept, and nothing passes. The server learns of
   * nothing either, not even that a client has left.
   */
  fallSilent(): void;
  /** Serves new connections again. Those that a silence has met stay deaf for ever. */
  restore(): Promise<void>;
  stop(): Promise<void>;
}

interface Pair {
  readonly near: net.Socket;
  readonly far: net.Socket | undefined;
  deaf: boolean;
}

export async function startProxy(target: URL): Promise<TcpProxy> {
  const pairs = new Set<Pair>();
  let silent = false;

  const server = net.createServer((near) => {
    const far = silent ? undefined : net.connect(Number(target.port || 5432), target.hostname);
    const pair: Pair = { near, far, deaf: silent };
    pairs.add(pair);
    join(pair, near, far);
    if (far !== undefined) join(pair, far, near);
  });

  function join(pair: Pair, from: net.Socket, to: net.Socket | undefined): void {
    from.on('data', (bytes) => {
      if (!pair.deaf) to?.write(bytes);
    });
    from.on('error', () => {});
    from.on('close', () => {
      if (pair.deaf) return;
      to?.destroy();
      pairs.delete(pair);
    });
  }

  const cutAll = () => {
    for (const { near, far } of pairs) {
      near.destroy();
      far?.destroy();
    }
    pairs.clear();
  };
  const close = async () => {
    if (!server.listening) return;
    const closed = new Promise((resolve) => server.close(resolve));
    cutAll();
    await closed;
  };
  const listen = (port: number) =>
    new Promise<void>((resolve) => {
      server.listen(port, '127.0.0.1', () => resolve());
    });

  await listen(0);
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the proxy has no port');
  const { port } = address;
  return {
    port,
    refuse: close,
    fallSilent() {
      silent = true;
      for (const pair of pairs) pair.deaf = true;
    },
    async restore() {
      silent = false;
      if (!server.listening) await listen(port);
    },
    async stop() {
      await close();
      cutAll();
    },
  };
}

/** The same address through a proxy. */
export function through(proxy: TcpProxy, address: URL): URL {
  const url = new URL(address);
  url.host = `127.0.0.1:${proxy.port}`;
  return url;
}
