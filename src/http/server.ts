import { randomUUID } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { join } from 'node:path';
import type { Config } from '../config.ts';
import type { Log } from '../log.ts';
import type { Media } from '../media/types.ts';
import { answerText } from './answer.ts';
import { createBodyReader, maxBodyMs } from './body-reader.ts';
import { connectionBounds, subscriptionBounds } from './bounds.ts';
import { allowForeignOrigin, answerPreflight } from './cors.ts';
import { createGraphiql } from './graphiql.ts';
import { type Api, createGraphql } from './graphql.ts';
import { createGuard } from './guard.ts';
import { answerLive, answerReady, type HealthOf } from './health.ts';
import { inTurn } from './in-turn.ts';
import { listen } from './listen.ts';
import type { Pages } from './pages.ts';
import { answerPicture } from './pictures.ts';
import { callerOf, createQuota } from './quota.ts';
import { refuseUpgrade } from './refuse-upgrade.ts';
import { requestError } from './request-error.ts';
import { createStallWatch } from './stalled.ts';
import type { Streaming } from './streams.ts';
import { answerThumbnail, type ThumbnailsOf } from './thumbnails.ts';
import { createSockets } from './websocket.ts';

/** Where everything from outside comes in. */
export interface Door {
  /** Listens at HOST and PORT. */
  listen(): Promise<{ readonly url: string; readonly port: number }>;
  /** Takes nothing new, answers what is under way, and is closed within 5 s. */
  stop(): Promise<void>;
}

export interface DoorNeeds {
  readonly config: Config;
  readonly parts: HealthOf & {
    readonly media: Pick<Media, 'variant'>;
    readonly search: ThumbnailsOf;
  };
  readonly api: Api;
  readonly pages: Pick<Pages, 'answer'>;
  readonly log: Log;
}

// time for what is under way when the server stops
const stopGraceMs = 3_000;
// time for a sender to notice that its answer came before its body was through
const drainMs = 1_000;

/** The HTTP and WebSocket server. */
export function createDoor({ config, parts, api, pages, log }: DoorNeeds): Door {
  const guard = createGuard(config);
  const yoga = createGraphql(api);
  const uploadFolder = join(config.DATA_DIR, 'uploads');
  const readerOf = createBodyReader({ config, folder: uploadFolder, isImport: api.isImport });
  const connections = createQuota(connectionBounds);
  const subscriptions = createQuota(subscriptionBounds);
  const stalled = createStallWatch();
  const sockets = createSockets({ yoga, api, log, subscriptions, stalled });
  const graphiql = createGraphiql();
  const underWay = new Map<ServerResponse, AbortController>();

  const answerGraphql = async (request: IncomingMessage, response: ServerResponse, requestId: string) => {
    if (request.method === 'OPTIONS') return answerPreflight(request, response);
    if (guard.isForeignRead(request.headers)) {
      return answerText(
        response,
        403,
        'A page of another origin asks by CORS, with an Origin of CORS_ORIGINS.',
      );
    }
    const caller = new AbortController();
    underWay.set(response, caller);
    response.once('close', () => {
      underWay.delete(response);
      if (!response.writableFinished) caller.abort();
    });
    const { signal } = caller;
    await yoga(request, response, {
      signal,
      requestId,
      publicUrl: guard.publicUrl(request.headers),
      log: log.child({ requestId }),
      readBody: readerOf(request, response, signal),
      streaming: streamingOf(request, response, caller),
    });
  };

  const streamingOf = (
    request: IncomingMessage,
    response: ServerResponse,
    caller: AbortController,
  ): Streaming => ({
    admit() {
      const place = subscriptions.take(callerOf(request.socket));
      if (typeof place !== 'function') {
        throw requestError(place.status, 'OVERLOADED', place.message, place.retryAfterSeconds);
      }
      if (response.closed) return place();
      response.once('close', () => {
        place();
        // it also ends where it was answered by something else than a stream
        caller.abort();
      });
    },
    begin: () => stalled.watch(request.socket),
  });

  const route = async (
    request: IncomingMessage,
    response: ServerResponse,
    requestId: string,
  ): Promise<void> => {
    const refusal = guard.refusalOf(request.headers);
    if (refusal) return answerText(response, refusal.status, refusal.message);
    allowForeignOrigin(response, guard.foreignOrigin(request.headers));
    const url = URL.parse(request.url ?? '/', 'http://door');
    if (url === null) return answerText(response, 400, 'The path of the request is none.');
    if (url.pathname === '/graphql') return answerGraphql(request, response, requestId);
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      return answerText(response, 405, 'Only GET is answered here; GraphQL is at /graphql.', {
        Allow: 'GET, HEAD',
      });
    }
    if (url.pathname === '/graphiql') return graphiql(request, response);
    if (url.pathname === '/health/live') return answerLive(response);
    if (url.pathname === '/health/ready') return answerReady(response, parts);
    if (url.pathname.startsWith('/pictures/')) return answerPicture(request, response, url, parts.media);
    if (url.pathname.startsWith('/searches/')) return answerThumbnail(response, url, parts.search);
    if (pages.answer(request, response, url.pathname)) return;
    answerText(
      response,
      404,
      'Nothing is here. There are /, /admin, /graphql, /graphiql, /pictures, /health/live and /health/ready.',
    );
  };

  const server = createServer(
    {
      maxHeaderSize: 16_384,
      headersTimeout: 10_000,
      // whoever reads a body bounds its time by its kind
      requestTimeout: maxBodyMs,
      // longer than the proxies before it keep theirs, so that they never send into a closing connection
      keepAliveTimeout: 65_000,
      connectionsCheckingInterval: 2_000,
      // some clients offer HTTP/2 with every request, and expect an answer over HTTP/1.1
      shouldUpgradeCallback: ({ headers }) => headers.upgrade?.toLowerCase() === 'websocket',
    },
    inTurn((request, response) => {
      const started = performance.now();
      const requestId = randomUUID();
      response.setHeader('X-Request-Id', requestId);
      response.setHeader('X-Content-Type-Options', 'nosniff');
      response.setHeader('Referrer-Policy', 'no-referrer');
      response.once('close', () => {
        const ms = Math.round(performance.now() - started);
        log.debug({
          requestId,
          method: request.method,
          path: request.url?.split('?', 1)[0],
          status: response.statusCode,
          ms,
        });
      });
      response.once('finish', () => cutUnreadBody(request));
      route(request, response, requestId).catch((error: unknown) => {
        if (response.writableFinished || response.destroyed) return;
        log.error({ requestId, err: error }, 'a request failed');
        if (response.headersSent) response.destroy();
        else
          answerText(
            response,
            500,
            `Something failed here, not with you. The server's log knows it as ${requestId}.`,
          );
      });
    }),
  );
  // nobody answers this slowly: what is streamed sends something every few seconds
  server.timeout = 120_000;
  server.on('connection', (socket) => {
    const place = connections.take(callerOf(socket));
    if (typeof place === 'function') socket.once('close', place);
    else socket.destroy();
  });
  server.on('upgrade', (request, socket, head) => {
    const refusal = guard.refusalOf(request.headers);
    if (refusal) return refuseUpgrade(socket, refusal);
    if (request.url?.split('?', 1)[0] !== '/graphql')
      return refuseUpgrade(socket, { status: 404, message: 'Subscriptions are at /graphql.' });
    sockets.upgrade(request, socket, head, guard.publicUrl(request.headers));
  });

  return {
    async listen() {
      await mkdir(uploadFolder, { recursive: true });
      return listen(server, config);
    },
    async stop() {
      const closed = new Promise<void>((done) => server.close(() => done()));
      sockets.close();
      // an answer that has begun and is not through is a stream, which would go on for ever
      for (const [response, caller] of underWay) if (response.headersSent) caller.abort();
      const idle = setInterval(() => server.closeIdleConnections(), 50);
      const cut = setTimeout(() => {
        sockets.terminate();
        server.closeAllConnections();
      }, stopGraceMs);
      await closed;
      clearInterval(idle);
      clearTimeout(cut);
    },
  };
}

/** An answer may come before its request is through, as where an upload is too large: then the rest is not waited for. */
function cutUnreadBody(request: IncomingMessage): void {
  if (request.complete) return;
  request.resume();
  setTimeout(() => {
    if (!request.complete) request.socket.destroy();
  }, drainMs).unref();
}
