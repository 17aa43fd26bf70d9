import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Worker } from 'node:worker_threads';
import { createGunzip } from 'node:zlib';
import { z } from 'zod';
import { examples } from './examples.ts';
import { isKnown } from './known.ts';

const rendered = z.object({ page: z.instanceof(Uint8Array), scriptHash: z.string() });

interface Page {
  readonly gzipped: Buffer;
  readonly headers: Readonly<Record<string, string>> & { readonly ETag: string };
}

/** GraphiQL from files of our own, rendered when it is first asked for. */
export function createGraphiql(): (request: IncomingMessage, response: ServerResponse) => Promise<void> {
  let page: Promise<Page> | undefined;
  return async (request, response) => {
    page ??= render();
    const { gzipped, headers } = await page.catch((error: unknown) => {
      page = undefined;
      throw error;
    });
    if (isKnown(request, headers.ETag)) {
      response.writeHead(304, headers).end();
    } else if (request.method === 'HEAD') {
      response.writeHead(200, headers).end();
    } else if (/\bgzip\b/.test(request.headers['accept-encoding'] ?? '')) {
      response.writeHead(200, { ...headers, 'Content-Encoding': 'gzip', 'Content-Length': gzipped.length });
      response.end(gzipped);
    } else {
      response.writeHead(200, headers);
      await pipeline(Readable.from([gzipped]), createGunzip(), response);
    }
  };
}

async function render(): Promise<Page> {
  const worker = new Worker(new URL('./graphiql-worker.ts', import.meta.url), {
    workerData: examples.map((query) => ({ query })),
  });
  const { page, scriptHash } = await new Promise<z.output<typeof rendered>>((resolve, reject) => {
    worker.on('message', (message) => {
      // Node sends messages of its own too where it watches what a process imports
      const { data } = rendered.safeParse(message);
      if (data !== undefined) resolve(data);
    });
    worker.once('error', reject);
    worker.once('exit', () => reject(new Error('GraphiQL was not rendered')));
  });
  const gzipped = Buffer.from(page);
  // nothing may be loaded from, or sent to, another host
  const policy = [
    "default-src 'none'",
    `script-src 'sha256-${scriptHash}'`,
    'worker-src blob:',
    "style-src 'unsafe-inline'",
    'img-src data:',
    'font-src data:',
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ];
  return {
    gzipped,
    headers: {
      'Content-Type': 'text/html; charset=utf-8',
      'Content-Security-Policy': policy.join('; '),
      'Cache-Control': 'no-cache',
      Vary: 'Accept-Encoding',
      ETag: `"${createHash('sha256').update(gzipped).digest('hex').slice(0, 32)}"`,
    },
  };
}
