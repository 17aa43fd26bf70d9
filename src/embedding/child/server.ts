import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { z } from 'zod';
import { messageOf, VitrineError } from '../../errors.ts';
import {
  contrastsHeader,
  type Failure,
  failureForm,
  failureStatus,
  maxTextsPerCall,
  maxViewsPerCall,
  pictureHeader,
  type Status,
  textsForm,
  viewsForm,
  viewsHeader,
} from '../protocol.ts';
import type { View } from '../types.ts';
import { vectorBytes } from '../vectors.ts';
import { type Call, createCalls, priorityOf } from './calls.ts';
import type { Engine } from './engine.ts';
import type { Pictures, Size } from './pictures.ts';
import { embedInTurns } from './turns.ts';

function send(response: ServerResponse, body: Buffer, headers: Record<string, string> = {}): void {
  response.writeHead(200, {
    'content-type': 'application/octet-stream',
    'content-length': body.length,
    ...headers,
  });
  response.end(body);
}

function sendJson(response: ServerResponse, value: unknown, status = 200): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(value));
}

function failureOf(error: unknown): Failure {
  if (error instanceof VitrineError) {
    const { code, message, retryAfterSeconds } = error;
    const foreseen = failureForm.safeParse({ code, message, retryAfterSeconds });
    if (foreseen.success) return foreseen.data;
  }
  return { code: 'INTERNAL', message: `The model failed on this input: ${messageOf(error)}` };
}

const side = z.coerce.number().int().min(1).max(16_383);
const sizeForm = z.object({ width: side, height: side.optional() });

function sizeOf({ searchParams }: URL): Size {
  const parsed = sizeForm.safeParse(Object.fromEntries(searchParams));
  if (parsed.success) return parsed.data;
  throw new VitrineError('BAD_USER_INPUT', 'width and height must be whole numbers from 1 to 16383.');
}

function textsOf(body: Buffer): string[] {
  const parsed = textsForm.safeParse(JSON.parse(body.toString('utf8')));
  if (parsed.success) return parsed.data.texts;
  throw new VitrineError('BAD_USER_INPUT', `texts must be a list of 1 to ${maxTextsPerCall} texts.`);
}

function viewsOf({ headers }: Call): View[] {
  const header = headers[viewsHeader];
  if (header === undefined) return [{}];
  const parsed = viewsForm.safeParse(JSON.parse(String(header)));
  if (parsed.success) return parsed.data;
  throw new VitrineError('BAD_USER_INPUT', `${viewsHeader} must be a list of 1 to ${maxViewsPerCall} views.`);
}

/** The process's side of the protocol. */
export function createPictureServer({
  engine,
  pictures,
}: {
  readonly engine: Engine;
  readonly pictures: Pictures;
}): Server {
  const calls = createCalls();

  const status = (): Status => ({
    model: engine.status(),
    residentBytes: process.memoryUsage.rss(),
    oldestWorkMs: pictures.oldestWorkMs(),
  });

  const answers: Record<string, (call: Call, response: ServerResponse, url: URL) => Promise<void>> = {
    async '/image'(call, response) {
      const { model, pictures: batcher } = engine.ready();
      const [view = {}] = viewsOf(call);
      const { rgb, info } = await pictures.decode(call.body, model.image, view, call);
      const vector = await batcher.add(rgb, call);
      send(response, vectorBytes(vector), { [pictureHeader]: JSON.stringify(info) });
    },
    async '/views'(call, response) {
      const { model, pictures: batcher } = engine.ready();
      const vectors: Buffer[] = [];
      // one after the other: another's picture waits for one of them, not for all
      const contrasts: number[] = [];
      for await (const seen of pictures.decodeViews(call.body, model.image, viewsOf(call), call)) {
        vectors.push(vectorBytes(await batcher.add(seen.rgb, call)));
        contrasts.push(Math.round(seen.contrast));
      }
      send(response, Buffer.concat(vectors), { [contrastsHeader]: JSON.stringify(contrasts) });
    },
    async '/texts'(call, response) {
      const { model } = engine.ready();
      const isBulk = call.priority === 'bulk';
      const vectors = await embedInTurns(textsOf(call.body), model.embedText, async () => {
        if (isBulk) await engine.bulkMayRun();
        call.signal.throwIfAborted();
      });
      send(response, Buffer.concat(vectors.map(vectorBytes)));
    },
    async '/inspect'(call, response) {
      sendJson(response, await pictures.inspect(call.body, call));
    },
    async '/resize'(call, response, url) {
      const [view = {}] = viewsOf(call);
      send(response, await pictures.resize(call.body, sizeOf(url), view, call));
    },
  };

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://embedder');
    if (request.method === 'GET' && url.pathname === '/status') return sendJson(response, status());
    if (request.method === 'GET' && url.pathname === '/loaded') {
      await engine.loaded;
      return sendJson(response, status());
    }
    const work = request.method === 'POST' ? answers[url.pathname] : undefined;
    if (work === undefined) throw new VitrineError('NOT_FOUND', 'There is nothing here.');
    // from the first byte on: a picture that arrives while bulk runs would arrive piece by piece between two runs
    using _hold =
      ['/image', '/views'].includes(url.pathname) && priorityOf(request) === 'interactive'
        ? engine.holdBulk()
        : undefined;
    await calls.handle(request, response, (call) => work(call, response, url));
  }

  const server = createServer({ noDelay: true, requestTimeout: 0 }, (request, response) => {
    answer(request, response).catch((error: unknown) => {
      if (response.destroyed || response.headersSent) return response.destroy();
      const failure = failureOf(error);
      sendJson(response, failure, failureStatus[failure.code]);
    });
  });
  // connections are kept for as long as the caller wants: one that closes just as it is used again loses a call
  server.keepAliveTimeout = 0;
  return server;
}
