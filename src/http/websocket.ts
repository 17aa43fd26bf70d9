import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type ExecutionArgs, GraphQLError, getOperationAST } from 'graphql';
import { CloseCode, handleProtocols, makeServer, type SubscribePayload } from 'graphql-ws';
import { type WebSocket, WebSocketServer } from 'ws';
import { messageOf } from '../errors.ts';
import type { Log } from '../log.ts';
import type { Api, Yoga } from './graphql.ts';

const maxMessageBytes = 100_000;
// of answers that a caller asked for and has not read
const maxUnreadBytes = 300_000;
const maxSockets = 500;
const maxSubscriptionsPerSocket = 20;
const initTimeoutMs = 3_000;
const pingIntervalMs = 12_000;

/** Subscriptions over WebSocket (the graphql-transport-ws protocol). */
export interface Sockets {
  /** Takes over a request to upgrade; `publicUrl` is how its caller reaches this server. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer, publicUrl: string): void;
  /** Says goodbye to everybody; their subscriptions end. */
  close(): void;
  /** Cuts off who has not left. */
  terminate(): void;
}

interface Extra {
  readonly publicUrl: string;
  /** What runs on this socket, by the caller's id of it. */
  readonly running: Map<string, AbortController>;
}

type Subscribe = (args: ExecutionArgs) => ReturnType<ReturnType<Yoga['getEnveloped']>['subscribe']>;

export function createSockets({ yoga, api, log }: { yoga: Yoga; api: Api; log: Log }): Sockets {
  const server = new WebSocketServer({
    noServer: true,
    maxPayload: maxMessageBytes,
    perMessageDeflate: false,
    handleProtocols,
  });
  const subscribers = new WeakMap<ExecutionArgs, Subscribe>();

  /** The same limits, caches and masks as over HTTP; what they throw is an answer, not the socket's end. */
  const prepare = async (
    payload: SubscribePayload,
    extra: Extra,
    id: string,
  ): Promise<ExecutionArgs | GraphQLError[]> => {
    const controller = new AbortController();
    extra.running.set(id, controller);
    const requestId = randomUUID();
    const facts = {
      signal: controller.signal,
      requestId,
      publicUrl: extra.publicUrl,
      log: log.child({ requestId }),
    };
    const params = { query: payload.query };
    const { schema, parse, validate, contextFactory, subscribe } = yoga.getEnveloped({ ...facts, params });
    const document = parse(payload.query);
    const errors = validate(schema, document);
    if (errors.length > 0) return [...errors];
    if (getOperationAST(document, payload.operationName)?.operation !== 'subscription') {
      return [
        badRequest('Over WebSocket only subscriptions are answered: send queries and mutations over HTTP.'),
      ];
    }
    const args: ExecutionArgs = {
      schema,
      document,
      operationName: payload.operationName ?? null,
      variableValues: payload.variables ?? null,
      contextValue: await contextFactory(),
    };
    subscribers.set(args, subscribe);
    return args;
  };

  const protocol = makeServer<Record<string, unknown>, Extra>({
    connectionInitWaitTimeout: initTimeoutMs,
    async onSubscribe({ extra, subscriptions }, id, payload) {
      if (Object.keys(subscriptions).length > maxSubscriptionsPerSocket) {
        return [badRequest(`A socket carries at most ${maxSubscriptionsPerSocket} subscriptions at once.`)];
      }
      const prepared = await prepare(payload, extra, id).catch((error: unknown) => [api.mask(error)]);
      // what is refused never completes
      if (Array.isArray(prepared)) extra.running.delete(id);
      return prepared;
    },
    subscribe: (args) => {
      const subscribe = subscribers.get(args);
      if (subscribe === undefined) throw new Error('a subscription was not prepared');
      return subscribe(args);
    },
    onComplete({ extra }, id) {
      extra.running.get(id)?.abort();
      extra.running.delete(id);
    },
  });

  const serve = (socket: WebSocket, publicUrl: string) => {
    const extra: Extra = { publicUrl, running: new Map() };
    let answered = true;
    const pinging = setInterval(() => {
      if (!answered) return socket.terminate();
      answered = false;
      socket.ping();
    }, pingIntervalMs);
    socket.on('pong', () => {
      answered = true;
    });
    socket.on('error', (error) => log.debug(`websocket: ${error.message}`));

    const closed = protocol.opened(
      {
        protocol: socket.protocol,
        send: (data) =>
          new Promise((sent, failed) => {
            if (socket.readyState !== socket.OPEN) return sent();
            socket.send(data, (error) => (error ? failed(error) : sent()));
          }),
        close: (code, reason) => socket.close(code, reason),
        onMessage: (listener) =>
          socket.on('message', (data) => {
            if (socket.readyState !== socket.OPEN) return;
            // each unread answer stays in memory, and its subscription with it
            if (socket.bufferedAmount > maxUnreadBytes) return socket.terminate();
            listener(String(data)).catch((error: unknown) => {
              log.warn(`websocket: ${messageOf(error)}`);
              socket.close(CloseCode.InternalServerError, 'Internal error');
            });
          }),
      },
      extra,
    );
    socket.once('close', (code, reason) => {
      clearInterval(pinging);
      for (const controller of extra.running.values()) controller.abort();
      closed(code, String(reason)).catch((error: unknown) => log.warn(`websocket: ${messageOf(error)}`));
    });
  };

  return {
    upgrade(request, socket, head, publicUrl) {
      if (server.clients.size >= maxSockets) return refuseUpgrade(socket, 503, 'Too many sockets are open.');
      server.handleUpgrade(request, socket, head, (client) => serve(client, publicUrl));
    },
    close() {
      for (const client of server.clients) client.close(1001, 'The server is stopping');
    },
    terminate() {
      for (const client of server.clients) client.terminate();
    },
  };
}

function badRequest(message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code: 'BAD_USER_INPUT' } });
}

/** Answers a request to upgrade like any other one, and ends it. */
export function refuseUpgrade(socket: Duplex, status: number, message: string): void {
  const body = `${message}\n`;
  socket.on('error', () => {});
  socket.end(
    `HTTP/1.1 ${status} Refused\r\nConnection: close\r\nContent-Type: text/plain; charset=utf-8\r\n` +
      `Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
  );
}
