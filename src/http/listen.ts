import { once } from 'node:events';
import type { Server } from 'node:http';
import type { Config } from '../config.ts';

/** Starts listening at HOST and PORT. */
export async function listen(
  server: Server,
  { HOST, PORT }: Pick<Config, 'HOST' | 'PORT'>,
): Promise<{ readonly url: string; readonly port: number }> {
  server.listen(PORT, HOST);
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : PORT;
  const everywhere = HOST === '0.0.0.0' || HOST === '::';
  const host = everywhere ? 'localhost' : HOST.includes(':') ? `[${HOST}]` : HOST;
  return { url: `http://${host}:${port}`, port };
}
