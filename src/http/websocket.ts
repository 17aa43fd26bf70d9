import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import {
  type DocumentNode,
  type ExecutionArgs,
  type GraphQLError,
  type GraphQLFormattedError,
  getOperationAST,
} from 'graphql';
import { CloseCode, handleProtocols, makeServer, type SubscribePayload } from 'graphql-ws';
import { type WebSocket, WebSocketServer } from 'ws';
import { messageOf, VitrineError } from '../errors.ts';
import type { Log } from '../log.ts';
import { maxSubscriptionsPerSocket, socketBounds } from './bounds.ts';
import type { Api, Yoga } from './graphql.ts';
import { callerOf, createQuota, overloaded, type Quota } from './quota.ts';
import { refuseUpgrade } from './refuse-upgrade.ts';
import type { StallWatch } from './stalled.ts';

const maxMessageBytes = 100_000;
const maxFragments = 1_000;
// of answers that a caller asked for and has not read
const maxUnreadBytes = 1_000_000;
const maxReasonBytes = 123;
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

export interface SocketNeeds {
  readonly yoga: Yoga;
  readonly api: Api;
  readonly log: Log;
  /** Counts those over server-sent events too. */
  readonly subscriptions: Quota;
  readonly stalled: StallWatch;
}

interface Extra {
  readonly caller: string;
  readonly publicUrl: string;
  /** What runs on this socket, by the caller's id of it. */
  readonly running: Map<string, AbortController>;
  close(code: number, reason: string): void;
}

type Subscribe = (args: ExecutionArgs) => ReturnType<ReturnType<Yoga['getEnveloped']>['subscribe']>;

export function createSockets({ yoga, api, log, subscriptions, stalled }: SocketNeeds): Sockets {
  const server = new WebSocketServer({
    noServer: true,
    maxPayload: maxMessageBytes,
    maxFragments,
    perMessageDeflate: false,
    // others have their turn between two messages, however many come at once
    allowSynchronousEvents: false,
    handleProtocols,
  });
  const places = createQuota(socketBounds);
  /** Each ends what runs on one socket. */
  const ends = new Set<() => void>();
  const subscribers = new WeakMap<ExecutionArgs, Subscribe>();

  /** The same limits, caches and masks as over HTTP; what they throw is an answer, not the socket's end. */
  const prepare = async (
    payload: SubscribePayload,
    extra: Extra,
    id: string,
  ): Promise<ExecutionArgs | GraphQLError[]> => {
    if (extra.running.size >= maxSubscriptionsPerSocket) throw tooMany();
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
    assertSubscription(document, payload.operationName);
    const place = subscriptions.take(extra.caller);
    if (typeof place !== 'function') throw overloaded(place);
    controller.signal.addEventListener('abort', place);
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
    async onSubscribe({ extra }, id, payload) {
      // its caller ended it, and it is not through yet: the two could not be told apart
      if (extra.running.has(id)) {
        extra.close(CloseCode.SubscriberAlreadyExists, `Subscriber for ${id} already exists`);
        return [api.mask(new VitrineError('CONFLICT', 'This id is in use.'))];
      }
      const prepared = await prepare(payload, extra, id).catch((error: unknown) => [api.mask(error)]);
      // what is refused never completes
      if (Array.isArray(prepared)) end(extra, id);
      return prepared;
    },
    onNext(_context, _id, _payload, _args, { data, errors }) {
      if (errors === undefined) return;
      const told = errors.map(overWebSocket);
      return data === undefined ? { errors: told } : { data, errors: told };
    },
    onError: (_context, _id, _payload, errors) => errors.map((error) => overWebSocket(api.mask(error))),
    subscribe: (args) => {
      const subscribe = subscribers.get(args);
      if (subscribe === undefined) throw new Error('a subscription was not prepared');
      return subscribe(args);
    },
    onComplete: ({ extra }, id) => end(extra, id),
  });

  const serve = (socket: WebSocket, caller: string, publicUrl: string) => {
    // a reason may repeat what the caller wrote, and has no room for much
    const close = (code: number, reason: string) =>
      socket.close(code, Buffer.byteLength(reason) > maxReasonBytes ? undefined : reason);
    const extra: Extra = { caller, publicUrl, running: new Map(), close };
    const endAll = () => {
      for (const controller of extra.running.values()) controller.abort();
    };
    ends.add(endAll);
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
        // where it can't be sent the socket closes, which ends what runs on it
        send: (data) => new Promise((done) => socket.send(data, () => done())),
        close,
        onMessage: (listener) =>
          socket.on('message', (data) => {
            if (socket.readyState !== socket.OPEN) return;
            // each unread answer stays in memory, and its subscription with it
            if (socket.bufferedAmount > maxUnreadBytes) return socket.terminate();
            listener(String(data)).catch((error: unknown) => {
              // what only servers say, such as `next`
              if (/^Unexpected message of type/.test(messageOf(error)))
                return close(CloseCode.BadRequest, 'Invalid message received');
              log.warn(`websocket: ${messageOf(error)}`);
              close(CloseCode.InternalServerError, 'Internal error');
            });
          }),
      },
      extra,
    );
    socket.once('close', (code, reason) => {
      clearInterval(pinging);
      ends.delete(endAll);
      endAll();
      closed(code, String(reason)).catch((error: unknown) => log.warn(`websocket: ${messageOf(error)}`));
    });
  };

  return {
    upgrade(request, socket, head, publicUrl) {
      const caller = callerOf(request.socket);
      const place = places.take(caller);
      if (typeof place !== 'function') return refuseUpgrade(socket, place);
      if (socket.destroyed) return place();
      socket.once('close', place);
      stalled.watch(request.socket);
      server.handleUpgrade(request, socket, head, (client) => serve(client, caller, publicUrl));
    },
    close() {
      for (const client of server.clients) client.close(1001, 'The server is stopping');
      // a socket may take its time to close
      for (const endAll of ends) endAll();
    },
    terminate() {
      for (const client of server.clients) client.terminate();
    },
  };
}

/** Ends what runs under an id, and gives back what it holds. */
function end({ running }: Extra, id: string): void {
  running.get(id)?.abort();
  running.delete(id);
}

function assertSubscription(document: DocumentNode, name?: string | null): void {
  const operation = getOperationAST(document, name);
  if (!operation) {
    throw new VitrineError(
      'BAD_USER_INPUT',
      'Which operation is meant? Set operationName to the name of one in the document.',
    );
  }
  if (operation.operation === 'subscription') return;
  throw new VitrineError(
    'BAD_USER_INPUT',
    'Over WebSocket only subscriptions are answered: send queries and mutations over HTTP.',
  );
}

function tooMany(): VitrineError {
  return new VitrineError(
    'OVERLOADED',
    `A socket carries at most ${maxSubscriptionsPerSocket} subscriptions at once: end some first.`,
  );
}

/** An error without what is only for answers over HTTP. */
function overWebSocket(error: GraphQLError): GraphQLFormattedError {
  const { extensions: { http: _http, ...extensions } = {}, ...rest } = error.toJSON();
  return { ...rest, extensions };
}
